import type { Exchange, TokenInfo } from '../../model/index.ts';
import { isAccepted, userAgentOf } from './traffic.ts';

/** A refresh that a client asked for with one refresh token. */
export interface TokenUse {
  readonly exchange: Exchange;
  /** `open`: the connection ended before an answer. */
  readonly outcome: 'accepted' | 'refused' | 'open';
  /** User agent of the request; else the client id. */
  readonly by: string;
}

export interface FamilyMember {
  readonly token: TokenInfo;
  /** The token that it replaced. Absent for the first, and where that one is not listed any more. */
  readonly replaced?: TokenInfo;
  readonly uses: readonly TokenUse[];
}

/** Refresh tokens of one login that replaced each other, oldest first. */
export interface TokenFamily {
  readonly key: string;
  readonly members: readonly FamilyMember[];
  readonly living: readonly TokenInfo[];
}

const outcomeOf = (exchange: Exchange): TokenUse['outcome'] => {
  if (exchange.response === undefined) return 'open';
  return isAccepted(exchange) ? 'accepted' : 'refused';
};

const useIn = (exchange: Exchange): TokenUse => ({
  exchange,
  outcome: outcomeOf(exchange),
  by: userAgentOf(exchange) ?? exchange.client ?? 'an unknown client',
});

/** Labels end in a number: `refresh-token#1` is not in `refresh-token#12`. */
const LABELS = /refresh-token#\d+/g;

const labelsIn = ({ request }: Exchange): ReadonlySet<string> =>
  new Set(`${request.url} ${request.body ?? ''}`.match(LABELS) ?? []);

/** Refreshes by the label of their refresh token. */
const usesByLabel = (exchanges: readonly Exchange[]): ReadonlyMap<string, readonly TokenUse[]> => {
  const refreshes = exchanges.filter(({ endpoint, grantType }) => endpoint === 'token' && grantType === 'refresh_token');
  const uses = refreshes.flatMap((exchange) => [...labelsIn(exchange)].map((label) => ({ label, use: useIn(exchange) })));
  return new Map([...Map.groupBy(uses, ({ label }) => label)].map(([label, found]) => [label, found.map(({ use }) => use)]));
};

/** Groups refresh tokens that replaced each other; a token that replaced none and was not replaced is no family. */
export const readFamilies = (tokens: readonly TokenInfo[], exchanges: readonly Exchange[]): readonly TokenFamily[] => {
  const refreshTokens = tokens.filter(({ kind }) => kind === 'refresh-token');
  const byId = new Map(refreshTokens.map((token) => [token.id, token]));
  const uses = usesByLabel(exchanges);
  const familyOf = new Map<string, FamilyMember[]>();
  for (const token of refreshTokens) {
    const replaced = token.replaces === undefined ? undefined : byId.get(token.replaces);
    const members = (replaced && familyOf.get(replaced.id)) ?? [];
    members.push({ token, ...(replaced && { replaced }), uses: uses.get(token.label ?? '') ?? [] });
    familyOf.set(token.id, members);
  }
  return [...new Set(familyOf.values())]
    .filter((members) => members.length > 1)
    .map((members) => ({
      key: members[0]?.token.id ?? '',
      members,
      living: members.flatMap(({ token }) => (token.died ? [] : [token])),
    }))
    .reverse();
};

/** The refused refresh with a token that had been used before: what ends a family. Undefined if none is in the log. */
export const readReuse = ({ members }: TokenFamily): { readonly token: TokenInfo; readonly use: TokenUse } | undefined =>
  members.flatMap(({ token, uses }) => uses.slice(1).flatMap((use) => (use.outcome === 'refused' ? [{ token, use }] : []))).at(0);
