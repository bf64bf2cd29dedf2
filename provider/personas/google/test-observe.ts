import { createHash } from 'node:crypto';
import type { Probes as SharedProbes } from '../../testing/test-probe.ts';
import { readAuthError } from './auth-error.ts';
import { CALLBACK, CLIENT_ID, DRIVE, jwtTexts, type TestBrowser } from './test-browser.ts';

/** Probes of Google's. */
export type Probes = SharedProbes<TestBrowser>;

export const VERIFIER = 'a-verifier-of-at-least-forty-three-characters-1234';

export const refusalOf = (response: Response): string => {
  const location = response.headers.get('location');
  const encoded = location === null ? null : new URL(location).searchParams.get('authError');
  const error = encoded === null ? undefined : readAuthError(encoded);
  return error
    ? `${error.status} ${error.error}: ${error.description.split('\n')[0]}`
    : `${response.status} ${location ?? 'page'}`;
};

export const refused =
  (params: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}) =>
  async (browser: TestBrowser): Promise<string> => {
    const plain = { client_id: CLIENT_ID, redirect_uri: CALLBACK, response_type: 'code', scope: 'openid' };
    const asked = Object.entries({ ...plain, ...params }).filter(([, value]) => value !== '');
    return refusalOf(await browser.send(`/o/oauth2/v2/auth?${new URLSearchParams(asked)}`, { headers }));
  };

/** The names in a callback, in order. */
export const namesOf = (callback: URL): string =>
  [...new URLSearchParams(callback.search || callback.hash.slice(1)).keys()].join(' ');

export const keys = (value: object): string => Object.keys(value).join(' ');
export const bodyOf = async (response: Response): Promise<string> => `${response.status} ${await response.text()}`;

export const twoAccounts = async (browser: TestBrowser): Promise<void> => {
  await browser.signIn({}, 'ana');
  await browser.signIn({ prompt: 'select_account' }, 'ben');
};

export const boundCode = async (browser: TestBrowser): Promise<URL> => {
  const challenge = createHash('sha256').update(VERIFIER).digest('base64url');
  return browser.signIn({ code_challenge: challenge, code_challenge_method: 'S256' });
};

export const denied = async (browser: TestBrowser): Promise<URL> => {
  const consent = await browser.press(await browser.authorize(), { account: 'ana' });
  return new URL((await browser.press(consent, { decision: 'deny' })).headers.get('location') ?? '');
};

export const driveToken = async (browser: TestBrowser): Promise<string | undefined> =>
  (await browser.tokens({ scope: DRIVE })).access_token;

export const claimsOf = async (browser: TestBrowser): Promise<Readonly<Record<string, unknown>>> =>
  JSON.parse(jwtTexts((await browser.tokens({ nonce: 'n-1' })).id_token)[1] ?? '{}');

/** The claims of an ID token. */
export const openIdToken = (jwt: string | undefined): Readonly<Record<string, unknown>> => JSON.parse(jwtTexts(jwt)[1] ?? '{}');

/** `400 invalid_grant: Bad Request`, or `200` */
export const told = async (response: Response): Promise<string> => {
  const { error, error_description } = (await response.json()) as Record<string, string>;
  return error === undefined ? String(response.status) : `${response.status} ${error}: ${error_description}`;
};

/** What to ask for to get a refresh token. */
export const OFFLINE = { access_type: 'offline', scope: `openid ${DRIVE}` };

/** The accounts of a new world, as the chooser lists them. */
export const EVERYBODY = 'ana ben cleo dora denies no-email blocked unverified';

/** The accounts that the chooser lists. */
export const offeredAccounts = async (browser: TestBrowser, params: Readonly<Record<string, string>>): Promise<string> =>
  [...(await (await browser.authorize(params)).text()).matchAll(/data-testid="account-([^"]+)"/g)]
    .map(([, key]) => key)
    .join(' ');
