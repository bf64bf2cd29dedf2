import type { TokenInfo, TokenKind } from '../model/index.ts';
import { type AgedRow, inTimeOf, type WorldState } from '../world/index.ts';
import { deathOf, TOKEN_KINDS, type TokenPayload } from './tokens.ts';

/** A token as the engine remembers it. */
export type RememberedToken = Omit<TokenInfo, 'id' | 'label' | 'person'> & { readonly value: string };

/** Which ones: only what fits all the given members. */
export interface TokenSearch {
  readonly persona?: string;
  readonly sub?: string;
  readonly clientId?: string;
  readonly kind?: TokenKind;
  readonly state?: 'live' | 'dead';
  /** By its value. */
  fits(value: string): boolean;
  /** The newest so many of each kind. */
  readonly limit: number;
}

const remembered = async (world: WorldState, row: AgedRow, kind: TokenKind): Promise<RememberedToken> => {
  const { grantId, accountId, clientId, scope, iat, exp } = row.payload as unknown as TokenPayload;
  const [grant, login] = await Promise.all([world.rows.read('Grant', grantId), world.rows.read('Login', grantId)]);
  const death = deathOf(row, grant, kind);
  const flow = login?.payload.flow;
  return {
    value: row.id,
    kind,
    persona: row.keys.persona ?? '',
    sub: accountId,
    clientId,
    scopes: (scope ?? '').split(' ').filter(Boolean),
    ...(typeof flow === 'string' && { flow }),
    issuedAtEpochSeconds: iat,
    expiresAtEpochSeconds: exp,
    ...(death && { died: { why: death.why, atEpochSeconds: death.at } }),
  };
};

/** The newest tokens of one kind that fit, oldest first. */
const ofKind = async (world: WorldState, model: string, kind: TokenKind, search: TokenSearch): Promise<RememberedToken[]> => {
  const { persona, sub, clientId, state, limit } = search;
  const keys = { ...(persona && { persona }), ...(sub && { sub }), ...(clientId && { clientId }) };
  const found: RememberedToken[] = [];
  for (const row of (await world.rows.list(model, keys)).toReversed()) {
    if (found.length >= limit) break;
    if (!search.fits(row.id)) continue;
    const token = await remembered(world, row, kind);
    if (state === undefined || (state === 'dead') === (token.died !== undefined)) found.push(token);
  }
  return found.reverse();
};

/** Tokens and codes of a world, living and dead, whatever persona issued them. */
export const listTokens = (world: WorldState, search: TokenSearch): Promise<readonly RememberedToken[]> =>
  inTimeOf(world, async () => {
    const kinds = TOKEN_KINDS.filter(([, kind]) => search.kind === undefined || search.kind === kind);
    return (await Promise.all(kinds.map(([model, kind]) => ofKind(world, model, kind, search)))).flat();
  });
