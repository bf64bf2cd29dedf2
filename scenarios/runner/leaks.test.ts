import { describe, expect, test } from 'vitest';
import type { Step } from '../person/index.ts';
import { type ExchangeSketch, sketch } from '../testing/exchange.ts';
import { findLeaks, type Traces } from './leaks.ts';

const ACCESS = 'ya29.a0AccessTokenOfThisRun';
const REFRESH = '1//03RefreshTokenOfThisRun';
const CODE = '4/0ACodeOfThisRun';
const SECRET = 'GOCSPX-SecretOfThisRun';
const VERIFIER = 'verifier-of-this-run-0123456789';
const CALLBACK = `http://127.0.0.1:3000/cb?state=s&code=${encodeURIComponent(CODE)}`;

const login = [
  sketch({ endpoint: 'consent', status: 302, location: CALLBACK }),
  sketch({
    endpoint: 'token',
    form: { grant_type: 'authorization_code', code: CODE, code_verifier: VERIFIER, client_secret: SECRET },
    json: { access_token: ACCESS, refresh_token: REFRESH },
  }),
];
const seen = (url: string, body = '', to: Step['to'] = 'app'): Step => ({
  ...{ to, connect: url, startedAtEpochMs: 1, startedAtMs: 1, durationMs: 1 },
  request: { method: 'GET', url, headers: [] },
  response: { status: 200, headers: [], body },
});
const leaks = (more: Partial<Traces> & { readonly sent?: ExchangeSketch } = {}) => {
  const exchanges = more.sent ? [...login, sketch(more.sent)] : login;
  const traces = { steps: [seen(CALLBACK)], output: [], clientSecrets: [SECRET], inBrowser: false, ...more, exchanges };
  return findLeaks(traces, ({ id }) => id).map(({ verdict, message }) => `${verdict}: ${message.split('.', 1)[0]}`);
};

test('a login in which everything is in its place has no leak', () => {
  expect(leaks()).toEqual([]);
});

test('a token in the fragment of an address was sent to nobody', () => {
  const answer = `http://127.0.0.1:3000/cb#access_token=${ACCESS}&state=s`;
  expect(leaks({ steps: [seen(CALLBACK), seen(answer)] })).toEqual([]);
  expect(leaks({ steps: [seen(CALLBACK), seen(answer.replace('#', '?'))] })).toEqual([
    expect.stringContaining('An access token was found in the URL http://127'),
  ]);
});

describe('a leak is found', () => {
  test('in an address of the provider, percent-encoded too', () => {
    expect(leaks({ sent: { endpoint: 'userinfo', query: { t: REFRESH } } })).toEqual([
      'fail: A refresh token was found in the URL of GET https://provider',
    ]);
  });
  test('in a Referer', () => {
    expect(leaks({ sent: { endpoint: 'jwks', headers: { referer: CALLBACK } } })).toEqual([
      expect.stringContaining('A code was found in the Referer'),
    ]);
  });
  test('in an address of the app', () => {
    expect(leaks({ steps: [seen(CALLBACK), seen(`http://127.0.0.1:3000/done?c=${encodeURIComponent(CODE)}`)] })).toEqual([
      expect.stringContaining('A code was found in the URL http://127'),
    ]);
  });
  test('in a page', () => {
    expect(leaks({ steps: [seen('http://127.0.0.1:3000/debug', `<pre>${SECRET}</pre>`)] })).toEqual([
      expect.stringMatching(/^fail: A client secret was found in the page/),
    ]);
    expect(leaks({ steps: [seen('http://127.0.0.1:3000/debug', ACCESS)] })).toEqual([
      expect.stringMatching(/^warn: An access token/),
    ]);
  });
  test('in the output of the app', () => {
    expect(leaks({ output: [`refreshed with ${REFRESH}`] })).toEqual([
      'fail: A refresh token was found in the output of the app',
    ]);
    expect(leaks({ output: [`GET /cb?code=${CODE}`] })).toEqual(['warn: A code was found in the output of the app']);
  });
});

describe('no leak is', () => {
  test('a callback whose state an attacker changed', () => {
    expect(leaks({ steps: [seen(CALLBACK.replace('state=s', 'state=other'))] })).toEqual([]);
  });
  test('a token where the vendor takes it in the address', () => {
    expect(leaks({ sent: { endpoint: 'tokeninfo', query: { access_token: ACCESS } } })).toEqual([]);
  });
  test('a token in a page of a client that lives in the browser', () => {
    expect(leaks({ inBrowser: true, steps: [seen('http://127.0.0.1:3000/', ACCESS)] })).toEqual([]);
  });
});

test('among thousands of secrets and look-alikes, in large pages, a leak is found once for each kind', () => {
  const many = Array.from({ length: 5_000 }, (_, n) =>
    sketch({
      endpoint: 'token',
      form: { grant_type: 'authorization_code', code: `c${n}`, code_verifier: `verifier-${n}-${'y'.repeat(40)}` },
    }),
  );
  const page = Array.from({ length: 40_000 }, (_, n) => `ya29.look-alike-${n}-${'x'.repeat(20)}`).join(' ');
  const steps = Array.from({ length: 20 }, () => seen('http://127.0.0.1:3000/debug', `${page} verifier-4999-${'y'.repeat(40)}`));
  const found = findLeaks(
    { exchanges: [...login, ...many], steps, output: [`said ${ACCESS}`], clientSecrets: [], inBrowser: false },
    ({ id }) => id,
  );
  expect(found.map(({ message }) => message.split('.', 1)[0])).toEqual([
    'A PKCE verifier was found in the page http://127',
    'An access token was found in the output of the app',
  ]);
});
