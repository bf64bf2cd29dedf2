import { describe, expect, test } from 'vitest';
import type { PersonaId } from '../../provider/model/index.ts';
import { BEHAVIOURS, PERSONAS } from '../../provider/personas/index.ts';
import { sketch } from '../testing/exchange.ts';
import {
  conventionsOf,
  isOpenByDesign,
  isRenewal,
  isTokenRefused,
  readingConventionsOf,
  renewedTokenOf,
  scopesOf,
} from './conventions.ts';
import { accessTokenOf, grantTypeOf } from './read.ts';

const graphError = (code: number, status = 400) => ({ persona: 'facebook', status, json: { error: { message: 'm', code } } });
const call = { endpoint: 'api:graph.me.get' } as const;

describe.each((Object.keys(PERSONAS) as PersonaId[]).map((persona) => [persona, conventionsOf({ persona })] as const))(
  '%s',
  (persona, { deadToken, forbidden, step, renewal }) => {
    const answered = ({ status, body }: typeof deadToken.full) => sketch({ ...call, persona, status, json: body });

    test('answers a dead token so that it is read as one, and nothing else', () => {
      expect(Object.values(deadToken).map((answer) => isTokenRefused(answered(answer)))).toEqual([true, true]);
      const others = [...Object.values(forbidden), step.named, step.unnamed];
      expect(others.map((answer) => isTokenRefused(answered(answer)))).toEqual(others.map(() => false));
    });
    test('names the scope that it wants where it says that it does', () => {
      const { named, unnamed, scope } = step;
      expect([named, unnamed].map((answer) => JSON.stringify(answer).includes(scope))).toEqual([true, false]);
    });
    test('refuses renewals with an error', () => {
      expect(Object.values(renewal).filter(({ status }) => status < 400)).toEqual([]);
    });
    test('is a persona with behaviours of its own', () => {
      expect(BEHAVIOURS.some(({ id }) => id.startsWith(`${persona}/`))).toBe(true);
    });
  },
);

test('the Graph API refuses a token with 400 and code 190, and other things with other codes', () => {
  expect([190, 102, 100, 10, 4].map((code) => isTokenRefused(sketch({ ...call, ...graphError(code) })))).toEqual([
    ...[true, true],
    ...[false, false, false],
  ]);
  expect(isTokenRefused(sketch({ endpoint: 'api:drive.files.list', status: 400, json: { error: { code: 190 } } }))).toBe(false);
});

test('a renewal is a refresh, or at Facebook the exchange of a token', () => {
  const exchange = { grant_type: 'fb_exchange_token', fb_exchange_token: 'EAA1' };
  const atFacebook = sketch({ endpoint: 'token', persona: 'facebook', query: exchange });
  expect([isRenewal(atFacebook), renewedTokenOf(atFacebook)]).toEqual([true, 'EAA1']);
  expect(isRenewal(sketch({ endpoint: 'token', query: exchange }))).toBe(false);
  const refresh = sketch({ endpoint: 'token', form: { grant_type: 'refresh_token', refresh_token: 'r' } });
  expect([isRenewal(refresh), renewedTokenOf(refresh)]).toEqual([true, 'r']);
});

test('a code without a grant type is redeemed all the same', () => {
  expect(grantTypeOf(sketch({ endpoint: 'token', persona: 'facebook', query: { code: 'AQ1' } }))).toBe('authorization_code');
});

test('scopes are told apart as the vendor does', () => {
  const scope = 'public_profile,email openid';
  expect(scopesOf(sketch({ endpoint: 'authorize', persona: 'facebook', query: { scope } }))).toEqual([
    'public_profile',
    'email',
    'openid',
  ]);
  expect(
    scopesOf(sketch({ endpoint: 'authorize', query: { scope: 'https://www.googleapis.com/auth/userinfo.email openid' } })),
  ).toEqual(['email', 'openid']);
});

test('an access token is found in the header, under both schemes, in the address and in a form', () => {
  const at = (more: object) => accessTokenOf(sketch({ ...call, persona: 'facebook', ...more }));
  expect([
    at({ headers: { authorization: 'Bearer t' } }),
    at({ headers: { authorization: 'OAuth t' } }),
    at({ query: { access_token: 't' } }),
    at({ form: { access_token: 't' } }),
    at({}),
  ]).toEqual(['t', 't', 't', 't', undefined]);
});

test('a token in an address is the choice of the vendor only where its documentation has it there', () => {
  expect(isOpenByDesign(sketch({ ...call, persona: 'facebook' }))).toBe(true);
  expect(isOpenByDesign(sketch({ endpoint: 'token', persona: 'facebook' }))).toBe(true);
  expect(isOpenByDesign(sketch({ endpoint: 'authorize', persona: 'facebook' }))).toBe(false);
  expect(isOpenByDesign(sketch({ endpoint: 'api:drive.files.list' }))).toBe(false);
  expect(isOpenByDesign(sketch({ endpoint: 'tokeninfo' }))).toBe(true);
});

test('traffic of an unknown provider, as in a HAR, is read by the specifications', () => {
  expect(readingConventionsOf({ persona: 'unknown' }).renewalGrant).toBe('refresh_token');
  expect(isTokenRefused(sketch({ ...call, persona: 'unknown', status: 401 }))).toBe(true);
});
