import { LoginLabError, ROWS_LIMIT, type TokenFilter, type TokenInfo, type TokenKind, type TokenQuery } from '../model/index.ts';
import { LISTED, type ListedCredential } from '../personas/declared.ts';
import { nearestOrAll, type WorldState } from '../world/index.ts';
import { idOf, namesOf, rowKeys } from './owners.ts';
import { listTokens } from './token-list.ts';

const checkedLimit = (limit: number): number => {
  if (Number.isInteger(limit) && limit >= 1 && limit <= ROWS_LIMIT) return limit;
  throw new LoginLabError('usage', `Expected a limit of 1 to ${ROWS_LIMIT}, found ${limit}.`, { field: 'limit' });
};

/** Lists tokens and codes of a world. Values are included only with `reveal`. */
export const tokensOf = async (world: WorldState, query: TokenQuery = {}): Promise<readonly TokenInfo[]> => {
  const { clientId, kind, state, id, limit = 1000, reveal = false } = query;
  const search = {
    ...(await rowKeys(world, query)),
    ...(clientId !== undefined && { clientId }),
    ...(kind !== undefined && { kind }),
    ...(state !== undefined && { state }),
    fits: (value: string) => id === undefined || idOf(value) === id,
    limit: checkedLimit(limit),
  };
  await world.recorder.settle();
  const tokens = await listTokens(world, search);
  const nameOf = await namesOf(
    world,
    tokens.map(({ sub }) => sub),
  );
  return tokens.map(({ value, replaces, ...token }) => {
    const label = world.recorder.labelOf(value);
    const names = { id: idOf(value), ...(label && { label }), ...(replaces !== undefined && { replaces: idOf(replaces) }) };
    return { ...names, ...token, ...nameOf(token.sub), ...(reveal && { value }) };
  });
};

const named = (kind: TokenKind): ListedCredential => {
  const listed = LISTED.find(({ name }) => name === kind);
  if (listed) return listed;
  const known = LISTED.map(({ name }) => name);
  throw new LoginLabError('usage', `There is no kind of token "${kind}"${nearestOrAll(kind, known)}`, { field: 'kinds' });
};

/** Returns the value of a token by its id. Undefined for an unknown id. */
const secretOf = async (world: WorldState, id: string): Promise<string | undefined> => {
  const [token] = await listTokens(world, { fits: (value) => idOf(value) === id, limit: 1 });
  return token?.value;
};

/** Ends tokens. Returns the number. Throws `unknown-id` for an unknown person or id. */
export const endTokens = async (
  world: WorldState,
  which: TokenFilter,
  why: 'expired-by-request' | 'revoked',
): Promise<number> => {
  const byId = which.id === undefined ? undefined : await secretOf(world, which.id);
  if (which.id !== undefined && byId === undefined) {
    throw new LoginLabError('unknown-id', `Unknown token "${which.id}" in this world. List the tokens to see their ids.`, {
      field: 'id',
    });
  }
  if (byId !== undefined && which.value !== undefined && byId !== which.value) return 0;
  const value = byId ?? which.value;
  const filter = {
    ...(await rowKeys(world, which)),
    ...(which.clientId !== undefined && { clientId: which.clientId }),
    ...(value !== undefined && { id: value }),
  };
  let ended = 0;
  for (const { row } of which.kinds?.map(named) ?? LISTED) ended += await world.rows.kill(row.kind, filter, why);
  return ended;
};
