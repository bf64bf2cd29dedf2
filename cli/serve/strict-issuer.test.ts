/** Clients that compare `iss` at each step, by what `serve --proxy --app-client` registered for them. */
import { execFile } from 'node:child_process';
import process from 'node:process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { start } from '../test-command.ts';
import type { Serving } from './serving.ts';

const CALLBACK = 'http://127.0.0.1:3000/cb';

/** The browser of the program below: signs in by the forms of the pages, and stops at the callback. */
const BROWSER = `let cookie = '';
const open = async (url, init = {}) => {
  const answer = await fetch(url, { ...init, redirect: 'manual', headers: { cookie } });
  cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
  const location = answer.headers.get('location');
  if (location?.startsWith('${CALLBACK}')) return new URL(location);
  return location ? open(new URL(location, url).href) : press(await answer.text(), url);
};
const press = (page, url) => {
  const ticket = /name="ticket" value="([^"]+)"/.exec(page)[1];
  const action = /<form[^>]* action="([^"]+)"/.exec(page)[1].replaceAll('&amp;', '&');
  const [, sub] = /name="account" value="([^"]+)"/.exec(page) ?? [];
  return open(new URL(action, url).href, { method: 'POST', body: new URLSearchParams({ ticket, ...(sub ? { account: sub } : { decision: 'allow' }) }) });
};`;

const OPENID_CLIENT = `import * as client from 'openid-client';
const insecure = ISSUER.startsWith('http:') ? { execute: [client.allowInsecureRequests] } : undefined;
const config = await client.discovery(new URL(ISSUER), 'shop', 'secret', undefined, insecure);
const parameters = { redirect_uri: '${CALLBACK}', scope: 'openid email', state: client.randomState() };
const callback = await open(client.buildAuthorizationUrl(config, parameters).href);
const tokens = await client.authorizationCodeGrant(config, callback, { expectedState: parameters.state, idTokenExpected: true });
console.log(tokens.claims().iss, callback.searchParams.get('iss'));`;

const OAUTH4WEBAPI = `import * as oauth from 'oauth4webapi';
const issuer = new URL(ISSUER);
const as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer));
const client = { client_id: 'shop' };
const query = new URLSearchParams({ client_id: 'shop', redirect_uri: '${CALLBACK}', response_type: 'code', scope: 'openid', state: 's1', nonce: 'n1' });
const callback = await open(as.authorization_endpoint + '?' + query);
const parameters = oauth.validateAuthResponse(as, client, callback, 's1');
const answer = await oauth.authorizationCodeGrantRequest(as, client, oauth.ClientSecretPost('secret'), parameters, '${CALLBACK}', oauth.nopkce);
const tokens = await oauth.processAuthorizationCodeResponse(as, client, answer, { expectedNonce: 'n1', requireIdToken: true });
console.log(oauth.getValidatedIdTokenClaims(tokens).iss, callback.searchParams.get('iss'));`;

const serve = async (): Promise<Serving> => {
  const args = ['serve', '--port', '0', '--proxy', '0', '--no-console', '--json', '--persona', 'google'];
  const { prints } = start([...args, '--app-client', 'shop:secret', '--redirect', CALLBACK]);
  return JSON.parse((await prints('\n')).split('\n')[0] ?? '') as Serving;
};

const signIn = async (issuer: string, client: string, environment: Readonly<Record<string, string>> = {}): Promise<string> => {
  const source = `const ISSUER = '${issuer}';\n${BROWSER}\n${client}`;
  const env = { PATH: process.env.PATH, ...environment };
  const args = ['--no-warnings', '--input-type=module', '--eval', source];
  return (await promisify(execFile)(process.execPath, args, { env })).stdout.trim();
};

const GOOGLE = 'https://accounts.google.com';

test.each([
  ['openid-client 6', OPENID_CLIENT],
  ['oauth4webapi', OAUTH4WEBAPI],
])('%s gets through the proxy, and compares the issuer at each step', async (_, client) => {
  const { proxy } = await serve();
  expect(await signIn(GOOGLE, client, proxy?.environment)).toBe(`${GOOGLE} ${GOOGLE}`);
});

test('the same lab lets a client of its own address through as well', async () => {
  const { personas } = await serve();
  const [{ address } = { address: '' }] = personas;
  expect(await signIn(address, OPENID_CLIENT)).toBe(`${address} ${address}`);
});
