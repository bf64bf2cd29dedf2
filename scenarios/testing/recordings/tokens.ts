import { createHmac } from 'node:crypto';
import { sketch } from '../exchange.ts';
import { ask, call, elsewhere, type RecordingsOfRules, redeem, refresh, times, unanswered, undated } from '../recorded.ts';

const basic = { Authorization: `Basic ${btoa('shop:client-secret')}` };
/** An upload that the API refuses, as no other one: each has a text of its own. */
const refusedUpload = (n: number, at: number, more: object = {}) =>
  call('t', { endpoint: 'api:drive.files.create', body: `{"name":"${n}"}`, status: 401, at, ...more });
const proofOf = (token: string): string => createHmac('sha256', 'app-secret').update(token).digest('hex');
const graph = (token: string, proof: string, persona = 'facebook') =>
  sketch({
    endpoint: 'api:graph.me.get',
    persona,
    query: { access_token: token, appsecret_proof: proof },
    address: 'https://graph.example/v25.0/me',
  });
const machine = (n: number, more: object = {}) =>
  sketch({
    endpoint: 'token',
    headers: basic,
    form: { grant_type: 'client_credentials', scope: 'orders' },
    json: { access_token: `m${n}`, expires_in: 3600 },
    ...more,
  });
const poll = (at: number) =>
  sketch({
    endpoint: 'token',
    at,
    form: { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: 'd' },
    status: 400,
  });
/** How a browser records that it went to https by itself. */
const byHsts = { status: 307, answered: { 'Non-Authoritative-Reason': 'HSTS' } };
const deviceAnswer = (interval?: unknown) =>
  sketch({ endpoint: 'unknown', json: { device_code: 'd', ...(interval === undefined ? {} : { interval }) } });
const rotated = { json: { access_token: 'a', refresh_token: 'r2', expires_in: 3600 } };
const invalidGrant = { status: 400, json: { error: 'invalid_grant' } };

/** Recordings of rules about tokens and the token endpoint. */
export default {
  'code-redeemed-twice': {
    speaks: {
      twice: [redeem('f'), redeem('f')],
      'twice, without dates': undated([redeem('f'), redeem('f')]),
      'refused, then once more': [redeem('f', {}, { at: 1, status: 400 }), redeem('f', {}, { at: 9 })],
      'at once, and one was not answered': [unanswered(redeem('f', {}, { at: 5 })), redeem('f', {}, { at: 5 })],
      'again after a success behind an outage': [
        redeem('f', {}, { at: 1, status: 503 }),
        redeem('f', {}, { at: 9 }),
        redeem('f', {}, { at: 19 }),
      ],
    },
    milder: {
      'after a request without an answer': [unanswered(redeem('f', {}, { at: 1 })), redeem('f', {}, { at: 9 })],
      'without an answer, and without dates': undated([unanswered(redeem('f')), redeem('f')]),
      'after an outage': [redeem('f', {}, { at: 1, status: 503 }), redeem('f', {}, { at: 9 })],
      'after too many requests': [redeem('f', {}, { at: 1, status: 429 }), redeem('f', {}, { at: 9 })],
      'after an answer that was cut off': [redeem('f', {}, { at: 1, faults: ['cut'] }), redeem('f', {}, { at: 9 })],
    },
    silent: {
      'once each': [redeem('f1'), redeem('f2')],
      'with the nonce that the provider wants in the proof': [
        redeem('f', {}, { at: 1, status: 400, json: { error: 'use_dpop_nonce' } }),
        redeem('f', {}, { at: 9 }),
      ],
      'where a redirect leads': [redeem('f', {}, { at: 1, status: 308 }), redeem('f', {}, { at: 9 })],
      'a browser that asks first': [
        sketch({ endpoint: 'token', persona: 'facebook', method: 'OPTIONS', query: { code: 'AQ1' } }),
        sketch({ endpoint: 'token', persona: 'facebook', query: { code: 'AQ1' } }),
      ],
    },
  },
  'secret-in-query': {
    speaks: {
      'a client secret': [sketch({ endpoint: 'token', method: 'POST', query: { client_secret: 'x' } })],
      'a password': [sketch({ endpoint: 'login.session', persona: 'first-party', query: { password: 'x' } })],
      'an unknown vendor that refuses it': [
        sketch({ endpoint: 'token', ...elsewhere, method: 'POST', query: { client_secret: 'x' }, status: 400 }),
      ],
      'a vendor that the recording describes': [
        sketch({ endpoint: 'token', persona: 'login.shop.example', method: 'POST', query: { client_secret: 'x' } }),
      ],
    },
    milder: { 'an unknown vendor that takes it': [sketch({ endpoint: 'token', ...elsewhere, query: { client_secret: 'x' } })] },
    silent: {
      body: [redeem('f', { client_secret: 'x' })],
      'as the vendor documents it': [sketch({ endpoint: 'token', persona: 'facebook', query: { client_secret: 'x' } })],
    },
  },
  'token-by-get': {
    speaks: {
      GET: [sketch({ endpoint: 'token', query: { grant_type: 'authorization_code', code: 'c' } })],
      'an unknown vendor that refuses it': [
        sketch({ endpoint: 'token', ...elsewhere, query: { grant_type: 'x' }, status: 400, json: { error: 'invalid_request' } }),
      ],
    },
    milder: {
      'an unknown vendor that takes it': [sketch({ endpoint: 'token', ...elsewhere, query: { grant_type: 'x' } })],
      'an unknown vendor, and a code that has expired': [
        sketch({ endpoint: 'token', ...elsewhere, query: { grant_type: 'x' }, status: 400, json: { error: 'invalid_grant' } }),
      ],
    },
    silent: {
      POST: [redeem('f')],
      'as the vendor documents it': [sketch({ endpoint: 'token', persona: 'facebook', query: { code: 'c' } })],
    },
  },
  'two-client-authentications': {
    speaks: { 'Basic and body': [redeem('f', { client_secret: 'client-secret' }, { headers: basic })] },
    milder: {
      'an unknown vendor that takes it': [redeem('f', { client_secret: 'client-secret' }, { headers: basic, ...elsewhere })],
    },
    silent: {
      'Basic with the id in the body': [redeem('f', { client_id: 'shop' }, { headers: basic })],
      body: [redeem('f', { client_id: 'shop', client_secret: 'x' })],
    },
  },
  'secret-from-browser': {
    speaks: {
      'a page': [
        redeem('f', { client_secret: 'x' }, { headers: { Origin: 'https://shop.example', 'Sec-Fetch-Site': 'cross-site' } }),
      ],
    },
    silent: {
      'a page without a secret': [
        redeem('f', { code_verifier: 'v' }, { headers: { Origin: 'https://shop.example', 'Sec-Fetch-Site': 'cross-site' } }),
      ],
      'fetch of a server, which tells its mode': [redeem('f', { client_secret: 'x' }, { headers: { 'sec-fetch-mode': 'cors' } })],
    },
  },
  'secret-in-app': {
    speaks: {
      'a scheme of an app': [ask({ redirect_uri: 'com.example.shop:/cb' }, { flow: 'f' }), redeem('f', { client_secret: 'x' })],
    },
    silent: {
      'an app without a secret': [
        ask({ redirect_uri: 'com.example.shop:/cb' }, { flow: 'f' }),
        redeem('f', { code_verifier: 'v' }),
      ],
      'a desktop app, whose vendor wants a secret': [
        ask({ redirect_uri: 'http://127.0.0.1:5/cb' }, { flow: 'f' }),
        redeem('f', { client_secret: 'x' }),
      ],
    },
  },
  'assertion-reused': {
    speaks: { twice: [redeem('f1', { client_assertion: 'a.b.c' }), redeem('f2', { client_assertion: 'a.b.c' })] },
    silent: {
      new: [redeem('f1', { client_assertion: 'a.b.c' }), redeem('f2', { client_assertion: 'a.b.d' })],
      'sent again after an error': [
        redeem('f1', { client_assertion: 'a.b.c' }, { status: 503 }),
        redeem('f1', { client_assertion: 'a.b.c' }),
      ],
    },
  },
  'password-grant': {
    speaks: {
      password: [sketch({ endpoint: 'token', form: { grant_type: 'password', username: 'ana', password: 'x' } })],
      "a vendor's own": [
        sketch({ endpoint: 'token', persona: 'auth0', form: { grant_type: 'http://auth0.com/oauth/grant-type/password-realm' } }),
      ],
    },
    milder: {
      'an unknown provider, which may be an API with accounts of its own': [
        sketch({ endpoint: 'token', ...elsewhere, form: { grant_type: 'password', username: 'ana', password: 'x' } }),
      ],
    },
    silent: {
      code: [redeem('f')],
      'an API with accounts of its own': [
        sketch({ endpoint: 'token', persona: 'first-party', form: { grant_type: 'password' } }),
      ],
    },
  },
  'token-request-json': {
    speaks: { refused: [sketch({ endpoint: 'token', method: 'POST', body: '{"grant_type":"refresh_token"}', status: 400 })] },
    silent: {
      form: [redeem('f', {}, { status: 400 })],
      'a vendor that reads it': [sketch({ endpoint: 'token', method: 'POST', body: '{"grant_type":"refresh_token"}' })],
    },
  },
  'device-polled-too-fast': {
    speaks: {
      'each second': [deviceAnswer(), poll(0), poll(1000), poll(2000)],
      'earlier than the provider told as text': [deviceAnswer('10'), poll(0), poll(5000), poll(10_000)],
    },
    milder: { 'a recording without the answer that tells the interval': [poll(0), poll(1000), poll(2000)] },
    silent: {
      'each five seconds': [deviceAnswer(), poll(0), poll(5100), poll(10_200)],
      'each five seconds, and the provider takes its time': [
        deviceAnswer(),
        ...[poll(0), poll(5000), poll(10_000)].map((each) => ({ ...each, durationMs: 2000 })),
      ],
      'without dates': undated([deviceAnswer(), poll(0), poll(1000), poll(2000)]),
      'as the provider told': [
        sketch({ endpoint: 'unknown', json: { device_code: 'd', interval: 1 } }),
        poll(0),
        poll(1100),
        poll(2200),
      ],
    },
  },
  'token-in-query': {
    speaks: {
      'an API': [sketch({ endpoint: 'api:drive.files.list', query: { access_token: 'ya29.x' } })],
      'an API of one’s own, with a token of a provider that is known': [
        redeem('f', {}, { persona: 'auth0' }),
        sketch({ endpoint: 'api:own', persona: 'own-api', query: { access_token: 'access-of-f' } }),
      ],
    },
    milder: {
      'an API of an unknown vendor': [
        redeem('f', {}, elsewhere),
        sketch({ endpoint: 'api:own', persona: 'own-api', query: { access_token: 'access-of-f' } }),
      ],
      'an unknown vendor that renews tokens in this way': [
        sketch({ endpoint: 'token', ...elsewhere, query: { grant_type: 'ig_exchange_token', access_token: 'IG1' } }),
      ],
    },
    silent: {
      header: [call('ya29.x')],
      tokeninfo: [sketch({ endpoint: 'tokeninfo', query: { access_token: 'ya29.x' } })],
      'the callback to which the provider led with the token': [
        ask({ response_type: 'token' }, { flow: 'f', ...elsewhere, location: 'https://shop.example/callback?access_token=t' }),
        sketch({
          endpoint: 'api:own',
          persona: 'own-api',
          address: 'https://shop.example/callback',
          query: { access_token: 't' },
        }),
      ],
    },
  },
  'token-sent-twice': {
    speaks: { 'header and query': [call('t', { query: { access_token: 't' } })] },
    milder: { 'an unknown vendor': [call('t', { endpoint: 'userinfo', ...elsewhere, query: { access_token: 't' } })] },
    silent: {
      header: [call('t')],
      'a token of somebody else, which the call is about': [
        call('t', { endpoint: 'api:own', persona: 'own-api', method: 'POST', body: '{"access_token":"ya29.x"}' }),
      ],
      query: [sketch({ endpoint: 'userinfo', query: { access_token: 't' } })],
    },
  },
  'token-without-scheme': {
    speaks: { 'the token alone': [redeem('f'), sketch({ endpoint: 'userinfo', headers: { Authorization: 'access-of-f' } })] },
    silent: {
      Bearer: [redeem('f'), call('access-of-f')],
      'a scheme of its own': [
        sketch({ endpoint: 'api:users.me.get', persona: 'first-party', headers: { Authorization: 'Token abc' } }),
      ],
    },
  },
  'token-to-another-provider': {
    speaks: {
      'Google’s at Facebook': [
        redeem('f'),
        sketch({ endpoint: 'api:graph.me.get', persona: 'facebook', query: { access_token: 'access-of-f' } }),
      ],
    },
    silent: {
      'its own': [redeem('f'), call('access-of-f')],
      'an API of one’s own': [
        redeem('f', {}, { persona: 'auth0' }),
        sketch({ endpoint: 'api:own', persona: 'own-api', headers: { Authorization: 'Bearer access-of-f' } }),
      ],
    },
  },
  'id-token-as-access-token': {
    speaks: { userinfo: [redeem('f', {}, { json: { id_token: 'a.b.c' } }), call('a.b.c', { endpoint: 'userinfo' })] },
    milder: {
      'an unknown vendor that takes it': [
        redeem('f', {}, { ...elsewhere, json: { id_token: 'a.b.c' } }),
        call('a.b.c', { endpoint: 'userinfo', ...elsewhere }),
      ],
    },
    silent: {
      'a vendor that gives one JWT both names': [
        redeem('f', {}, { json: { id_token: 'a.b.c', access_token: 'a.b.c' } }),
        call('a.b.c', { endpoint: 'userinfo' }),
      ],
      'the access token': [redeem('f'), call('access-of-f')],
      'an API of one’s own': [
        redeem('f', {}, { json: { id_token: 'a.b.c' } }),
        call('a.b.c', { endpoint: 'api:own', persona: 'own-api' }),
      ],
    },
  },
  'refresh-token-as-bearer': {
    speaks: { 'at an API': [redeem('f', {}, { json: { access_token: 'a', refresh_token: 'r' } }), call('r')] },
    milder: {
      'at an API of an unknown vendor': [
        redeem('f', {}, { ...elsewhere, json: { access_token: 'a', refresh_token: 'r' } }),
        call('r', { endpoint: 'api:own', persona: 'own-api' }),
      ],
    },
    silent: {
      'the access token': [redeem('f', {}, { json: { access_token: 'a', refresh_token: 'r' } }), call('a')],
      'an address of one’s own that renews tokens': [
        redeem('f', {}, { json: { access_token: 'a', refresh_token: 'r' } }),
        call('r', { endpoint: 'api:own', persona: 'own-api', method: 'POST', json: { access_token: 'b' } }),
      ],
    },
  },
  'revoked-token-used': {
    speaks: { 'after sign-out': [sketch({ endpoint: 'revoke', form: { token: 't' } }), call('t', { at: 9e12 })] },
    silent: {
      before: [call('t'), sketch({ endpoint: 'revoke', form: { token: 't' } })],
      'without dates': undated([sketch({ endpoint: 'revoke', form: { token: 't' } }), call('t')]),
      'a revocation that failed': [sketch({ endpoint: 'revoke', form: { token: 't' }, status: 503 }), call('t', { at: 9e12 })],
    },
  },
  'refused-token-sent-again': {
    speaks: {
      'five more times': times(6, (n) => call('t', { status: 401, at: n * 10 })),
      'after a refresh that failed as well': [
        call('t', { status: 401, at: 10, flow: 'f' }),
        refresh('r', { at: 20, status: 400 }),
        ...times(5, (n) => call('t', { status: 401, at: 20 + n * 10, flow: 'f' })),
      ],
      'the same upload again and again': times(6, (n) => refusedUpload(1, n * 10)),
      'other uploads, seconds after the refusal': times(9, (n) => refusedUpload(n, n * 700)),
      'other uploads, seconds after a refresh that failed as well': [
        refusedUpload(0, 10, { flow: 'f' }),
        refresh('r', { at: 20, status: 400 }),
        ...times(9, (n) => refusedUpload(n, n * 700, { flow: 'f' })),
      ],
    },
    silent: {
      'without dates': undated(times(6, () => call('t', { status: 401 }))),
      'a person tries twice': times(3, (n) => call('t', { status: 401, at: n * 10 })),
      'calls that wait for one refresh': [
        ...times(6, (n) => call('t', { status: 401, at: n * 10, flow: 'f' })),
        refresh('r', { at: 15 }),
      ].map((each) => (each.endpoint === 'token' ? { ...each, durationMs: 100 } : each)),
      'in parallel': times(8, () => call('t', { status: 401, at: 5 })),
      'uploads of one moment, one behind the other': times(8, (n) => refusedUpload(n, n * 50)),
      'uploads of one moment, and a person who tries again': [
        ...times(6, (n) => refusedUpload(n, n * 50)),
        ...times(3, (n) => refusedUpload(n, n * 3000)),
      ],
      'over the day': times(8, (n) => call('t', { status: 401, at: n * 60_000 })),
      'another token each': times(8, (n) => call(`t${n}`, { status: 401, at: n * 10 })),
    },
  },
  'refresh-storm': {
    speaks: { 'three in a row': times(3, () => refresh('r')) },
    silent: {
      'one after each use': times(3, (n) => (n === 2 ? call('t', { flow: 'f' }) : refresh('r'))),
      'without dates': undated(times(3, () => refresh('r'))),
      'a token for each API': times(4, (n) =>
        refresh('r', { form: { grant_type: 'refresh_token', refresh_token: 'r', scope: `api${n}` } }),
      ),
      'the nonce that the provider wants in the proof': times(4, (n) =>
        refresh('r', n % 2 === 1 ? { status: 400, json: { error: 'use_dpop_nonce' } } : {}),
      ),
    },
  },
  'replaced-refresh-token-used': {
    speaks: {
      'the old one': [refresh('r1', { at: 10, ...rotated }), refresh('r1', { at: 20 })],
      'an unknown vendor that refuses the old one': [
        refresh('r1', { at: 10, ...rotated, ...elsewhere }),
        refresh('r1', { at: 20, ...invalidGrant, ...elsewhere }),
      ],
    },
    milder: {
      'an unknown vendor that lets the old one live': [
        refresh('r1', { at: 10, ...rotated, ...elsewhere }),
        refresh('r1', { at: 20, ...elsewhere }),
      ],
    },
    silent: {
      'without dates': undated([refresh('r1', rotated), refresh('r1')]),
      'no answer came': [unanswered(refresh('r1', { at: 10 })), refresh('r1', { at: 20, ...rotated })],
      'the new one': [refresh('r1', { at: 10, ...rotated }), refresh('r2', { at: 20 })],
      'no rotation': [refresh('r1', { at: 10 }), refresh('r1', { at: 20 })],
      'in parallel': [refresh('r1', { at: 10, ...rotated }), refresh('r1', { at: 10 })],
      'a lost answer': [refresh('r1', { at: 10, ...rotated, faults: ['lost'] }), refresh('r1', { at: 20 })],
    },
  },
  'refresh-after-invalid-grant': {
    speaks: { 'twice more': times(3, (n) => refresh('r', { at: n * 10, ...invalidGrant })) },
    silent: {
      'without dates': undated(times(3, () => refresh('r', invalidGrant))),
      once: [refresh('r', invalidGrant)],
      'another error': times(3, (n) => refresh('r', { at: n * 10, status: 503 })),
      'in parallel': times(3, () => refresh('r', { at: 5, ...invalidGrant })),
    },
  },
  'refresh-scope-wider': {
    speaks: {
      'more than the answer named': [
        ask({ scope: 'email drive' }, { flow: 'f' }),
        redeem('f', {}, { json: { access_token: 'a', scope: 'email' } }),
        refresh('r', { form: { grant_type: 'refresh_token', refresh_token: 'r', scope: 'email drive' }, status: 400 }),
      ],
    },
    milder: {
      'more than was granted, at an unknown vendor that ignores it': [
        ask({ scope: 'email drive' }, { flow: 'f', ...elsewhere }),
        redeem('f', {}, { ...elsewhere, json: { access_token: 'a', scope: 'email' } }),
        refresh('r', {
          ...elsewhere,
          form: { grant_type: 'refresh_token', refresh_token: 'r', scope: 'email drive' },
          json: { access_token: 'a', scope: 'email' },
        }),
      ],
    },
    silent: {
      'granted scopes that the answer separates by commas': [
        ask({ scope: 'repo gist' }, { flow: 'f', ...elsewhere }),
        redeem('f', {}, { ...elsewhere, json: { access_token: 'a', scope: 'repo,gist' } }),
        refresh('r', {
          ...elsewhere,
          form: { grant_type: 'refresh_token', refresh_token: 'r', scope: 'repo gist' },
          status: 503,
        }),
      ],
      less: [
        ask({ scope: 'email drive' }, { flow: 'f' }),
        redeem('f'),
        refresh('r', { form: { grant_type: 'refresh_token', refresh_token: 'r', scope: 'email' } }),
      ],
      'a token for another API, which the vendor gives': [
        ask({ scope: 'email drive' }, { flow: 'f' }),
        redeem('f'),
        refresh('r', { form: { grant_type: 'refresh_token', refresh_token: 'r', scope: 'mail offline_access' } }),
      ],
      'short names of granted scopes': [
        ask({ scope: 'User.Read' }, { flow: 'f' }),
        redeem('f', {}, { json: { access_token: 'a', scope: 'https://graph.example/User.Read' } }),
        refresh('r', {
          form: { grant_type: 'refresh_token', refresh_token: 'r', scope: 'User.Read offline_access' },
          json: { access_token: 'a', scope: 'https://graph.example/User.Read' },
        }),
      ],
      'a login that the recording lacks': [
        refresh('r', { form: { grant_type: 'refresh_token', refresh_token: 'r', scope: 'email' } }),
      ],
    },
  },
  'refresh-needless': {
    speaks: { 'one for each call': times(6, (n) => refresh('r', { at: n * 1000 })) },
    silent: {
      'shortly before the end': times(6, (n) => refresh('r', { at: n * 3_500_000 })),
      'without dates': undated(times(6, () => refresh('r'))),
      'a token for each API': times(6, (n) =>
        refresh('r', { at: n * 1000, form: { grant_type: 'refresh_token', refresh_token: 'r', scope: `api${n}` } }),
      ),
      'a lifetime that nobody told': times(6, (n) => refresh('r', { at: n * 1000, json: { access_token: 'a' } })),
    },
  },
  'new-token-each-call': {
    speaks: { 'six tokens': times(6, (n) => machine(n, { at: n * 1000 })) },
    silent: {
      'one an hour': times(6, (n) => machine(n, { at: n * 3_600_000 })),
      'without dates': undated(times(6, (n) => machine(n))),
      'one for each API': times(6, (n) =>
        machine(n, { at: n * 1000, form: { grant_type: 'client_credentials', scope: `api${n}` } }),
      ),
    },
  },
  'revocation-in-query': {
    speaks: { query: [sketch({ endpoint: 'revoke', persona: 'auth0', method: 'POST', query: { token: 't' } })] },
    milder: {
      'an unknown vendor that takes it': [sketch({ endpoint: 'revoke', ...elsewhere, method: 'POST', query: { token: 't' } })],
    },
    silent: {
      body: [sketch({ endpoint: 'revoke', persona: 'auth0', form: { token: 't' } })],
      'as the vendor documents it': [sketch({ endpoint: 'revoke', method: 'POST', query: { token: 't' } })],
    },
  },
  'refresh-token-not-revoked': {
    speaks: {
      'the access token only': [
        redeem('f', {}, { persona: 'auth0', json: { access_token: 'a', refresh_token: 'r' } }),
        sketch({ endpoint: 'revoke', persona: 'auth0', flow: 'f', form: { token: 'a' } }),
      ],
    },
    silent: {
      'the refresh token': [
        redeem('f', {}, { persona: 'auth0', json: { access_token: 'a', refresh_token: 'r' } }),
        sketch({ endpoint: 'revoke', persona: 'auth0', flow: 'f', form: { token: 'r' } }),
      ],
      'a vendor that ends the grant with any token': [
        redeem('f', {}, { json: { access_token: 'a', refresh_token: 'r' } }),
        sketch({ endpoint: 'revoke', flow: 'f', form: { token: 'a' } }),
      ],
      'there is none': [
        redeem('f', {}, { persona: 'auth0' }),
        sketch({ endpoint: 'revoke', persona: 'auth0', flow: 'f', form: { token: 'access-of-f' } }),
      ],
    },
  },
  'dead-token-renewed': {
    speaks: {
      'refused before': [
        sketch({ endpoint: 'api:graph.me.get', persona: 'facebook', query: { access_token: 'EAA1' }, status: 401, at: 1 }),
        sketch({
          endpoint: 'token',
          persona: 'facebook',
          query: { grant_type: 'fb_exchange_token', fb_exchange_token: 'EAA1' },
          at: 9,
        }),
      ],
    },
    silent: {
      alive: [
        sketch({ endpoint: 'api:graph.me.get', persona: 'facebook', query: { access_token: 'EAA1' }, at: 1 }),
        sketch({
          endpoint: 'token',
          persona: 'facebook',
          query: { grant_type: 'fb_exchange_token', fb_exchange_token: 'EAA1' },
          at: 9,
        }),
      ],
      'without dates': undated([
        sketch({ endpoint: 'api:graph.me.get', persona: 'facebook', query: { access_token: 'EAA1' }, status: 401 }),
        sketch({ endpoint: 'token', persona: 'facebook', query: { grant_type: 'fb_exchange_token', fb_exchange_token: 'EAA1' } }),
      ]),
      'a refresh token, which is made for that': [call('a', { status: 401, at: 1 }), refresh('r', { at: 9 })],
    },
  },
  'proof-of-another-token': {
    speaks: {
      'that of the last one': [
        sketch({ endpoint: 'token', persona: 'facebook', query: { client_secret: 'app-secret', code: 'c' } }),
        graph('EAA1', proofOf('EAA1')),
        graph('EAA2', proofOf('EAA1')),
      ],
    },
    silent: {
      'its own': [
        sketch({ endpoint: 'token', persona: 'facebook', query: { client_secret: 'app-secret', code: 'c' } }),
        graph('EAA1', proofOf('EAA1')),
        graph('EAA2', proofOf('EAA2')),
      ],
      'a secret that the recording lacks': [graph('EAA1', proofOf('EAA1')), graph('EAA2', proofOf('EAA1'))],
    },
  },
  'provider-over-http': {
    speaks: { token: [redeem('f', {}, { address: 'http://login.shop.example/token' })] },
    silent: {
      https: [redeem('f')],
      'this machine': [redeem('f', {}, { address: 'http://localhost:4400/google/token' })],
      'a browser that calls the host by https': [redeem('f', {}, { address: 'http://login.shop.example/token', ...byHsts })],
    },
  },
  'bearer-over-http': {
    speaks: { 'an API': [call('t', { address: 'http://api.shop.example/orders' })] },
    silent: {
      https: [call('t')],
      'a service beside it': [call('t', { address: 'http://orders:8080/orders' })],
      'a browser that calls the host by https': [call('t', { address: 'http://api.shop.example/orders', ...byHsts })],
    },
  },
  'basic-over-http': {
    speaks: { 'an API': [sketch({ endpoint: 'api:users.me.get', headers: basic, address: 'http://api.shop.example/me' })] },
    silent: {
      https: [sketch({ endpoint: 'api:users.me.get', headers: basic })],
      'a browser that calls the host by https': [
        sketch({ endpoint: 'api:users.me.get', headers: basic, address: 'http://api.shop.example/me', ...byHsts }),
      ],
      'this machine': [sketch({ endpoint: 'api:users.me.get', headers: basic, address: 'http://127.0.0.1:80/me' })],
    },
  },
} satisfies RecordingsOfRules;
