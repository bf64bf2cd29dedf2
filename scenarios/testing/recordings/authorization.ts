import { sketch } from '../exchange.ts';
import { ask, CALLBACK, elsewhere, type RecordingsOfRules, random, redeem, times, undated } from '../recorded.ts';

const S256 = { code_challenge_method: 'S256' };

/** Recordings of rules about authorization requests and their callbacks. */
export default {
  'state-missing': {
    speaks: { 'nothing that binds': [ask({})], 'an empty state': [ask({ state: '' })] },
    silent: {
      state: [ask({ state: 's' })],
      'PKCE alone': [ask({ code_challenge: 'x' })],
      nonce: [ask({ nonce: 'n' })],
      'a request that was pushed': [sketch({ endpoint: 'authorize', query: { client_id: 'shop', request_uri: 'urn:x' } })],
      'a signed request': [ask({ response_type: 'code', scope: 'openid', request: 'a.b.c' })],
    },
  },
  'state-constant': {
    speaks: {
      'one state for two people': [
        ask({ state: random(1) }, { flow: 'f1', person: 'ana' }),
        ask({ state: random(1) }, { flow: 'f2', person: 'ben' }),
      ],
    },
    silent: {
      reload: [
        ask({ state: random(1) }, { flow: 'f1', person: 'ana' }),
        ask({ state: random(1) }, { flow: 'f1', person: 'ana' }),
      ],
    },
  },
  'state-guessable': {
    speaks: { 'a counter': times(4, (n) => ask({ state: `100${n}` })) },
    silent: {
      random: times(4, (n) => ask({ state: random(n) })),
      'an address beside PKCE': times(4, (n) => ask({ state: `/p${n}`, code_challenge: random(n) })),
      'an address beside a nonce': times(4, (n) => ask({ state: `/p${n}`, nonce: random(n) })),
      'random behind a fixed beginning': times(4, (n) => ask({ state: `shop.${random(n)}` })),
    },
  },
  'secret-in-front-channel': {
    speaks: {
      'a client secret': [ask({ client_secret: 'x' })],
      'a form of the app': [
        sketch({
          endpoint: 'authorize',
          form: { client_id: 'shop', client_secret: 'x' },
          headers: { Origin: 'https://shop.example' },
        }),
      ],
    },
    silent: {
      'a secret in the token request': [redeem('f', { client_secret: 'x' })],
      'the sign-in form of a page of the provider': [
        sketch({
          endpoint: 'authorize',
          ...elsewhere,
          query: { client_id: 'shop', response_type: 'code', state: 's' },
          form: { username: 'ana', password: 'correct horse' },
          headers: { Origin: 'https://provider.example' },
        }),
      ],
    },
  },
  'nonce-missing': {
    speaks: {
      'an ID token from the browser': [ask({ response_type: 'id_token', state: 's', scope: 'openid' })],
      'a code with an ID token': [ask({ response_type: 'code id_token', state: 's', scope: 'openid' })],
    },
    silent: {
      'a code only': [ask({ response_type: 'code', state: 's', scope: 'openid' })],
      'with nonce': [ask({ response_type: 'id_token', nonce: 'n', scope: 'openid' })],
      'a signed request, which has it inside': [ask({ response_type: 'code id_token', scope: 'openid', request: 'a.b.c' })],
      'a form with a code and a state': [ask({ response_type: 'code id_token', response_mode: 'form_post', state: 's' })],
    },
  },
  'nonce-reused': {
    speaks: { 'two logins': [ask({ nonce: 'n', state: '1' }, { flow: 'f1' }), ask({ nonce: 'n', state: '2' }, { flow: 'f2' })] },
    silent: {
      reload: [ask({ nonce: 'n', state: '1' }, { flow: 'f1' }), ask({ nonce: 'n', state: '1' }, { flow: 'f2' })],
      'the code of the first brought no token': [
        ask({ nonce: 'n', state: '1' }, { flow: 'f1' }),
        redeem('f1', {}, { status: 503 }),
        ask({ nonce: 'n', state: '2' }, { flow: 'f2' }),
        redeem('f2'),
      ],
      'silently first, then with the page': [
        ask({ nonce: 'n', prompt: 'none' }, { flow: 'f1', location: `${CALLBACK}?error=login_required` }),
        ask({ nonce: 'n' }, { flow: 'f2' }),
      ],
      new: [ask({ nonce: 'n1' }, { flow: 'f1' }), ask({ nonce: 'n2' }, { flow: 'f2' })],
    },
  },
  'nonce-guessable': {
    speaks: { 'a time': times(4, (n) => ask({ nonce: `170000000${n}`, state: random(n) })) },
    silent: { random: times(4, (n) => ask({ nonce: random(n) })), 'two are too few': times(2, (n) => ask({ nonce: `n${n}` })) },
  },
  'pkce-missing': {
    speaks: { 'neither secret nor verifier': [redeem('f', { client_id: 'shop' })] },
    milder: { 'an unknown vendor that takes it': [redeem('f', { client_id: 'shop' }, elsewhere)] },
    silent: {
      'a secret under the name of a vendor': [redeem('f', { appid: 'shop', secret: 'x' }, elsewhere)],
      'a signature': [redeem('f', { app_key: 'shop', sign: 'x' }, elsewhere)],
      PKCE: [redeem('f', { client_id: 'shop', code_verifier: random(1) })],
      'a secret in the body': [redeem('f', { client_secret: 'x' })],
      Basic: [redeem('f', {}, { headers: { Authorization: `Basic ${btoa('shop:x')}` } })],
      'a signed assertion': [redeem('f', { client_assertion: 'a.b.c' })],
      'a certificate': [redeem('f', {}, { address: 'https://mtls.provider.example/token' })],
      'a request that was refused': [redeem('f', {}, { status: 400 })],
    },
  },
  'pkce-plain': {
    speaks: {
      plain: [ask({ code_challenge: random(1), code_challenge_method: 'plain' })],
      'no method': [ask({ code_challenge: random(1) })],
    },
    silent: { S256: [ask({ code_challenge: random(1), ...S256 })], 'no PKCE': [ask({ state: 's' })] },
  },
  'challenge-reused': {
    speaks: { 'two requests': times(2, (n) => ask({ code_challenge: 'same', state: `${n}`, ...S256 })) },
    silent: {
      reload: times(2, () => ask({ code_challenge: 'same', state: '1', ...S256 })),
      new: times(2, (n) => ask({ code_challenge: random(n), state: `${n}`, ...S256 })),
    },
  },
  'verifier-malformed': {
    speaks: {
      short: [redeem('f', { code_verifier: 'abc123' })],
      'characters that are encoded': [redeem('f', { code_verifier: `${random(1)}+/=` })],
    },
    silent: {
      '43 characters': [redeem('f', { code_verifier: random(1) })],
      '128 characters': [redeem('f', { code_verifier: 'a~.-'.repeat(32) })],
    },
  },
  'verifier-reused': {
    speaks: { 'two codes': [redeem('f1', { code_verifier: random(1) }), redeem('f2', { code_verifier: random(1) })] },
    silent: {
      new: [redeem('f1', { code_verifier: random(1) }), redeem('f2', { code_verifier: random(2) })],
      'the first one failed, and the person went back': [
        redeem('f1', { code_verifier: random(1) }, { status: 503 }),
        redeem('f2', { code_verifier: random(1) }),
      ],
    },
  },
  'redirect-uri-differs': {
    speaks: { 'another address': [ask({}, { flow: 'f' }), redeem('f', { redirect_uri: 'https://shop.example/other' })] },
    silent: {
      'the same': [ask({}, { flow: 'f' }), redeem('f')],
      'a word of the vendor': [ask({}, { flow: 'f' }), redeem('f', { redirect_uri: 'postmessage' })],
      'left out': [ask({}, { flow: 'f' }), redeem('f', { redirect_uri: '' })],
    },
  },
  'redirect-uri-http': {
    speaks: { 'a public host': [ask({ redirect_uri: 'http://shop.example/callback' })] },
    silent: {
      https: [ask({})],
      'this machine': [ask({ redirect_uri: 'http://127.0.0.1:4000/cb' }), ask({ redirect_uri: 'http://[::1]:4000/cb' })],
      'a name without a dot': [ask({ redirect_uri: 'http://web:3000/cb' })],
      'a private network': [ask({ redirect_uri: 'http://192.168.1.5/cb' })],
      'an app on a device': [ask({ redirect_uri: 'com.example.shop:/cb' })],
    },
  },
  'redirect-uri-fragment': {
    speaks: { 'a route of a page': [ask({ redirect_uri: 'https://shop.example/#/callback' })] },
    silent: { 'a path': [ask({})] },
  },
  'implicit-token': {
    speaks: { token: [ask({ response_type: 'token', state: 's' })], hybrid: [ask({ response_type: 'code token', state: 's' })] },
    silent: {
      code: [ask({ response_type: 'code' })],
      'the last page of the vendor': [
        ask(
          { response_type: 'token', redirect_uri: 'https://www.facebook.com/connect/login_success.html' },
          { persona: 'facebook' },
        ),
      ],
    },
  },
  'response-mode-query': {
    speaks: { 'a token': [ask({ response_type: 'token', response_mode: 'query' })] },
    milder: { 'an unknown vendor that takes it': [ask({ response_type: 'token', response_mode: 'query' }, elsewhere)] },
    silent: {
      'a code': [ask({ response_type: 'code', response_mode: 'query' })],
      'a form': [ask({ response_type: 'id_token', response_mode: 'form_post' })],
    },
  },
  'prompt-none-combined': {
    speaks: {
      'none and consent': [ask({ prompt: 'none consent' })],
      'an unknown vendor that refuses it': [
        ask({ prompt: 'none consent' }, { ...elsewhere, status: 302, location: `${CALLBACK}?error=invalid_request` }),
      ],
    },
    milder: { 'an unknown vendor that takes it': [ask({ prompt: 'none consent' }, { ...elsewhere, flow: 'f' })] },
    silent: { none: [ask({ prompt: 'none' })], 'two others': [ask({ prompt: 'login consent' })] },
  },
  'openid-missing': {
    speaks: { 'a nonce, and no ID token': [ask({ nonce: 'n', scope: 'email' }, { flow: 'f' }), redeem('f')] },
    silent: {
      openid: [ask({ nonce: 'n', scope: 'openid email' }, { flow: 'f' }), redeem('f')],
      'a vendor that sends one all the same': [
        ask({ nonce: 'n', scope: 'email' }, { flow: 'f' }),
        redeem('f', {}, { json: { access_token: 'a', id_token: 'a.b.c' } }),
      ],
      'a recording without the token request': [ask({ nonce: 'n', scope: 'email' }, { flow: 'f' })],
      'a recording without the bodies of answers': [
        ask({ nonce: 'n', scope: 'email' }, { flow: 'f' }),
        redeem('f', {}, { json: undefined }),
      ],
      'OAuth only': [ask({ scope: 'email', state: 's' }, { flow: 'f' }), redeem('f')],
    },
  },
  'scope-by-commas': {
    speaks: {
      commas: [ask({ scope: 'openid,email' })],
      'an unknown vendor that refuses them': [
        ask({ scope: 'openid,email' }, { ...elsewhere, status: 302, location: `${CALLBACK}?error=invalid_scope&state=s` }),
      ],
      'a vendor that the recording describes': [ask({ scope: 'openid,email' }, { persona: 'login.shop.example' })],
    },
    milder: {
      'an unknown vendor that takes them': [ask({ scope: 'activity:read_all,activity:write' }, { ...elsewhere, flow: 'f' })],
      'an unknown vendor at which the person says no': [
        ask({ scope: 'commands,incoming-webhook' }, { ...elsewhere, status: 302, location: `${CALLBACK}?error=access_denied` }),
      ],
    },
    silent: {
      spaces: [ask({ scope: 'openid email' })],
      'a vendor that takes both': [ask({ scope: 'public_profile,email' }, { persona: 'facebook' })],
    },
  },
  'parameter-misspelt': {
    speaks: {
      redirect_url: [
        ask({ redirect_url: CALLBACK, redirect_uri: '' }),
        sketch({ endpoint: 'authorize', query: { client_id: 'c', scopes: 'openid' } }),
      ],
      'grant-type': [sketch({ endpoint: 'token', form: { 'grant-type': 'refresh_token' } })],
      clientId: [sketch({ endpoint: 'authorize', query: { clientId: 'shop' } })],
    },
    silent: {
      right: [ask({ scope: 'openid', state: 's' })],
      "the vendor's own": [ask({ access_type: 'offline', display: 'page', audience: 'https://api.example/' })],
      'beside the right one': [ask({ redirectUri: CALLBACK })],
    },
  },
  'parameter-repeated': {
    speaks: {
      'two scopes': [
        sketch({ endpoint: 'authorize', address: 'https://provider.example/authorize?client_id=c&scope=a&scope=b' }),
      ],
      'in address and body': [
        sketch({ endpoint: 'token', query: { grant_type: 'refresh_token' }, form: { grant_type: 'refresh_token' } }),
      ],
    },
    milder: {
      'an unknown vendor that takes them': [
        sketch({
          endpoint: 'authorize',
          ...elsewhere,
          address: 'https://provider.example/authorize?client_id=c&scope=a&scope=b',
        }),
      ],
    },
    silent: {
      once: [ask({ state: 's' })],
      'a list as some languages write it': [
        sketch({ endpoint: 'authorize', address: 'https://provider.example/authorize?client_id=c&scopes[]=a&scopes[]=b' }),
      ],
      'a form of a page of the provider': [
        sketch({
          endpoint: 'authorize',
          query: { client_id: 'c', state: 's' },
          form: { client_id: 'c', state: 's', approve: 'yes' },
          headers: { Referer: 'https://provider.example/authorize?client_id=c' },
        }),
      ],
      'several resources': [
        sketch({ endpoint: 'authorize', address: 'https://provider.example/authorize?client_id=c&resource=a&resource=b' }),
      ],
    },
  },
  'silent-login-loop': {
    speaks: {
      loop: times(5, (n) =>
        ask({ prompt: 'none', state: `${n}` }, { flow: `f${n}`, location: `${CALLBACK}?error=login_required` }),
      ),
    },
    silent: {
      'one for each page': times(2, (n) =>
        ask({ prompt: 'none', state: `${n}` }, { flow: `f${n}`, location: `${CALLBACK}?error=login_required` }),
      ),
      'without dates': undated(
        times(5, (n) => ask({ prompt: 'none', state: `${n}` }, { flow: `f${n}`, location: `${CALLBACK}?error=login_required` })),
      ),
      'with success': times(6, (n) => ask({ prompt: 'none', state: `${n}` }, { flow: `f${n}` })),
      'every few minutes': times(6, (n) =>
        ask({ prompt: 'none', state: `${n}` }, { flow: `f${n}`, at: n * 300_000, location: `${CALLBACK}?error=login_required` }),
      ),
    },
  },
  'login-loop': {
    speaks: { 'to and fro': times(9, (n) => ask({ state: random(n) }, { flow: `f${n}` })) },
    silent: {
      'each with a token': times(9, (n) => ask({ state: random(n) }, { flow: `f${n}` })).flatMap((each, place) => [
        each,
        redeem(`f${place + 1}`),
      ]),
      'nine browsers': times(9, (n) => ask({ state: random(n) }, { flow: `f${n}`, headers: { Cookie: `sid=${n}` } })),
      'without dates': undated(times(9, (n) => ask({ state: random(n) }, { flow: `f${n}` }))),
      slowly: times(9, (n) => ask({ state: random(n) }, { flow: `f${n}`, at: n * 60_000 })),
    },
  },
  'consent-each-time': {
    speaks: {
      'three logins': times(3, (n) => ask({ prompt: 'consent', state: random(n) }, { flow: `f${n}`, person: 'ana' })).flatMap(
        (each, place) => [each, redeem(`f${place + 1}`, {}, { json: { access_token: 'a', refresh_token: `r${place}` } })],
      ),
    },
    silent: {
      'three people': times(3, (n) => ask({ prompt: 'consent', state: random(n) }, { flow: `f${n}`, person: `p${n}` })).flatMap(
        (each, place) => [each, redeem(`f${place + 1}`, {}, { json: { access_token: 'a', refresh_token: `r${place}` } })],
      ),
      'no refresh token came': times(3, (n) =>
        ask({ prompt: 'consent', state: random(n) }, { flow: `f${n}`, person: 'ana' }),
      ).flatMap((each, place) => [each, redeem(`f${place + 1}`)]),
    },
  },
  'code-in-referer': {
    speaks: {
      'a picture on the callback page': [
        ask({}, { flow: 'f' }),
        sketch({ endpoint: 'unknown', headers: { Referer: `${CALLBACK}?code=code-of-f&state=s` } }),
      ],
    },
    silent: {
      'a script of the callback page itself': [
        ask({}, { flow: 'f' }),
        sketch({
          endpoint: 'unknown',
          address: 'https://shop.example/app.js',
          headers: { Referer: `${CALLBACK}?code=code-of-f` },
        }),
      ],
      'an address without code': [ask({}, { flow: 'f' }), sketch({ endpoint: 'unknown', headers: { Referer: CALLBACK } })],
      'a code of something else': [sketch({ endpoint: 'unknown', headers: { Referer: 'https://shop.example/?code=SALE' } })],
    },
  },
  'token-in-referer': {
    speaks: {
      'a page with a token': [
        sketch({ endpoint: 'userinfo', headers: { Referer: 'https://shop.example/?access_token=ya29.abcdef' } }),
      ],
    },
    silent: {
      'a page without': [sketch({ endpoint: 'userinfo', headers: { Referer: 'https://shop.example/' } })],
      'pages of the provider': [
        sketch({ endpoint: 'consent', headers: { Referer: 'https://provider.example/x?id_token=abcdefgh' } }),
      ],
    },
  },
  'logout-without-hint': {
    speaks: { anonymous: [sketch({ endpoint: 'logout', query: { post_logout_redirect_uri: 'https://shop.example/' } })] },
    silent: {
      hint: [
        sketch({ endpoint: 'logout', query: { post_logout_redirect_uri: 'https://shop.example/', id_token_hint: 'a.b.c' } }),
      ],
      client: [sketch({ endpoint: 'logout', query: { post_logout_redirect_uri: 'https://shop.example/', client_id: 'c' } })],
      "the vendor's own logout": [sketch({ endpoint: 'logout', query: { returnTo: 'https://shop.example/' } })],
    },
  },
  'logout-invented': {
    speaks: {
      'no such address': [
        sketch({
          endpoint: 'unknown',
          address: 'https://provider.example/end_session',
          query: { id_token_hint: 'x' },
          status: 404,
        }),
      ],
    },
    silent: {
      'one of the provider': [sketch({ endpoint: 'logout', query: { id_token_hint: 'x' } })],
      'a page of another site': [
        sketch({
          endpoint: 'unknown',
          persona: 'unknown',
          address: 'https://shop.example/logout',
          query: { client_id: 'c' },
          status: 404,
        }),
      ],
      'another unknown address': [
        sketch({ endpoint: 'unknown', address: 'https://provider.example/about', query: { client_id: 'c' }, status: 404 }),
      ],
    },
  },
  'hint-without-id-token': {
    speaks: {
      'an access token': [redeem('f'), sketch({ endpoint: 'logout', query: { id_token_hint: 'access-of-f' } })],
      'an address': [ask({ id_token_hint: 'ana@shop.example' })],
    },
    silent: {
      'an ID token': [sketch({ endpoint: 'logout', query: { id_token_hint: 'eyJhbGciOiJSUzI1NiJ9.e30.c2ln' } })],
      none: [ask({ login_hint: 'ana@shop.example' })],
      'a vendor that gives one JWT both names': [
        redeem('f', {}, { json: { access_token: 'a.b.c', id_token: 'a.b.c' } }),
        sketch({ endpoint: 'logout', query: { id_token_hint: 'a.b.c' } }),
      ],
    },
  },
  'credentials-in-url': {
    speaks: {
      'in the address': [sketch({ endpoint: 'token', address: 'https://shop:secret@provider.example/token' })],
      'in the redirect URI': [ask({ redirect_uri: 'https://ana:secret@shop.example/cb' })],
    },
    milder: {
      'a key as an unknown vendor documents it': [
        sketch({ endpoint: 'userinfo', ...elsewhere, address: 'https://key:secret@provider.example/me' }),
      ],
    },
    silent: { 'a name alone': [ask({ redirect_uri: 'https://ana@shop.example/cb' })], none: [ask({})] },
  },
} satisfies RecordingsOfRules;
