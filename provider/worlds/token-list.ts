import type { TokenInfo, TokenKind } from '../model/index.ts';
import { LISTED, type ListedCredential } from '../personas/declared.ts';
import { type AgedRow, deathOf, factsOf, grantIdOf, inTimeOf, type WorldState } from '../world/index.ts';

/** A credential with its value, and with the value of the one that it replaced. */
export type RememberedToken = Omit<TokenInfo, 'id' | 'label' | 'person'> & { readonly value: string };

/** Selects credentials that match all given members. */
export interface TokenSearch {
  readonly persona?: string;
  readonly sub?: string;
  readonly clientId?: string;
  readonly kind?: TokenKind;
  readonly state?: 'live' | 'dead';
  /** The value of the credential. */
  fits(value: string): boolean;
  /** Maximum number of each kind: the newest ones. */
  readonly limit: number;
}

const remembered = async (world: WorldState, row: AgedRow, { name, row: kind }: ListedCredential): Promise<RememberedToken> => {
  const grantId = grantIdOf(row, kind);
  const [grant, login] =
    grantId === undefined ? [] : await Promise.all([world.rows.read('Grant', grantId), world.rows.read('Login', grantId)]);
  const death = deathOf(row, kind, grant);
  const flow = login?.payload.flow;
  return {
    value: row.id,
    kind: name,
    persona: row.keys.persona ?? '',
    ...factsOf(row, kind),
    ...(typeof flow === 'string' && { flow }),
    ...(row.consumedAtEpochSeconds !== undefined && { usedAtEpochSeconds: row.consumedAtEpochSeconds }),
    ...(typeof row.payload.replaces === 'string' && { replaces: row.payload.replaces }),
    ...(death && { died: { why: death.why, atEpochSeconds: death.at } }),
  };
};

/** Returns the newest matching tokens of one kind, oldest first. */
const ofKind = async (world: WorldState, listed: ListedCredential, search: TokenSearch): Promise<RememberedToken[]> => {
  const { persona, sub, clientId, state, limit } = search;
  const keys = { ...(persona && { persona }), ...(sub && { sub }), ...(clientId && { clientId }) };
  const found: RememberedToken[] = [];
  for (const row of (await world.rows.list(listed.row.kind, keys)).toReversed()) {
    if (found.length >= limit) break;
    if (!search.fits(row.id)) continue;
    const token = await remembered(world, row, listed);
    if (state === undefined || (state === 'dead') === (token.died !== undefined)) found.push(token);
  }
  return found.reverse();
};

/** Lists tokens and codes of a world, live and ended, of all personas. */
export const listTokens = (world: WorldState, search: TokenSearch): Promise<readonly RememberedToken[]> =>
  inTimeOf(world, async () => {
    const kinds = LISTED.filter(({ name }) => search.kind === undefined || search.kind === name);
    return (await Promise.all(kinds.map((listed) => ofKind(world, listed, search)))).flat();
  });
