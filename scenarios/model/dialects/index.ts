/** In what vendors differ that scenarios and rules have to know, in one table: no scenario asks which persona it meets. */
import { type Exchange, isApi, type PersonaId } from '../../../provider/model/index.ts';
import { grantTypeOf, paramsOf } from '../reading.ts';
import type { Dialect, Ways } from './dialect.ts';
import { FACEBOOK } from './facebook.ts';
import { GOOGLE } from './google.ts';
import { OAUTH } from './oauth.ts';

export type { Answers, Dialect, InjectedAnswer, Ways } from './dialect.ts';

const DIALECTS: Readonly<Record<PersonaId, Dialect>> = { google: GOOGLE, facebook: FACEBOOK };

/** How a persona speaks. */
export const dialectOf = ({ persona }: { readonly persona: PersonaId }): Dialect => DIALECTS[persona];

/** How to read an exchange; traffic of a stranger, as in a HAR, by the specifications. */
export const waysOf = ({ persona }: Pick<Exchange, 'persona'>): Ways =>
  Object.hasOwn(DIALECTS, persona) ? DIALECTS[persona as PersonaId] : OAUTH;

/** A token request that makes a new token of an old one. */
export const isRenewal = (exchange: Exchange): boolean => grantTypeOf(exchange) === waysOf(exchange).renewalGrant;

/** The old token that a renewal sends. */
export const renewedTokenOf = (exchange: Exchange): string | undefined =>
  paramsOf(exchange).get(waysOf(exchange).renewalGrant) ?? undefined;

/** Answered with the news that the access token is none, or over. */
export const isTokenRefused = (exchange: Exchange): boolean => waysOf(exchange).refusesToken(exchange);

/** Scopes that a request asks for. */
export const scopesOf = (request: Exchange): readonly string[] => waysOf(request).scopesIn(paramsOf(request).get('scope') ?? '');

/** What an authorization request wants back: a list like that of the scopes; a code where it does not say. */
export const responseTypesOf = (request: Exchange): readonly string[] =>
  waysOf(request).scopesIn(paramsOf(request).get('response_type') || 'code');

/** A token or a secret in this address is the vendor's choice. */
export const isOpenByDesign = (exchange: Exchange): boolean => {
  const { secretsInAddress, tokenInAddress } = waysOf(exchange);
  return secretsInAddress.has(exchange.endpoint) || (isApi(exchange.endpoint) && tokenInAddress === 'SHOULD');
};
