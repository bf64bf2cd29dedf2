import { describe, expect, test } from 'vitest';
import type { Exchange } from '../../provider/model/index.ts';
import { sketch } from '../testing/exchange.ts';
import { CALLBACK, random, redeem } from '../testing/recorded.ts';
import { RULES } from './index.ts';

const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const jwt = (claims: object): string =>
  ['{"alg":"RS256","kid":"shop-1"}', JSON.stringify(claims), 'signature']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');

/** What a client proves itself with instead of a secret, new for each request. RFC 7523. */
const proof = (number: number) => ({
  client_assertion_type: JWT_BEARER,
  client_assertion: jwt({ iss: 'shop', sub: 'shop', aud: 'https://provider.example/', jti: random(number), exp: 60 }),
});

/** The parameters of a login, which stand nowhere but in the signed request. RFC 9101. */
const signedRequest = (number: number): string =>
  jwt({
    ...{ iss: 'shop', client_id: 'shop', aud: 'https://provider.example/', response_type: 'code', scope: 'openid' },
    ...{ redirect_uri: CALLBACK, response_mode: 'query.jwt', state: random(number), nonce: random(number + 20) },
    ...{ code_challenge: random(number + 40), code_challenge_method: 'S256' },
  });

/** The answer of a `response_mode=query.jwt`. */
const answered = (flow: string) => ({ flow, status: 302, location: `${CALLBACK}?response=${jwt({ code: `code-of-${flow}` })}` });

const open = (flow: string, query: Readonly<Record<string, string>>, more = answered(flow)): Exchange =>
  sketch({ endpoint: 'authorize', query: { client_id: 'shop', ...query }, ...more });

const push = (flow: string, number: number): Exchange =>
  sketch({
    ...{ endpoint: 'unknown', flow, address: 'https://provider.example/par', status: 201 },
    form: { client_id: 'shop', request: signedRequest(number), ...proof(number) },
    json: { request_uri: `urn:ietf:params:oauth:request_uri:${random(number + 60)}`, expires_in: 30 },
  });

const pushed = (number: number) => ({ request_uri: `urn:ietf:params:oauth:request_uri:${random(number + 60)}` });
const redeemed = (flow: string, number: number): Exchange =>
  redeem(flow, { client_id: 'shop', code_verifier: random(number + 80), ...proof(number + 100) });

/** Logins of two people with a client that few build, and that is right. */
const RIGHT: Readonly<Record<string, readonly Exchange[]>> = {
  'pushes a signed request, and is answered by a JWT': [
    ...[push('f1', 1), open('f1', pushed(1)), redeemed('f1', 1)],
    ...[push('f2', 2), open('f2', pushed(2)), redeemed('f2', 2)],
  ],
  'signs its request': [
    ...[open('f1', { request: signedRequest(1) }), redeemed('f1', 1)],
    ...[open('f2', { request: signedRequest(2) }), redeemed('f2', 2)],
  ],
  'proves itself by a private key': [1, 2].flatMap((number) => {
    const asked = { redirect_uri: CALLBACK, response_type: 'code', scope: 'openid', state: random(number) };
    const flow = `f${number}`;
    const location = `${CALLBACK}?code=code-of-${flow}&state=${random(number)}`;
    const bound = { ...asked, code_challenge: random(number + 40), code_challenge_method: 'S256' };
    return [open(flow, bound, { ...answered(flow), location }), redeemed(flow, number)];
  }),
};

describe.each(Object.entries(RIGHT))('a client that %s', (_, exchanges) => {
  test.each(RULES.map((rule) => [rule.id, rule] as const))('is not accused by %s', (_id, rule) => {
    expect(rule.look(exchanges)).toEqual([]);
  });
});

test('what such a client does wrong where it can be seen is found', () => {
  const found = (exchanges: readonly Exchange[]) => RULES.filter((rule) => rule.look(exchanges).length > 0).map(({ id }) => id);
  const again = redeem('f2', { client_id: 'shop', code_verifier: random(81), ...proof(101) });
  expect(found([open('f1', pushed(1)), redeemed('f1', 1), open('f2', pushed(2)), again])).toEqual(
    expect.arrayContaining(['assertion-reused', 'verifier-reused']),
  );
  expect(found([open('f1', { ...pushed(1), client_secret: random(3) })])).toContain('secret-in-front-channel');
  expect(found([open('f1', { scope: 'openid', response_type: 'code' })])).toContain('state-missing');
});
