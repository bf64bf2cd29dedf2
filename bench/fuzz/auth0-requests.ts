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
    ticket: ['«auth0.ticket»', '«auth0.ticket.1»'],
    account: ['ana', 'ben', 'nobody'],
    decision: ['allow', 'deny', 'x'],
    email: ['new@example.com', 'ana@example.com', 'x'],
    ['__proto__']: ['x'],
    constructor: ['x'],
  },
  segments: { connectionName: ['google-oauth2', 'x'] },
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
    auth0(TENANT, { method: 'GET', path: '/api/v2/users', headers: BEARER }),
  ],
};
