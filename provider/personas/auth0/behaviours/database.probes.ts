import { matching } from '../../../testing/test-probe.ts';
import { CLIENT_ID, type TestBrowser } from '../test-browser.ts';
import { bodyOf, keys, type Probes, seen } from '../test-observe.ts';

const STRONG = 'Passw0rd!';

const codeOf = async (reply: Response): Promise<string> => {
  const { code, error } = (await reply.json()) as Record<string, string>;
  return `${reply.status} ${code ?? error}`;
};

const nameOf = async (reply: Response): Promise<unknown> => {
  const { name, _id } = (await reply.json()) as Record<string, unknown>;
  return name ?? typeof _id;
};

const typedAt = async (browser: TestBrowser, password: string): Promise<string> => {
  const page = await browser.settle(await browser.authorize({ screen_hint: 'signup' }));
  return seen(await browser.press(page, { email: 'page@example.com', password }));
};

export const probes: Probes = {
  'auth0/password/no-user-info': {
    on: 'PasswordNoUserInfoError',
    off: 'string',
    setting: 'required',
    observe: async (browser) => nameOf(await browser.signUp({ email: 'zebra@example.com', password: 'Zebra-2026!' })),
  },
  'auth0/password/dictionary': {
    on: 'PasswordDictionaryError',
    off: 'PasswordStrengthError',
    setting: 'required',
    observe: async (browser) => nameOf(await browser.signUp({ password: 'password1' })),
  },
  'auth0/password/strength': {
    on: ['400 invalid_password', '400 account-chooser', '200 undefined'],
    off: ['200 undefined', 'code', '200 undefined'],
    observe: async (browser) => [
      await codeOf(await browser.signUp({ password: 'weak' })),
      await typedAt(browser, 'weak'),
      await codeOf(await browser.signUp({ email: 'other@example.com', password: STRONG })),
    ],
  },
  'auth0/sign-up/user-exists': {
    on: matching(/^400 \{"name":"BadRequestError","code":"invalid_signup","description":"Invalid sign up","statusCode":400\}$/),
    off: '400 {"error":"invalid_request","error_description":"exists"}',
    observe: async (browser) => bodyOf(await browser.signUp({ email: 'ANA@example.com' })),
  },
  'auth0/sign-up/weak-password': {
    on: ['name message code description policy statusCode', 'object'],
    off: ['error error_description', 'undefined'],
    observe: async (browser) => {
      const body = (await (await browser.signUp({ password: 'weak' })).json()) as Record<string, unknown>;
      return [keys(body), typeof body.description];
    },
  },
  'auth0/sign-up/errors': {
    on: ['400 {"error":"connection is required"}', '400 {"error":"connection not found"}'],
    off: [
      '400 {"error":"invalid_request","error_description":"missing"}',
      '400 {"error":"invalid_request","error_description":"connection"}',
    ],
    observe: async (browser) => {
      const [missing, unknown] = [await browser.signUp({ connection: '' }), await browser.signUp({ connection: 'nowhere' })];
      return [await bodyOf(missing), await bodyOf(unknown)];
    },
  },
  'auth0/sign-up/disabled': {
    on: '400 {"error":"public signup is disabled"}',
    off: '400 {"error":"invalid_request","error_description":"disabled"}',
    observe: async (browser) => {
      await browser.register({ signUpDisabled: true });
      return bodyOf(await browser.signUp());
    },
  },
  'auth0/sign-up/reply': {
    on: matching(/^200 \{"_id":"[0-9a-f]{24}","email":"new@example\.com","email_verified":false\}$/),
    off: matching(/^201 \{"sub":"\d{21}","email":"new@example\.com","email_verified":false\}$/),
    observe: async (browser) => bodyOf(await browser.signUp()),
  },
  'auth0/change-password/reply': {
    on: [
      "200 We've just sent you an email to reset your password.",
      "200 We've just sent you an email to reset your password.",
      'text/html; charset=utf-8',
    ],
    off: ['202 ', '202 ', null],
    observe: async (browser) => {
      const form = { client_id: CLIENT_ID, connection: 'Username-Password-Authentication' };
      const ask = (email: string) => browser.post('/dbconnections/change_password', { ...form, email });
      const [known, unknown] = [await ask('ana@example.com'), await ask('nobody@example.com')];
      const type = known.headers.get('content-type');
      return [await bodyOf(known), await bodyOf(unknown), type];
    },
  },
};
