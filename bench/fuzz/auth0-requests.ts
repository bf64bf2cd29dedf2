import type { Pairs } from './draft.ts';
import { at, CALLBACK, cookie, type VendorRequests } from './vendor-request.ts';

const auth0 = at('auth0');
const TENANT = 'loginlab.us.auth0.com';
const AUDIENCE = 'https://api.example/';
const CLIENT = [
  ['client_id', '«auth0.clientId»'],
  ['client_secret', '«auth0.clientSecret»'],
] as const satisfies Pairs;
const BEARER: Pairs = [['authorization', 'Bearer «auth0.access_token»']];

const MANAGEMENT = 'https://loginlab.us.auth0.com/api/v2/';
const DATABASE = 'Username-Password-Authentication';

/** Calls of the Management API. */
const MANAGED: readonly (readonly [method: string, path: string, json?: string])[] = [
  ['GET', '/users'],
  ['GET', '/users/«auth0.user_id»'],
  ['POST', '/users', `{"connection":"${DATABASE}","email":"made@example.com","password":"Passw0rd!","app_metadata":{"a":[1]}}`],
  ['PATCH', '/users/«auth0.user_id»', '{"blocked":false,"email_verified":true,"user_metadata":{"a":null,"b":{"c":1}}}'],
  ['DELETE', '/users/«auth0.user_id»'],
  ['GET', '/users/«auth0.user_id»/sessions'],
  ['GET', '/users/«auth0.user_id»/refresh-tokens'],
  ['DELETE', '/users/«auth0.user_id»/refresh-tokens'],
  ['POST', '/sessions/«auth0.id»/revoke'],
  ['GET', '/grants'],
  ['POST', '/jobs/verification-email', '{"user_id":"«auth0.user_id»"}'],
  ['POST', '/tickets/password-change', '{"user_id":"«auth0.user_id»","ttl_sec":60,"mark_email_as_verified":true}'],
  ['POST', '/tickets/email-verification', '{"user_id":"«auth0.user_id»","result_url":"http://127.0.0.1:3000/x?a#b"}'],
];

/** What Auth0 is asked. */
export const AUTH0: VendorRequests = {
  params: {
    client_id: ['«auth0.clientId»', 'nobody'],
    client_secret: ['«auth0.clientSecret»', 'wrong'],
    redirect_uri: [CALLBACK, `${CALLBACK}/`, 'com.x.app://home', '//x/cb'],
    response_type: ['code', 'token', 'id_token', 'code id_token token', 'x'],
    response_mode: ['query', 'fragment', 'form_post', 'web_message', 'jwt'],
    scope: ['openid profile email offline_access', 'nonsense', ' '],
    audience: [AUDIENCE, 'https://loginlab.us.auth0.com/userinfo', 'x', ''],
    connection: ['google-oauth2', 'Username-Password-Authentication', 'x'],
    state: ['s', 'a&b=c#d', '«auth0.state»'],
    nonce: ['n', ''],
    prompt: ['none', 'consent', 'login', 'none login', 'x'],
    login_hint: ['ana@example.com', 'nobody'],
    screen_hint: ['signup', 'x'],
    max_age: ['0', '-1', 'x', '99999999999999999999'],
    code_challenge: ['v'.repeat(43), 'x'],
    code_challenge_method: ['S256', 'plain', 'S512'],
    code_verifier: ['v'.repeat(43), 'short'],
    grant_type: [
      ...['authorization_code', 'refresh_token', 'password', 'client_credentials', 'x'],
      'http://auth0.com/oauth/grant-type/password-realm',
      'urn:ietf:params:oauth:grant-type:device_code',
    ],
    code: ['«auth0.code»', '«auth0.code.1»', 'x'],
    refresh_token: ['«auth0.refresh_token»', '«auth0.refresh_token.1»', 'x'],
    token: ['«auth0.refresh_token»', '«auth0.access_token»', 'x'],
    username: ['ana@example.com', 'nobody@example.com', '\0'],
    password: ['secret', 'wrong', ''],
    realm: ['Username-Password-Authentication', 'x'],
    id_token_hint: ['«auth0.id_token»', 'a.b.c'],
    logout_hint: ['x'],
    post_logout_redirect_uri: [CALLBACK, 'x'],
    returnTo: [CALLBACK, '//x'],
    federated: ['', '1'],
    ticket: ['«auth0.ticket»', '«auth0.ticket.1»', 'x'],
    account: ['ana', 'ben', 'nobody'],
    decision: ['allow', 'deny', 'x'],
    email: ['new@example.com', 'ana@example.com', 'x'],
    're-enter-password': ['Passw0rd!', 'x'],
    user_metadata: ['{"a":1}', '{', 'null'],
    q: ['email:"ana@example.com"', 'name:an* OR blocked:true', 'NOT email:x', '(', 'x:[1 TO 2]', '"'],
    page: ['0', '-1', 'x', '99999999999999999999'],
    per_page: ['1', '0', '101', 'x'],
    include_totals: ['true', 'x'],
    fields: ['email,user_id', ','],
    sort: ['email:1', 'x'],
    take: ['1', '0'],
    from: ['«auth0.id»', 'x'],
    user_id: ['«auth0.user_id»', 'auth0|x'],
    ['__proto__']: ['x'],
    constructor: ['x'],
  },
  segments: {
    connectionName: ['google-oauth2', 'x'],
    connection: [DATABASE, 'x'],
    id: ['«auth0.user_id»', '«auth0.id»', 'auth0%7Cx', '%', 'x'],
  },
  login: [
    auth0(TENANT, {
      method: 'GET',
      path: '/authorize',
      query: [
        ['client_id', '«auth0.clientId»'],
        ['redirect_uri', CALLBACK],
        ['response_type', 'code'],
        ['scope', 'openid profile email offline_access'],
        ['state', 's'],
      ],
      headers: cookie('auth0'),
    }),
    auth0(TENANT, { method: 'GET', path: '/u/login', query: [['state', '«auth0.state»']], headers: cookie('auth0') }),
    auth0(TENANT, {
      method: 'POST',
      path: '/u/login',
      query: [['state', '«auth0.state»']],
      form: [
        ['ticket', '«auth0.ticket»'],
        ['account', 'ana'],
      ],
      headers: cookie('auth0'),
    }),
    auth0(TENANT, {
      method: 'POST',
      path: '/oauth/token',
      form: [...CLIENT, ['grant_type', 'authorization_code'], ['code', '«auth0.code»'], ['redirect_uri', CALLBACK]],
    }),
    auth0(TENANT, {
      method: 'POST',
      path: '/oauth/token',
      form: [...CLIENT, ['grant_type', 'refresh_token'], ['refresh_token', '«auth0.refresh_token»']],
    }),
    auth0(TENANT, { method: 'GET', path: '/userinfo', headers: BEARER }),
  ],
  others: [
    auth0(TENANT, {
      method: 'POST',
      path: '/oauth/token',
      json: '{"client_id":"«auth0.clientId»","client_secret":"«auth0.clientSecret»","grant_type":"client_credentials","audience":"https://api.example/"}',
    }),
    auth0(TENANT, { method: 'POST', path: '/oauth/revoke', form: [...CLIENT, ['token', '«auth0.refresh_token»']] }),
    auth0(TENANT, { method: 'GET', path: '/v2/logout', query: [['returnTo', CALLBACK]], headers: cookie('auth0') }),
    auth0(TENANT, { method: 'GET', path: '/oidc/logout', query: [['id_token_hint', '«auth0.id_token»']] }),
    auth0(TENANT, {
      method: 'POST',
      path: '/oauth/token',
      form: [...CLIENT, ['grant_type', 'client_credentials'], ['audience', MANAGEMENT]],
    }),
    auth0(TENANT, {
      method: 'POST',
      path: '/dbconnections/signup',
      json: `{"client_id":"«auth0.clientId»","connection":"${DATABASE}","email":"new@example.com","password":"Passw0rd!","user_metadata":{"a":1}}`,
    }),
    auth0(TENANT, {
      method: 'POST',
      path: '/dbconnections/change_password',
      json: `{"client_id":"«auth0.clientId»","connection":"${DATABASE}","email":"ana@example.com"}`,
    }),
    auth0(TENANT, { method: 'GET', path: '/u/email-verification', query: [['ticket', '«auth0.ticket»']] }),
    auth0(TENANT, {
      method: 'POST',
      path: '/u/reset-password',
      query: [['ticket', '«auth0.ticket»']],
      form: [
        ['password', 'Passw0rd!'],
        ['re-enter-password', 'Passw0rd!'],
      ],
    }),
    ...MANAGED.map(([method, path, json]) =>
      auth0(TENANT, { method, path: `/api/v2${path}`, headers: BEARER, ...(json !== undefined && { json }) }),
    ),
  ],
};
