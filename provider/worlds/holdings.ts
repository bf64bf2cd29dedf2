import { createHash } from 'node:crypto';
import { listTokens } from '../engine/index.ts';
import {
  type GrantInfo,
  LoginLabError,
  type OwnerFilter,
  type PersonaId,
  ROWS_LIMIT,
  type SessionInfo,
  type TokenFilter,
  type TokenInfo,
  type TokenQuery,
} from '../model/index.ts';
import { inTimeOf, markLogins, nowEpochSeconds, type WorldState } from '../world/index.ts';
import { subOf } from './people.ts';

/** Names a secret without giving it away. */
const idOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url').slice(0, 16);

/** Members to spread into what belongs to a subject: the key of the person, while there is one. */
const namesOf = async (world: WorldState): Promise<(sub: string) => { readonly person?: string }> => {
  const keys = new Map((await world.people.list()).map(({ sub, key }) => [sub, key]));
  return (sub) => {
    const person = keys.get(sub);
    return person === undefined ? {} : { person };
  };
};

const rowKeys = async (world: WorldState, { persona, person }: OwnerFilter) => ({
  ...(persona !== undefined && { persona }),
  ...(person !== undefined && { sub: await subOf(world, person) }),
});

const checkedLimit = (limit: number): number => {
  if (Number.isInteger(limit) && limit >= 1 && limit <= ROWS_LIMIT) return limit;
  throw new LoginLabError('usage', `Expected a limit of 1 to ${ROWS_LIMIT}, found ${limit}.`, { field: 'limit' });
};

/** Tokens and codes of a world; their values only when they are to be revealed. */
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
  const nameOf = await namesOf(world);
  await world.recorder.settle();
  return (await listTokens(world, search)).map(({ value, ...token }) => {
    const label = world.recorder.labelOf(value);
    return { id: idOf(value), ...(label && { label }), ...token, ...nameOf(token.sub), ...(reveal && { value }) };
  });
};

const TOKEN_ROWS = { 'access-token': 'AccessToken', 'refresh-token': 'RefreshToken', code: 'AuthorizationCode' } as const;
const ALL_KINDS = ['access-token', 'refresh-token', 'code'] as const;

/** The token of an id, by its value; none for an id that is nobody's. */
const secretOf = async (world: WorldState, id: string): Promise<string | undefined> => {
  const [token] = await listTokens(world, { fits: (value) => idOf(value) === id, limit: 1 });
  return token?.value;
};

/** Ends tokens before their time. Returns how many. Throws `unknown-id` for a person or an id that is not there. */
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
  for (const kind of which.kinds ?? ALL_KINDS) ended += await world.rows.kill(TOKEN_ROWS[kind], filter, why);
  return ended;
};

/** Consents in force. */
export const grantsOf = async (world: WorldState, which: OwnerFilter = {}): Promise<readonly GrantInfo[]> => {
  const nameOf = await namesOf(world);
  const rows = await world.rows.list('Consent', await rowKeys(world, which));
  return Promise.all(
    rows.map(async ({ id, keys: { persona = '', sub = '' }, payload }) => {
      const key = id.slice(`${persona}:${sub}:`.length);
      const clients = await world.clients.list(persona as PersonaId);
      return {
        persona,
        ...nameOf(sub),
        sub,
        key,
        clientIds: clients.filter((client) => client.project === key || client.clientId === key).map(({ clientId }) => clientId),
        scopes: payload.scopes as readonly string[],
        grantedAtEpochSeconds: Number(payload.grantedAtEpochSeconds),
      };
    }),
  );
};

/** Which browser holds a session. */
const browsersOf = async (world: WorldState): Promise<ReadonlyMap<string, string>> => {
  const rows = (await world.rows.list('BrowserSession')).filter(({ died }) => !died);
  return new Map(
    rows.flatMap(({ id, payload }) =>
      (payload.accounts as { session: string }[]).map(({ session }): [string, string] => [session, idOf(id)]),
    ),
  );
};

/** Accounts that are signed in. */
export const sessionsOf = async (world: WorldState, which: OwnerFilter = {}): Promise<readonly SessionInfo[]> => {
  const [nameOf, browsers] = [await namesOf(world), await browsersOf(world)];
  const now = inTimeOf(world, nowEpochSeconds);
  const rows = await world.rows.list('Session', await rowKeys(world, which));
  return rows
    .filter(({ died, payload }) => !died && typeof payload.accountId === 'string' && Number(payload.exp) > now)
    .map(({ id, keys, payload }) => {
      const [sub, browser] = [String(payload.accountId), browsers.get(id)];
      return {
        id: idOf(id),
        persona: keys.persona ?? '',
        ...nameOf(sub),
        sub,
        ...(browser && { browser }),
        signedInAtEpochSeconds: Number(payload.loginTs),
        expiresAtEpochSeconds: Number(payload.exp),
      };
    });
};

/** Ends sessions, all that fit or a single one, and marks the logins that began in them. */
const signOut = async (world: WorldState, keys: Awaited<ReturnType<typeof rowKeys>>, session?: string): Promise<number> => {
  const which = { ...keys, ...(session !== undefined && { session }) };
  await markLogins(world.rows, which, { signedOutAtEpochSeconds: nowEpochSeconds() });
  return world.rows.kill('Session', { ...keys, ...(session !== undefined && { id: session }) }, 'signed-out');
};

/** Signs out: one session, a person's, or all. Returns how many ended. Throws `unknown-id` for an id that is not there. */
export const endSessions = async (world: WorldState, which: OwnerFilter & { readonly id?: string } = {}): Promise<number> => {
  const filter = await rowKeys(world, which);
  if (which.id === undefined) return signOut(world, filter);
  const row = (await world.rows.list('Session')).find(({ id }) => idOf(id) === which.id);
  if (row) return signOut(world, filter, row.id);
  throw new LoginLabError('unknown-id', `Unknown session "${which.id}" in this world. List the sessions to see their ids.`, {
    field: 'id',
  });
};
