/** In what vendors differ that scenarios and rules have to know, in one table: no scenario asks which persona it meets. */
import {
  type Exchange,
  isApi,
  type PersonaId,
  type ReadingConventions,
  type VendorConventions,
} from '../../provider/model/index.ts';
import { OAUTH } from '../../provider/oauth/conventions.ts';
import { VENDORS } from '../../provider/personas/vendors.ts';
import { grantTypeOf, paramsOf } from './read.ts';

export type { InjectedAnswer, ReadingConventions, VendorAnswers, VendorConventions } from '../../provider/model/index.ts';

/** How a persona speaks. */
export const conventionsOf = ({ persona }: { readonly persona: PersonaId }): VendorConventions => {
  const { title, conventions } = VENDORS[persona];
  if (conventions) return conventions;
  throw new Error(`${title} declares no conventions, so no scenario can bring about what it answers`);
};

/** How to read an exchange; traffic of a stranger, as in a HAR, by the specifications. */
export const readingConventionsOf = ({ persona }: Pick<Exchange, 'persona'>): ReadingConventions =>
  (Object.hasOwn(VENDORS, persona) ? VENDORS[persona as PersonaId].conventions : undefined) ?? OAUTH;

/** A token request that makes a new token of an old one. */
export const isRenewal = (exchange: Exchange): boolean => grantTypeOf(exchange) === readingConventionsOf(exchange).renewalGrant;

/** The old token that a renewal sends. */
export const renewedTokenOf = (exchange: Exchange): string | undefined =>
  paramsOf(exchange).get(readingConventionsOf(exchange).renewalGrant) ?? undefined;

/** Answered with the news that the access token is none, or over. */
export const isTokenRefused = (exchange: Exchange): boolean => readingConventionsOf(exchange).refusesToken(exchange);

/** Scopes that a request asks for. */
export const scopesOf = (request: Exchange): readonly string[] =>
  readingConventionsOf(request).scopesIn(paramsOf(request).get('scope') ?? '');

/** What an authorization request wants back: a list like that of the scopes; a code where it does not say. */
export const responseTypesOf = (request: Exchange): readonly string[] =>
  readingConventionsOf(request).scopesIn(paramsOf(request).get('response_type') || 'code');

/** A token or a secret in this address is the vendor's choice. */
export const isOpenByDesign = (exchange: Exchange): boolean => {
  const { secretsInAddress, tokenInAddress } = readingConventionsOf(exchange);
  return secretsInAddress.has(exchange.endpoint) || (isApi(exchange.endpoint) && tokenInAddress === 'SHOULD');
};
