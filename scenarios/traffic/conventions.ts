/** Differences between vendors that scenarios and rules need, in one table: no scenario depends on the persona id. */
import {
  type EndpointName,
  type Exchange,
  isApi,
  type PasswordLogin,
  type PersonaId,
  type ReadingConventions,
  type VendorConventions,
} from '../../provider/model/index.ts';
import { OAUTH } from '../../provider/oauth/conventions.ts';
import { VENDORS } from '../../provider/personas/vendors.ts';
import { grantTypeOf, isAccepted, paramsOf } from './read.ts';

export type {
  InjectedAnswer,
  PasswordLogin,
  ReadingConventions,
  VendorAnswers,
  VendorConventions,
} from '../../provider/model/index.ts';

/** The conventions of a persona. */
export const conventionsOf = ({ persona }: { readonly persona: PersonaId }): VendorConventions => {
  const { title, conventions } = VENDORS[persona];
  if (conventions) return conventions;
  throw new Error(`${title} declares no conventions, so no scenario can bring about its answers`);
};

/** The conventions of an exchange; traffic of an unknown provider, as in a HAR, follows the specifications. */
export const readingConventionsOf = ({ persona }: Pick<Exchange, 'persona'>): ReadingConventions =>
  (Object.hasOwn(VENDORS, persona) ? VENDORS[persona as PersonaId].conventions : undefined) ?? OAUTH;

/** How apps pass passwords on to a persona; undefined where people sign in on a page of its own. */
export const passwordLoginOf = ({ persona }: { readonly persona: PersonaId }): PasswordLogin | undefined =>
  VENDORS[persona].conventions?.passwordLogin;

/** True for a request with which an app signs a person in, whatever its answer: with a code, or with the password. */
export const isLoginAttempt = (exchange: Exchange): boolean =>
  readingConventionsOf(exchange).passwordLogin?.isAttempt(exchange) ?? grantTypeOf(exchange) === 'authorization_code';

/** True for such a request whose answer signs the person in. */
export const isLogin = (exchange: Exchange): boolean => {
  const { passwordLogin } = readingConventionsOf(exchange);
  return isLoginAttempt(exchange) && (passwordLogin?.isAccepted ?? isAccepted)(exchange);
};

/** True for a token request that renews a token. */
export const isRenewal = (exchange: Exchange): boolean => grantTypeOf(exchange) === readingConventionsOf(exchange).renewalGrant;

/** The old token that a renewal sends. */
export const renewedTokenOf = (exchange: Exchange): string | undefined =>
  paramsOf(exchange).get(readingConventionsOf(exchange).renewalGrant) ?? undefined;

/** What a token is asked for: a client of several APIs gets one for each. */
export const purposeOf = (exchange: Exchange): string =>
  ['scope', 'audience', 'resource'].map((name) => paramsOf(exchange).get(name) ?? '').join(' ');

/** True when the answer says that the access token is invalid or expired. */
export const isTokenRefused = (exchange: Exchange): boolean => readingConventionsOf(exchange).refusesToken(exchange);

/** Scopes that a request asks for. */
export const scopesOf = (request: Exchange): readonly string[] =>
  readingConventionsOf(request).scopesIn(paramsOf(request).get('scope') ?? '');

/** Response types of an authorization request, separated like scopes; `code` by default. */
export const responseTypesOf = (request: Exchange): readonly string[] =>
  readingConventionsOf(request).scopesIn(paramsOf(request).get('response_type') || 'code');

/** True when the vendor documents a token or a secret in this URL. */
export const isOpenByDesign = (exchange: Exchange): boolean => {
  const { secretsInAddress, tokenInAddress } = readingConventionsOf(exchange);
  return secretsInAddress.has(exchange.endpoint) || (isApi(exchange.endpoint) && tokenInAddress === 'SHOULD');
};

/** Endpoints that an app calls itself, by who answers: the provider behind the login, or an API, also one of the app's own. */
export const endpointsOn = ({ persona }: { readonly persona: PersonaId }, channel: 'back' | 'api'): readonly EndpointName[] => {
  const own = Object.entries(VENDORS[persona].endpoints).flatMap(([name, each]) =>
    each === channel ? [name as EndpointName] : [],
  );
  return channel === 'api' ? [...own, 'api:own'] : own;
};
