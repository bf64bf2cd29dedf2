import type { Probes } from '../test-observe.ts';
import { nonceIn, sendDigest, withPassword } from '../test-signing.ts';

const challengesIn = ({ headers }: Response): string => headers.get('www-authenticate') ?? '';

const isStale = (response: Response): string => `${response.status}${/stale=true/.test(challengesIn(response)) ? ' stale' : ''}`;

export const probes: Probes = {
  'first-party/digest/offered': {
    on: [true, 200],
    off: [false, 401],
    observe: async (browser) => {
      await withPassword(browser);
      const refused = await browser.json('GET', '/random');
      const isOffered = /\bDigest realm="first-party", qop="auth", nonce="[^"]+", algorithm=SHA-256/.test(challengesIn(refused));
      return [isOffered, (await sendDigest(browser, nonceIn(refused))).status];
    },
  },
  'first-party/digest/nonce-life': {
    on: ['200', '401 stale', '200'],
    off: ['200', '200', '401'],
    observe: async (browser) => {
      await withPassword(browser);
      const nonce = nonceIn(await browser.json('GET', '/random'));
      const first = isStale(await sendDigest(browser, nonce));
      await browser.world.clock.age('6m');
      const refused = await sendDigest(browser, nonce, { nc: '00000002' });
      return [first, isStale(refused), isStale(await sendDigest(browser, nonceIn(refused)))];
    },
  },
  'first-party/digest/nonce-count': {
    on: ['200', '401 stale', '200'],
    off: ['200', '200', '200'],
    observe: async (browser) => {
      await withPassword(browser);
      const nonce = nonceIn(await browser.json('GET', '/random'));
      const counts = ['00000001', '00000001', '00000002'];
      const seen = [];
      for (const nc of counts) seen.push(isStale(await sendDigest(browser, nonce, { nc })));
      return seen;
    },
  },
};
