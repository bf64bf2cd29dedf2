import { LoginLabError, type OwnerFilter, type SessionInfo } from '../model/index.ts';
import { inTimeOf, markLogins, nowEpochSeconds, type WorldState } from '../world/index.ts';
import { idOf, namesOf, rowKeys } from './owners.ts';

/** The browser of each session. */
const browsersOf = async (world: WorldState): Promise<ReadonlyMap<string, string>> => {
  const rows = await world.rows.listUnused('BrowserSession', {});
  return new Map(
    rows.flatMap(({ id, payload }) =>
      (payload.accounts as { session: string }[]).map(({ session }): [string, string] => [session, idOf(id)]),
    ),
  );
};

/** Lists the signed-in accounts, in order of sign-in. Costs what these are, however many sessions ended and people there are. */
export const sessionsOf = async (world: WorldState, which: OwnerFilter = {}): Promise<readonly SessionInfo[]> => {
  const now = inTimeOf(world, nowEpochSeconds);
  const all = await world.rows.listUnused('Session', await rowKeys(world, which));
  const rows = all.filter(({ payload }) => typeof payload.accountId === 'string' && Number(payload.exp) > now);
  const nameOf = await namesOf(
    world,
    rows.map(({ payload }) => String(payload.accountId)),
  );
  const browsers = await browsersOf(world);
  const sessions = rows.map(({ id, keys, payload }) => {
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
  return sessions.toSorted((one, other) => one.signedInAtEpochSeconds - other.signedInAtEpochSeconds);
};

/** Ends one session or all matching ones, and marks their logins. */
const signOut = async (world: WorldState, keys: Awaited<ReturnType<typeof rowKeys>>, session?: string): Promise<number> => {
  const which = { ...keys, ...(session !== undefined && { session }) };
  await markLogins(world.rows, which, { signedOutAtEpochSeconds: nowEpochSeconds() });
  return world.rows.kill('Session', { ...keys, ...(session !== undefined && { id: session }) }, 'signed-out');
};

/** Ends one session, those of a person, or all. Returns the number. Throws `unknown-id` for an unknown id. */
export const endSessions = async (world: WorldState, which: OwnerFilter & { readonly id?: string } = {}): Promise<number> => {
  const filter = await rowKeys(world, which);
  if (which.id === undefined) return signOut(world, filter);
  const row = (await world.rows.list('Session')).find(({ id }) => idOf(id) === which.id);
  if (row) return signOut(world, filter, row.id);
  throw new LoginLabError('unknown-id', `Unknown session "${which.id}" in this world. List the sessions to see their ids.`, {
    field: 'id',
  });
};
