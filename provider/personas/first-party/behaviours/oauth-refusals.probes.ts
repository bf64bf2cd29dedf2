import type { TestBrowser } from '../test-browser.ts';
import { bodyOf, jsonOf, type Probes } from '../test-observe.ts';
import { askToken, passwordGrant, withPassword } from '../test-signing.ts';

const open = async (browser: TestBrowser): Promise<void> => {
  await browser.register();
  await withPassword(browser);
};

const said = (status: number, error: string, error_description?: string): string =>
  `${status} ${JSON.stringify({ error, ...(error_description !== undefined && { error_description }) })}`;

export const probes: Probes = {
  'first-party/oauth/refresh-refused': {
    on: [
      said(400, 'invalid_grant', 'The refresh token is unknown'),
      said(400, 'invalid_grant', 'The refresh token was used before'),
      said(400, 'invalid_grant', 'The refresh token was ended'),
    ],
    off: Array(3).fill(said(400, 'invalid_grant', 'The request is malformed')),
    plain: {
      without: ['first-party/oauth/request-refused'],
      answer: Array(3).fill(said(400, 'invalid_grant', 'grant request is invalid')),
    },
    observe: async (browser) => {
      await open(browser);
      const { refresh_token: first = '' } = await passwordGrant(browser);
      const refresh = (refresh_token: string) => askToken(browser, { grant_type: 'refresh_token', refresh_token });
      const { refresh_token: second } = await jsonOf(await refresh(first));
      const tokens = ['made-up', first, String(second)];
      const bodies: string[] = [];
      for (const token of tokens) bodies.push(await bodyOf(await refresh(token)));
      return bodies;
    },
  },
  'first-party/oauth/wrong-password': {
    on: said(400, 'invalid_grant', 'Username or password is incorrect'),
    off: said(400, 'invalid_grant', 'the username is unknown, or the password is wrong'),
    plain: { without: ['first-party/oauth/request-refused'], answer: said(400, 'invalid_grant') },
    observe: async (browser) => {
      await open(browser);
      return bodyOf(await askToken(browser, { grant_type: 'password', username: 'ana@example.com', password: 'no' }));
    },
  },
  'first-party/oauth/request-refused': {
    on: said(400, 'invalid_request', 'grant_type is missing'),
    off: said(400, 'invalid_request'),
    observe: async (browser) => {
      await open(browser);
      return bodyOf(await askToken(browser, {}));
    },
  },
};
