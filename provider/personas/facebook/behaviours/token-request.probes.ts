import { APP_ID, CALLBACK, SECRET, type TestBrowser } from '../test-browser.ts';
import { CHALLENGE, clientCode, type Probes, told, VERIFIER } from '../test-observe.ts';

const freshForm = async (browser: TestBrowser): Promise<Readonly<Record<string, string>>> => {
  const code = (await browser.signIn()).searchParams.get('code') ?? '';
  return { client_id: APP_ID, client_secret: SECRET, redirect_uri: CALLBACK, code };
};

const multipart = (form: Readonly<Record<string, string>>): FormData => {
  const body = new FormData();
  for (const [name, value] of Object.entries(form)) body.append(name, value);
  return body;
};

export const probes: Probes = {
  'facebook/token/query-parameters': {
    on: 200,
    off: 400,
    observe: async (browser) => (await browser.redeem(await browser.signIn())).status,
  },
  'facebook/token/json-and-multipart': {
    on: [200, 200],
    off: [400, 400],
    observe: async (browser) => {
      const send = (init: RequestInit) => browser.send('/v19.0/oauth/access_token', { method: 'POST', ...init });
      const headers = { 'content-type': 'application/json' };
      const json = await send({ headers, body: JSON.stringify(await freshForm(browser)) });
      return [json.status, (await send({ body: multipart(await freshForm(browser)) })).status];
    },
  },
  'facebook/token/basic-credentials': {
    on: ['200', '400 1: Error validating client secret.'],
    off: ['400 101: Missing client_id parameter.', '400 101: Missing client_id parameter.'],
    observe: async (browser) => {
      const { code = '' } = await freshForm(browser);
      const send = (secret: string) => {
        const authorization = `Basic ${Buffer.from(`${APP_ID}:${secret}`).toString('base64')}`;
        return browser.post('/oauth/access_token', { redirect_uri: CALLBACK, code }, { authorization });
      };
      const [right, wrong] = [await send(SECRET), await send('wrong')];
      return [await told(right), await told(wrong)];
    },
  },
  'facebook/token/grant-type-optional': {
    on: 200,
    off: 400,
    observe: async (browser) => (await browser.redeem(await browser.signIn())).status,
  },
  'facebook/token/verifier-for-secret': {
    on: 200,
    off: 400,
    observe: async (browser) => {
      const callback = await browser.signIn({ code_challenge: CHALLENGE, code_challenge_method: 'S256' });
      return (await browser.redeem(callback, { client_secret: '', code_verifier: VERIFIER })).status;
    },
  },
  'facebook/token/client-code-without-secret': {
    on: 200,
    off: 400,
    observe: async (browser) => {
      const { code } = (await (await clientCode(browser)).json()) as { code: string };
      return (await browser.token({ code, client_secret: '', redirect_uri: CALLBACK })).status;
    },
  },
};
