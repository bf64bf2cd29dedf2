import { jsonOf, type Probes, told } from '../test-observe.ts';
import { BASIC, nextPair, nowSeconds, sendRolling, startRolling, withPassword } from '../test-signing.ts';

export const probes: Probes = {
  'first-party/rolling/pair': {
    on: ['201', 'private_token request_token', false],
    off: ['201', '', true],
    observe: async (browser) => {
      await withPassword(browser);
      const reply = await browser.json('POST', '/rolling', undefined, BASIC);
      const names = Object.keys(await jsonOf(reply)).join(' ');
      return [String(reply.status), names, reply.headers.has('x-next-private-token')];
    },
  },
  'first-party/rolling/time-window': {
    on: ['401 request_time_skewed', '401 request_time_skewed', '200'],
    off: ['200', '401 pair_reused', '401 session_revoked'],
    observe: async (browser) => {
      await withPassword(browser);
      const pair = await startRolling(browser);
      const old = await sendRolling(browser, pair, nowSeconds() - 310);
      const early = await sendRolling(browser, pair, nowSeconds() + 310);
      return [await told(old.clone()), await told(early), await told(await sendRolling(browser, nextPair(old, pair)))];
    },
  },
  'first-party/rolling/rotation': {
    on: ['200', true, '200'],
    off: ['200', false, '200'],
    observe: async (browser) => {
      await withPassword(browser);
      const pair = await startRolling(browser);
      const first = await sendRolling(browser, pair);
      const next = nextPair(first, pair);
      const second = await sendRolling(browser, next, nowSeconds() + 1);
      return [await told(first), next.privateToken !== pair.privateToken, await told(second)];
    },
  },
  'first-party/rolling/timestamp-once': {
    on: ['200', '401 timestamp_reused', '200'],
    off: ['200', '200', '200'],
    observe: async (browser) => {
      await withPassword(browser);
      await browser.world.settings.change({ 'first-party/rolling/rotation': false });
      const pair = await startRolling(browser);
      const at = nowSeconds();
      const seen = [];
      for (const timestamp of [at, at, at + 1]) seen.push(await told(await sendRolling(browser, pair, timestamp)));
      return seen;
    },
  },
  'first-party/rolling/reuse-ends-session': {
    on: ['200', '401 pair_reused', '401 session_revoked'],
    off: ['200', '401 pair_reused', '200'],
    observe: async (browser) => {
      await withPassword(browser);
      const pair = await startRolling(browser);
      const first = await sendRolling(browser, pair);
      const reused = await sendRolling(browser, pair);
      return [await told(first.clone()), await told(reused), await told(await sendRolling(browser, nextPair(first, pair)))];
    },
  },
  'first-party/rolling/revoked': {
    on: '401 session_revoked',
    off: '401 invalid_credentials',
    observe: async (browser) => {
      await withPassword(browser);
      const pair = await startRolling(browser);
      const next = nextPair(await sendRolling(browser, pair), pair);
      await sendRolling(browser, pair);
      return told(await sendRolling(browser, next));
    },
  },
};
