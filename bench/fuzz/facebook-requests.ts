import type { Pairs } from './draft.ts';
import { at, CALLBACK, cookie, type VendorRequests } from './vendor-request.ts';

const facebook = at('facebook');
const FACEBOOK_CLIENT = [
  ['client_id', '«facebook.clientId»'],
  ['client_secret', '«facebook.clientSecret»'],
] as const satisfies Pairs;
const GRAPH = 'graph.facebook.com';
const TOKEN = ['access_token', '«facebook.access_token»'] as const;
const APP_TOKEN = ['access_token', '«facebook.clientId»|«facebook.clientSecret»'] as const;

/** What Facebook is asked. */
export const FACEBOOK: VendorRequests = {
  params: {
    client_id: ['«facebook.clientId»', 'nobody', '0'],
    app_id: ['«facebook.clientId»', 'nobody'],
    client_secret: ['«facebook.clientSecret»', 'wrong'],
    redirect_uri: [CALLBACK, 'x', 'https://www.facebook.com/connect/login_success.html', 'fb100000000000001://authorize'],
    response_type: ['code', 'token', 'code token', 'token,granted_scopes', 'id_token', 'graph_domain', 'x'],
    scope: ['email', 'email,public_profile', 'openid email', 'nonsense', ',,'],
    state: ['s', '{"a":1}'],
    nonce: ['n', ''],
    display: ['page', 'popup', 'x'],
    auth_type: ['rerequest', 'reauthenticate', 'x'],
    auth_nonce: ['n'],
    config_id: ['c1', '0'],
    return_scopes: ['true', 'x'],
    code_challenge: ['v'.repeat(43), 'x'],
    code_challenge_method: ['S256', 'plain', 'x'],
    code_verifier: ['v'.repeat(43), 'x'],
    grant_type: ['authorization_code', 'client_credentials', 'fb_exchange_token', 'fb_extend_sso_token', 'implicit', 'x'],
    code: ['«facebook.code»', '«facebook.code.1»', 'AQ', 'x'],
    fb_exchange_token: ['«facebook.access_token»', 'x'],
    access_token: ['«facebook.access_token»', '«facebook.clientId»|«facebook.clientSecret»', 'EAA', '|', 'x|y|z'],
    input_token: ['«facebook.access_token»', '«facebook.id_token»', 'x'],
    appsecret_proof: ['0'.repeat(64), 'x'],
    fields: [
      'id,name',
      'picture{url}',
      'picture.type(large){url}',
      'a{',
      '}',
      'id,name,picture?type=large',
      '["id","name"]',
      'feed.limit(-1)',
      'name.x()',
      '{{{',
    ],
    ticket: ['«facebook.ticket»', '«facebook.ticket.1»'],
    account: ['ana', 'ben', 'nobody'],
    decision: ['allow', 'deny', 'x'],
    method: ['delete', 'post', 'get', 'x', ''],
    batch: [
      '[]',
      '[{"method":"GET","relative_url":"me"}]',
      '[{"method":"POST","relative_url":"","body":"batch=[]"}]',
      '[null,1,[],{"relative_url":1}]',
      '{',
      '[{"relative_url":"/../_lab/"}]',
      `[${Array(60).fill('{"method":"GET","relative_url":"me"}').join()}]`,
    ],
    include_headers: ['false', 'x'],
    message: ['hello', ''],
    redirect: ['false', '0', 'x'],
    type: ['large', 'x'],
    height: ['10', '-1', 'x'],
    limit: ['1', '-1', 'x'],
    next: [CALLBACK, 'x'],
    machine_id: ['m'],
    signed_request: ['a.b', '.'],
    callback: ['f', 'a-b('],
    constructor: ['x'],
  },
  segments: {
    version: ['v25.0', 'v19.0', 'v99.9'],
    id: ['me', '«facebook.id»', '«facebook.clientId»', '0', 'x'],
    permission: ['email', 'x'],
  },
  login: [
    facebook('www.facebook.com', {
      method: 'GET',
      path: '/v19.0/dialog/oauth',
      query: [
        ['client_id', '«facebook.clientId»'],
        ['redirect_uri', CALLBACK],
        ['response_type', 'code'],
        ['scope', 'openid,email'],
        ['state', 's'],
      ],
      headers: cookie('facebook'),
    }),
    facebook('www.facebook.com', {
      method: 'GET',
      path: '/login.php',
      query: [['ticket', '«facebook.ticket»']],
      headers: cookie('facebook'),
    }),
    facebook('www.facebook.com', {
      method: 'POST',
      path: '/login.php',
      form: [
        ['ticket', '«facebook.ticket»'],
        ['account', 'ana'],
      ],
      headers: cookie('facebook'),
    }),
    facebook('www.facebook.com', {
      method: 'POST',
      path: '/dialog/oauth/confirm',
      form: [
        ['ticket', '«facebook.ticket»'],
        ['decision', 'allow'],
        ['scope', 'email'],
      ],
      headers: cookie('facebook'),
    }),
    facebook(GRAPH, {
      method: 'GET',
      path: '/v19.0/oauth/access_token',
      query: [...FACEBOOK_CLIENT, ['redirect_uri', CALLBACK], ['code', '«facebook.code»']],
    }),
    facebook(GRAPH, { method: 'GET', path: '/v19.0/me', query: [TOKEN, ['fields', 'id,name,email,picture.type(large){url}']] }),
    facebook(GRAPH, {
      method: 'GET',
      path: '/v19.0/debug_token',
      query: [APP_TOKEN, ['input_token', '«facebook.access_token»']],
    }),
  ],
  others: [
    facebook(GRAPH, {
      method: 'GET',
      path: '/v19.0/oauth/access_token',
      query: [...FACEBOOK_CLIENT, ['grant_type', 'fb_exchange_token'], ['fb_exchange_token', '«facebook.access_token»']],
    }),
    facebook(GRAPH, {
      method: 'POST',
      path: '/v19.0/oauth/access_token',
      form: [...FACEBOOK_CLIENT, ['grant_type', 'client_credentials']],
    }),
    facebook(GRAPH, {
      method: 'POST',
      path: '/',
      form: [
        TOKEN,
        [
          'batch',
          '[{"method":"GET","relative_url":"me?fields=id"},{"method":"GET","name":"a","relative_url":"v19.0/me/permissions"}]',
        ],
      ],
    }),
    facebook(GRAPH, { method: 'DELETE', path: '/v19.0/me/permissions', query: [TOKEN] }),
    facebook(GRAPH, { method: 'POST', path: '/v19.0/me/feed', form: [TOKEN, ['message', 'hello']] }),
    facebook(GRAPH, {
      method: 'GET',
      path: '/«facebook.id»/picture',
      query: [
        ['type', 'large'],
        ['redirect', 'false'],
      ],
    }),
    facebook(GRAPH, { method: 'GET', path: '/v19.0/me/permissions', query: [TOKEN] }),
    facebook(GRAPH, { method: 'GET', path: '/me/friends', query: [TOKEN] }),
    facebook('www.facebook.com', { method: 'GET', path: '/logout.php', query: [TOKEN, ['next', CALLBACK]] }),
  ],
};
