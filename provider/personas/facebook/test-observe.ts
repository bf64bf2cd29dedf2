import { createHash } from 'node:crypto';
import type { ClientChanges } from '../../model/index.ts';
import { containing, type Probes as SharedProbes } from '../../testing/test-probe.ts';
import type { Params } from '../../testing/test-wire-browser.ts';
import { APP_ID, CALLBACK, jwtTexts, SECRET, type TestBrowser } from './test-browser.ts';

/** Probes of Facebook's. */
export type Probes = SharedProbes<TestBrowser>;

export const VERIFIER = 'a-verifier-of-at-least-forty-three-characters-1234';
export const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');

const between = (page: string, id: string): string => new RegExp(`data-testid="${id}">([^<]*)`).exec(page)?.[1] ?? '';

/** `400 1349168: URL Blocked: …` of a page, `302 callback?…` of a redirect. */
export const endOf = async (reply: Response): Promise<string> => {
  const location = reply.headers.get('location');
  if (location !== null) return `${reply.status} ${location}`;
  const page = await reply.text();
  if (!page.includes('page-error')) return `${reply.status} ${/data-testid="(page-[a-z-]+)"/.exec(page)?.[1] ?? page}`;
  return `${reply.status} ${between(page, 'error-line')}: ${between(page, 'error-description')}`.replaceAll('&#39;', "'");
};

/** How the dialog ends that is opened with these parameters. */
export const opened =
  (params: Params, client: ClientChanges = {}, headers: Params = {}) =>
  async (browser: TestBrowser): Promise<string> => {
    await browser.register(client);
    return endOf(await browser.dialog(params, { headers }));
  };

/** The names in a callback, in order; `none:400` where a page ended the login. */
export const namesOf = (callback: URL): string =>
  callback.protocol === 'none:'
    ? callback.href
    : [...new URLSearchParams(callback.search || callback.hash.slice(1)).keys()].join(' ');

/** Parameters of a fragment. */
export const fragmentOf = (callback: URL): URLSearchParams => new URLSearchParams(callback.hash.slice(1));

export const bodyOf = async (reply: Response): Promise<string> => `${reply.status} ${await reply.text()}`;

/** `400 100/36009: This authorization code has been used.`, `400 invalid_grant`, or `200` */
export const told = async (reply: Response): Promise<string> => {
  const { error } = (await reply.json()) as { error?: { code?: number; error_subcode?: number; message?: string } | string };
  if (typeof error !== 'object') return [reply.status, error].join(' ').trim();
  const subcode = error.error_subcode === undefined ? '' : `/${error.error_subcode}`;
  return `${reply.status} ${error.code}${subcode}: ${error.message}`;
};

/** The claims of an ID token. */
export const claimsOf = (jwt: string | undefined): Readonly<Record<string, unknown>> => JSON.parse(jwtTexts(jwt)[1] ?? '{}');

/** Claims after a login with these parameters. */
export const idClaims = async (browser: TestBrowser, params: Params = {}): Promise<Readonly<Record<string, unknown>>> =>
  claimsOf((await browser.tokens({ scope: 'openid email', ...params })).id_token);

/** The dialog of somebody who is signed in, opened and left by Cancel. */
export const cancelled = async (browser: TestBrowser, params: Params = {}): Promise<URL> => {
  const chooser = await browser.settle(await browser.dialog(params));
  const dialog = await browser.press(chooser, { account: 'ana' });
  return new URL((await browser.press(dialog, { decision: 'deny' })).headers.get('location') ?? 'none:');
};

/** Permissions that the dialog lists, with `*` for those that can be declined. */
export const listedBy = async (reply: Response): Promise<string> => {
  const page = await reply.text();
  const optional = [...page.matchAll(/type="checkbox" name="scope" value="([^"]+)"/g)].map(([, scope]) => `${scope}*`);
  const fixed = [...page.matchAll(/<li class="scope"><span class="two"><span>[^<]*<\/span><span class="soft">([^<]+)</g)].map(
    ([, scope]) => scope,
  );
  return [...optional, ...fixed].join(' ') || `none: ${reply.status} ${reply.headers.get('location') ?? ''}`;
};

/** Seconds for which a debug token says that it lives. */
export const expiresIn = async (reply: Response): Promise<number> => ((await reply.json()) as { expires_in: number }).expires_in;

/** The dialog sends the browser to the login page, as it does where nothing is in the way. */
export const LOGIN_PAGE = containing('/facebook/login.php?skip_api_login=1');

/** The browser goes back to the app with a code, without a page. */
export const AT_ONCE = containing(`302 ${CALLBACK}?code=AQ`);

/** An app of Facebook Login for Business. */
export const BUSINESS = { configurations: { c1: { permissions: ['pages_show_list'], token: 'system-user' } } } as const;

export const TOKEN = { response_type: 'token' };

export const OPENID = { scope: 'openid email' };

export const keys = (value: object): string => Object.keys(value).join(' ');

/** A short-lived token, exchanged for a long-lived one. */
export const exchanged = async (browser: TestBrowser): Promise<Response> => {
  const { access_token: token = '' } = await browser.tokens();
  return browser.token({ grant_type: 'fb_exchange_token', fb_exchange_token: token });
};

/** A code for a device, got with a long-lived token. */
export const clientCode = async (browser: TestBrowser): Promise<Response> => {
  const { access_token: token = '' } = await browser.tokens();
  const query = { access_token: token, client_id: APP_ID, client_secret: SECRET, redirect_uri: CALLBACK };
  return browser.send(`/oauth/client_code?${new URLSearchParams(query)}`);
};
