import { LoginLabError, type OwnerFilter, type SessionInfo } from '../model/index.ts';
import { SESSION_CREDENTIALS } from '../personas/declared.ts';
import { factsOf, inTimeOf, markLogins, nowEpochSeconds, type WorldState } from '../world/index.ts';
import { idOf, namesOf, rowKeys } from './owners.ts';

type Keys = Awaited<ReturnType<typeof rowKeys>>;

/** The last second of the year 9999: a session that ends with nothing else. */
const NEVER_EPOCH_SECONDS = 253_402_300_799;

/** A session without the name of its person. */
type Nameless = Omit<SessionInfo, 'person'>;

/** Sessions that are credentials of a persona. */
const credentialSessions = async (world: WorldState, keys: Keys, now: number): Promise<readonly Nameless[]> => {
  const lists = await Promise.all(
    SESSION_CREDENTIALS.map(async ({ row }) =>
      (await world.rows.listUnused(row.kind, keys)).map((found) => {
        const { sub, issuedAtEpochSeconds, expiresAtEpochSeconds = NEVER_EPOCH_SECONDS } = factsOf(found, row);
        const times = { signedInAtEpochSeconds: issuedAtEpochSeconds, expiresAtEpochSeconds };
        return { id: idOf(found.id), persona: found.keys.persona ?? '', sub, ...times };
      }),
    ),
  );
  return lists.flat().filter(({ expiresAtEpochSeconds }) => expiresAtEpochSeconds > now);
};

/** The browser of each session. */
const browsersOf = async (world: WorldState): Promise<ReadonlyMap<string, string>> => {
  const rows = await world.rows.listUnused('BrowserSession', {});
  return new Map(
    rows.flatMap(({ id, payload }) =>
      (payload.accounts as { session: string }[]).map(({ session }): [string, string] => [session, idOf(id)]),
    ),
  );
};

/** Sessions of the protocol engine. */
const engineSessions = async (world: WorldState, keys: Keys, now: number): Promise<readonly Nameless[]> => {
  const all = await world.rows.listUnused('Session', keys);
  const rows = all.filter(({ payload }) => typeof payload.accountId === 'string' && Number(payload.exp) > now);
  const browsers = await browsersOf(world);
  return rows.map(({ id, keys: { persona = '' }, payload }) => {
    const browser = browsers.get(id);
    return {
      ...{ id: idOf(id), persona, sub: String(payload.accountId) },
      ...(browser && { browser }),
      signedInAtEpochSeconds: Number(payload.loginTs),
      expiresAtEpochSeconds: Number(payload.exp),
    };
  });
};

/** Lists the signed-in accounts, in order of sign-in. Costs what these are, however many sessions ended and people there are. */
export const sessionsOf = async (world: WorldState, which: OwnerFilter = {}): Promise<readonly SessionInfo[]> => {
  const now = inTimeOf(world, nowEpochSeconds);
  const keys = await rowKeys(world, which);
  const nameless = [...(await engineSessions(world, keys, now)), ...(await credentialSessions(world, keys, now))];
  const nameOf = await namesOf(
    world,
    nameless.map(({ sub }) => sub),
  );
  const sessions = nameless.map(({ id, persona, ...more }) => ({ id, persona, ...nameOf(more.sub), ...more }));
  return sessions.toSorted((one, other) => one.signedInAtEpochSeconds - other.signedInAtEpochSeconds);
};

/** Ends one session or all matching ones, and marks their logins. */
const signOut = async (world: WorldState, keys: Keys, session?: string): Promise<number> => {
  const which = { ...keys, ...(session !== undefined && { session }) };
  await markLogins(world.rows, which, { signedOutAtEpochSeconds: nowEpochSeconds() });
  let ended = 0;
  for (const kind of KINDS)
    ended += await world.rows.kill(kind, { ...keys, ...(session !== undefined && { id: session }) }, 'signed-out');
  return ended;
};

const KINDS: readonly string[] = ['Session', ...SESSION_CREDENTIALS.map(({ row }) => row.kind)];

/** Ends one session, those of a person, or all. Returns the number. Throws `unknown-id` for an unknown id. */
export const endSessions = async (world: WorldState, which: OwnerFilter & { readonly id?: string } = {}): Promise<number> => {
  const filter = await rowKeys(world, which);
  if (which.id === undefined) return signOut(world, filter);
  const rows = (await Promise.all(KINDS.map((kind) => world.rows.list(kind)))).flat();
  const row = rows.find(({ id }) => idOf(id) === which.id);
  if (row) return signOut(world, filter, row.id);
  throw new LoginLabError('unknown-id', `Unknown session "${which.id}" in this world. List the sessions to see their ids.`, {
    field: 'id',
  });
};
