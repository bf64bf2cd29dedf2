import type { PersonaId } from '../../provider/index.ts';
import type { Draft, Pairs } from './draft.ts';

/** Requests as right clients and browsers send them to one vendor. */
export interface VendorRequests {
  /** Values of the parameters that its endpoints read. */
  readonly params: Readonly<Record<string, readonly string[]>>;
  /** Values of the `:names` in its paths. */
  readonly segments: Readonly<Record<string, readonly string[]>>;
  /** The requests of a login and after it, in their order. */
  readonly login: readonly Draft[];
  readonly others: readonly Draft[];
}

const CALLBACK = 'http://127.0.0.1:3000/callback';
const COOKIE = (persona: string): Pairs => [['cookie', `«${persona}.cookie»`]];
const DRIVE = 'https://www.googleapis.com/auth/drive';

type Told = Omit<Draft, 'area' | 'persona' | 'host' | 'query' | 'headers'> & Partial<Pick<Draft, 'query' | 'headers'>>;

const at =
  (persona: PersonaId) =>
  (host: string, draft: Told): Draft => ({ query: [], headers: [], ...draft, area: 'persona', persona, host });

const google = at('google');
const GOOGLE_CLIENT = [
  ['client_id', '«google.clientId»'],
  ['client_secret', '«google.clientSecret»'],
] as const satisfies Pairs;
const BEARER: Pairs = [['authorization', 'Bearer «google.access_token»']];
const API = 'www.googleapis.com';

const GOOGLE: VendorRequests = {
  params: {
    client_id: ['«google.clientId»', 'nobody'],
    client_secret: ['«google.clientSecret»', 'wrong'],
    redirect_uri: [CALLBACK, 'postmessage', 'urn:ietf:wg:oauth:2.0:oob', 'com.x.app://home', '//x/cb', 'http://10.0.0.1/x'],
    response_type: ['code', 'token', 'id_token', 'code id_token token', 'none', 'code code'],
    response_mode: ['query', 'fragment', 'form_post', 'web_message', 'jwt'],
    scope: ['openid email', `openid ${DRIVE}`, 'nonsense', DRIVE, ' ', 'openid openid'],
    state: ['s', 'a&b=c#d'],
    nonce: ['n', ''],
    prompt: ['none', 'consent', 'select_account', 'none consent', 'create'],
    access_type: ['offline', 'online', 'x'],
    include_granted_scopes: ['true', 'x'],
    login_hint: ['ana@example.com', 'nobody'],
    hd: ['example.com', '*'],
    code_challenge: ['v'.repeat(43), 'x'],
    code_challenge_method: ['S256', 'plain', 'S512'],
    code_verifier: ['v'.repeat(43), 'short'],
    claims: ['{}', '{', '{"id_token":{"auth_time":{"essential":true}}}', '{"userinfo":1}', '[]', 'null'],
    request: ['a.b.c'],
    request_uri: ['https://x.example/', 'urn:x'],
    id_token_hint: ['«google.id_token»', 'a.b.c'],
    max_age: ['0', '-1', 'x', '99999999999999999999'],
    grant_type: [
      'authorization_code',
      'refresh_token',
      'password',
      'client_credentials',
      'urn:ietf:params:oauth:grant-type:jwt-bearer',
      'urn:ietf:params:oauth:grant-type:device_code',
      'x',
    ],
    code: ['«google.code»', '«google.code.1»', '4/0A', 'x'],
    refresh_token: ['«google.refresh_token»', '«google.refresh_token.1»', 'x'],
    access_token: ['«google.access_token»', 'x'],
    id_token: ['«google.id_token»', 'a.b.c', 'eyJhbGciOiJub25lIn0.e30.', '..'],
    token: ['«google.refresh_token»', '«google.access_token»', 'x'],
    assertion: ['a.b.c', '«google.id_token»'],
    device_code: ['x'],
    ticket: ['«google.ticket»', '«google.ticket.1»'],
    account: ['ana', 'ben', 'nobody'],
    decision: ['allow', 'deny', 'x'],
    authError: ['«google.authError»', 'Cg', '%%%'],
    fields: ['*', 'files(id,name)', 'files/*', 'a(b', ')', 'a/b/c', ','],
    q: ["name contains 'x'", 'trashed = false', "'"],
    pageSize: ['1', '0', '-1', '1e9'],
    pageToken: ['«google.pageToken»', 'x'],
    uploadType: ['media', 'multipart', 'resumable', 'x'],
    upload_id: ['«google.upload_id»', 'x'],
    alt: ['media', 'json', 'x'],
    mimeType: ['text/plain', 'application/pdf'],
    key: ['k'],
    ['__proto__']: ['x'],
    constructor: ['x'],
  },
  segments: { fileId: ['«google.id»', 'root', 'x'], api: ['drive', 'x'], version: ['v3', 'x'] },
  login: [
    google('accounts.google.com', {
      method: 'GET',
      path: '/o/oauth2/v2/auth',
      query: [
        ['client_id', '«google.clientId»'],
        ['redirect_uri', CALLBACK],
        ['response_type', 'code'],
        ['scope', `openid email ${DRIVE}`],
        ['access_type', 'offline'],
        ['state', 's'],
        ['prompt', 'consent'],
      ],
      headers: COOKIE('google'),
    }),
    google('accounts.google.com', {
      method: 'POST',
      path: '/v3/signin/identifier',
      form: [
        ['ticket', '«google.ticket»'],
        ['account', 'ana'],
      ],
      headers: COOKIE('google'),
    }),
    google('accounts.google.com', {
      method: 'POST',
      path: '/signin/oauth/consent',
      form: [
        ['ticket', '«google.ticket»'],
        ['decision', 'allow'],
        ['scope', DRIVE],
        ['scope', 'email'],
        ['scope', 'openid'],
      ],
      headers: COOKIE('google'),
    }),
    google('oauth2.googleapis.com', {
      method: 'POST',
      path: '/token',
      form: [...GOOGLE_CLIENT, ['grant_type', 'authorization_code'], ['code', '«google.code»'], ['redirect_uri', CALLBACK]],
    }),
    google('oauth2.googleapis.com', {
      method: 'POST',
      path: '/token',
      form: [...GOOGLE_CLIENT, ['grant_type', 'refresh_token'], ['refresh_token', '«google.refresh_token»']],
    }),
    google('openidconnect.googleapis.com', { method: 'GET', path: '/v1/userinfo', headers: BEARER }),
    google(API, {
      method: 'POST',
      path: '/drive/v3/files',
      headers: BEARER,
      json: '{"name":"a.txt","mimeType":"text/plain","parents":["root"],"appProperties":{"a":"b"}}',
    }),
    google(API, { method: 'GET', path: '/drive/v3/files/«google.id»', headers: BEARER, query: [['fields', 'id,name,size']] }),
  ],
  others: [
    google('oauth2.googleapis.com', {
      method: 'POST',
      path: '/token',
      json: '{"client_id":"«google.clientId»","client_secret":"«google.clientSecret»","grant_type":"refresh_token","refresh_token":"«google.refresh_token»"}',
    }),
    google('oauth2.googleapis.com', { method: 'GET', path: '/tokeninfo', query: [['id_token', '«google.id_token»']] }),
    google('oauth2.googleapis.com', { method: 'POST', path: '/revoke', form: [['token', '«google.refresh_token»']] }),
    google(API, {
      method: 'GET',
      path: '/drive/v3/files',
      headers: BEARER,
      query: [
        ['pageSize', '10'],
        ['q', "name = 'a.txt'"],
        ['fields', 'nextPageToken,files(id,name)'],
      ],
    }),
    google(API, { method: 'PATCH', path: '/drive/v3/files/«google.id»', headers: BEARER, json: '{"name":"b","trashed":true}' }),
    google(API, {
      method: 'POST',
      path: '/upload/drive/v3/files',
      headers: [...BEARER, ['content-type', 'text/plain']],
      query: [['uploadType', 'media']],
      raw: 'hello',
    }),
    google(API, {
      method: 'POST',
      path: '/upload/drive/v3/files',
      headers: [...BEARER, ['content-type', 'multipart/related; boundary=b']],
      query: [['uploadType', 'multipart']],
      raw: '--b\r\ncontent-type: application/json\r\n\r\n{"name":"m"}\r\n--b\r\ncontent-type: text/plain\r\n\r\nhello\r\n--b--',
    }),
    google(API, {
      method: 'POST',
      path: '/upload/drive/v3/files',
      headers: [...BEARER, ['x-upload-content-type', 'text/plain']],
      query: [['uploadType', 'resumable']],
      json: '{"name":"r"}',
    }),
    google(API, {
      method: 'PUT',
      path: '/upload/drive/v3/files',
      headers: [...BEARER, ['content-range', 'bytes 0-4/10']],
      query: [
        ['uploadType', 'resumable'],
        ['upload_id', '«google.upload_id»'],
      ],
      raw: 'hello',
    }),
    google(API, {
      method: 'GET',
      path: '/drive/v3/files/«google.id»',
      headers: [...BEARER, ['range', 'bytes=0-2']],
      query: [['alt', 'media']],
    }),
    google('people.googleapis.com', { method: 'GET', path: '/v1/people/me', headers: BEARER }),
    google(API, { method: 'GET', path: '/calendar/v3/calendars/primary/events', headers: BEARER }),
  ],
};

const facebook = at('facebook');
const FACEBOOK_CLIENT = [
  ['client_id', '«facebook.clientId»'],
  ['client_secret', '«facebook.clientSecret»'],
] as const satisfies Pairs;
const GRAPH = 'graph.facebook.com';
const TOKEN = ['access_token', '«facebook.access_token»'] as const;
const APP_TOKEN = ['access_token', '«facebook.clientId»|«facebook.clientSecret»'] as const;

const FACEBOOK: VendorRequests = {
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
      headers: COOKIE('facebook'),
    }),
    facebook('www.facebook.com', {
      method: 'GET',
      path: '/login.php',
      query: [['ticket', '«facebook.ticket»']],
      headers: COOKIE('facebook'),
    }),
    facebook('www.facebook.com', {
      method: 'POST',
      path: '/login.php',
      form: [
        ['ticket', '«facebook.ticket»'],
        ['account', 'ana'],
      ],
      headers: COOKIE('facebook'),
    }),
    facebook('www.facebook.com', {
      method: 'POST',
      path: '/dialog/oauth/confirm',
      form: [
        ['ticket', '«facebook.ticket»'],
        ['decision', 'allow'],
        ['scope', 'email'],
      ],
      headers: COOKIE('facebook'),
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

/** By persona; a new one fails to compile here until it has its own. */
export const VENDOR_REQUESTS: Readonly<Record<PersonaId, VendorRequests>> = { google: GOOGLE, facebook: FACEBOOK };
