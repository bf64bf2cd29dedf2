import type { Client, World } from '../model/index.ts';

export const DRIVE = 'https://www.googleapis.com/auth/drive.file';

export interface TestBrowser {
  cookie: string;
}

const hidden = (html: string): [string, string][] =>
  [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]);

/** Answers the page that is shown: chooses the account, or allows. */
const submit = async (browser: TestBrowser, page: Response, as: string): Promise<Response> => {
  const html = await page.text();
  const button: Record<string, string> = html.includes('page-account-chooser') ? { account: as } : { decision: 'allow' };
  const action = /<form[^>]*action="([^"]+)"/.exec(html)?.[1];
  if (action === undefined)
    throw new Error(`a page with a form was expected, status ${page.status} was found: ${html.slice(0, 300)}`);
  const scopes = [...html.matchAll(/name="scope" value="([^"]+)"/g)].map(([, value = '']): [string, string] => ['scope', value]);
  return visit(browser, action, {
    method: 'POST',
    body: new URLSearchParams([...hidden(html), ...scopes, ...Object.entries(button)]),
  });
};

/** Goes to an address with the browser's cookie and keeps a new one. */
export const visit = async (browser: TestBrowser, url: string, init: RequestInit = {}): Promise<Response> => {
  const reply = await fetch(url, { ...init, redirect: 'manual', headers: { ...(browser.cookie && { cookie: browser.cookie }) } });
  const [cookie] = reply.headers.getSetCookie();
  if (cookie) browser.cookie = cookie.split(';')[0] ?? '';
  return reply;
};

/** Address of an authorization request for the first client of the world. */
export const authorizeUrl = async (world: World, params: Readonly<Record<string, string>> = {}): Promise<string> => {
  const client = await firstClient(world);
  const defaults = {
    client_id: client.clientId,
    response_type: 'code',
    redirect_uri: client.redirectUris[0] ?? '',
    scope: `openid email ${DRIVE}`,
  };
  return `${world.google.address}/o/oauth2/v2/auth?${new URLSearchParams({ ...defaults, ...params })}`;
};

export const firstClient = async (world: World): Promise<Client> => {
  const [client] = await world.google.clients();
  if (!client) throw new Error('the world has no client');
  return client;
};

/** Signs in by the pages and consents; the address of the callback. */
export const logIn = async (
  world: World,
  as: string,
  browser: TestBrowser,
  params: Readonly<Record<string, string>> = {},
): Promise<URL> => {
  let reply = await visit(browser, await authorizeUrl(world, params));
  while (reply.status === 200) reply = await submit(browser, reply, as);
  const location = reply.headers.get('location');
  if (location === null)
    throw new Error(`a redirect was expected, status ${reply.status} was found: ${(await reply.text()).slice(0, 300)}`);
  return new URL(location);
};

export interface Tokens {
  readonly access_token: string;
  readonly refresh_token?: string;
  readonly id_token: string;
  readonly error?: string;
}

/** Posts to the token endpoint as the first client. */
export const postToken = async (
  world: World,
  form: Readonly<Record<string, string>>,
): Promise<{ status: number; body: Tokens }> => {
  const client = await firstClient(world);
  const credentials = {
    client_id: client.clientId,
    client_secret: client.clientSecret ?? '',
    redirect_uri: client.redirectUris[0] ?? '',
  };
  const reply = await fetch(`${world.google.address}/token`, {
    method: 'POST',
    body: new URLSearchParams({ ...credentials, ...form }),
  });
  return { status: reply.status, body: (await reply.json()) as Tokens };
};

/** A whole login: pages, code, tokens. */
export const tokensFor = async (
  world: World,
  as: string,
  browser: TestBrowser,
  params: Readonly<Record<string, string>> = {},
): Promise<Tokens> => {
  const callback = await logIn(world, as, browser, params);
  const { body } = await postToken(world, { grant_type: 'authorization_code', code: callback.searchParams.get('code') ?? '' });
  return body;
};

export const listFiles = (world: World, token: string): Promise<Response> =>
  fetch(`${world.google.address}/drive/v3/files`, { headers: { authorization: `Bearer ${token}` } });
