/** Authorization requests, what they were answered, and what was issued for them. */
import type { Exchange } from '../../provider/model/index.ts';
import { groupBy } from './by-flow.ts';
import { answerOf, grantTypeOf, isAccepted, memberOf, paramsOf } from './read.ts';

/** Reads a recording once, though many rules ask the same of it. */
const once = <T>(read: (exchanges: readonly Exchange[]) => T): ((exchanges: readonly Exchange[]) => T) => {
  const known = new WeakMap<readonly Exchange[], { readonly length: number; readonly value: T }>();
  return (exchanges) => {
    const before = known.get(exchanges);
    if (before?.length === exchanges.length) return before.value; // a live list grows
    const value = read(exchanges);
    known.set(exchanges, { length: exchanges.length, value });
    return value;
  };
};

/** What stands for the parameters of a pushed request (RFC 9126) and of a signed one (RFC 9101): the address shows none of them. */
const IN_PLACE = ['request_uri', 'request'];

/** A request of a client for a login, with its parameters. Those of a provider's own pages have no client. */
export const isAuthorizationRequest = (exchange: Exchange): boolean => {
  const params = paramsOf(exchange);
  return exchange.endpoint === 'authorize' && params.has('client_id') && !IN_PLACE.some((name) => params.has(name));
};

/** Authorization requests, each once: a reloaded page sends the same again. */
export const authorizationRequestsOf = once((exchanges): readonly Exchange[] => {
  const known = new Map(
    exchanges.filter(isAuthorizationRequest).map((each) => [`${each.request.vendorUrl} ${each.request.body ?? ''}`, each]),
  );
  return [...known.values()];
});

/** One flow from its authorization request. */
export interface RequestedLogin {
  readonly request: Exchange;
  /** Parameters of the answer that ended it at the provider: a code, tokens or an error. */
  readonly answer: URLSearchParams | undefined;
  /** Token requests with its code, oldest first. */
  readonly redemptions: readonly Exchange[];
}

const ENDINGS = ['code', 'access_token', 'id_token', 'error'];

const endsIt = (answer: URLSearchParams): boolean => ENDINGS.some((name) => answer.get(name));

/** Logins in the order of their first request; an exchange without a flow is one of its own. */
export const loginsOf = once((exchanges): readonly RequestedLogin[] => {
  const flows = groupBy(exchanges, ({ flow, id }) => flow ?? id);
  return [...flows.values()].flatMap((same) => {
    const request = same.find(isAuthorizationRequest);
    if (!request) return [];
    const answer = same.map(answerOf).find(endsIt);
    return [{ request, answer, redemptions: same.filter((each) => grantTypeOf(each) === 'authorization_code') }];
  });
});

/** True for a login that the provider granted. */
export const isGranted = ({ answer }: RequestedLogin): boolean => answer !== undefined && !answer.get('error');

/** The client of a request: as it names itself, or as the lab knows it. */
export const clientOf = (exchange: Exchange): string | undefined => paramsOf(exchange).get('client_id') ?? exchange.client;

export type IssuedKind = 'access token' | 'refresh token' | 'ID token';

export interface IssuedToken {
  readonly kind: IssuedKind;
  /** Some vendors give one value several names. */
  readonly kinds: ReadonlySet<IssuedKind>;
  /** The exchange whose answer brought it first. */
  readonly by: Exchange;
}

const MEMBERS = { access_token: 'access token', refresh_token: 'refresh token', id_token: 'ID token' } as const;

/** Tokens that providers issued, by value. */
export const issuedTokensOf = once((exchanges): ReadonlyMap<string, IssuedToken> => {
  const issued = new Map<string, IssuedToken & { readonly kinds: Set<IssuedKind> }>();
  for (const by of exchanges) {
    const answer = answerOf(by);
    const isTokenAnswer = by.endpoint === 'token' && isAccepted(by);
    for (const [name, kind] of Object.entries(MEMBERS)) {
      const token = answer.get(name) ?? (isTokenAnswer ? memberOf(by, name) : undefined);
      if (!token) continue;
      const known = issued.get(token) ?? { kind, kinds: new Set(), by };
      known.kinds.add(kind);
      issued.set(token, known);
    }
  }
  return issued;
});
