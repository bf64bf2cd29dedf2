import { fieldOf, LoginLabError, type Persona, type Snapshot } from '../model/index.ts';
import { snapshotSchema } from '../personas/schemas.ts';
import { inField, keysOf, nearestOrAll, ROW_KINDS, type WorldState } from '../world/index.ts';
import { checkUse } from './snapshot-use.ts';

type StoredRows = Parameters<WorldState['rows']['restore']>[1];

const KINDS = ROW_KINDS.map(({ kind }) => kind);

/** Returns the state of a world without its wire log. */
export const takeSnapshot = async (world: WorldState): Promise<Snapshot> => {
  const rows = await Promise.all(KINDS.map(async (kind) => [kind, await world.rows.kept(kind)] as const));
  const rotations = Object.entries(world.keyRotations()).filter(([, { current }]) => current > 0);
  const taken = {
    loginlab: 1,
    agedSeconds: world.agedSeconds,
    shiftedSeconds: world.shiftMs / 1000,
    followers: world.followers.declared,
    ...(world.shortLifetimeSeconds !== undefined && { shortLifetimeSeconds: world.shortLifetimeSeconds }),
    ...(world.mailbox.dropped > 0 && { droppedMail: world.mailbox.dropped }),
    flows: world.flows,
    settings: world.settings.changed(),
    faults: world.faults.list(),
    keys: Object.fromEntries(rotations),
    rows: Object.fromEntries(rows.filter(([, kept]) => kept.length > 0)),
  };
  return structuredClone(taken) as Snapshot; // the store returns its own objects
};

const wrong = (field: string, message: string): LoginLabError =>
  new LoginLabError('usage', `The snapshot is invalid: ${message}`, { field });

const readSnapshot = (input: unknown): Snapshot => {
  const { data, error } = snapshotSchema().safeParse(input);
  if (data) return data;
  const [issue] = error.issues;
  const field = fieldOf(issue?.path ?? []);
  throw wrong(field, `${field || 'the whole document'}: ${issue?.message}.`);
};

const checkKinds = ({ rows }: Snapshot): void => {
  for (const kind of Object.keys(rows)) {
    if (!KINDS.includes(kind)) throw wrong(`rows.${kind}`, `unknown row kind "${kind}"${nearestOrAll(kind, KINDS)}`);
  }
};

/** Rejects a snapshot with personas that this lab does not have. */
const checkPersonas = ({ rows, keys }: Snapshot, personas: readonly Persona[]): void => {
  const known: readonly string[] = personas.map(({ id }) => id);
  const places = Object.entries(rows).flatMap(([kind, kept]) =>
    kept.map((row, at) => ({ persona: row.keys.persona, field: `rows.${kind}[${at}].keys.persona` })),
  );
  for (const persona of Object.keys(keys)) places.push({ persona, field: `keys.${persona}` });
  const foreign = places.find(({ persona }) => persona !== undefined && !known.includes(persona));
  if (foreign)
    throw wrong(
      foreign.field,
      `it has the persona "${foreign.persona}", but this lab has ${known.join(', ')}. Open this lab with the personas of the snapshot.`,
    );
};

/** A person is found by what they are; a snapshot of an earlier version does not name it all. */
const rowsOf = ({ rows }: Snapshot, kind: string): StoredRows => {
  const kept = (rows[kind] ?? []) as StoredRows;
  if (kind !== 'Person') return kept;
  return kept.map((row) => ({ ...row, keys: keysOf(row.payload as unknown as Parameters<typeof keysOf>[0]) }));
};

/** Replaces the state of a world by a snapshot and clears the wire log. Throws `usage` or `unknown-id` with the field, without changes. */
export const restoreSnapshot = async (world: WorldState, personas: readonly Persona[], input: Snapshot): Promise<void> => {
  const snapshot = readSnapshot(input);
  checkKinds(snapshot);
  checkPersonas(snapshot, personas);
  const settings = inField('settings', () => world.settings.check(snapshot.settings));
  await checkUse(world, personas, snapshot);
  for (const kind of KINDS) await world.rows.restore(kind, rowsOf(snapshot, kind));
  world.settings.reset();
  world.settings.change(settings);
  world.faults.restore(snapshot.faults);
  world.restoreKeyRotation(snapshot.keys as Parameters<typeof world.restoreKeyRotation>[0]);
  world.restoreAge(snapshot.agedSeconds);
  world.shiftMs = snapshot.shiftedSeconds * 1000;
  await world.followers.reset(world.shiftMs);
  for (const follower of snapshot.followers) world.followers.add(follower);
  world.shortLifetimeSeconds = snapshot.shortLifetimeSeconds;
  world.flows = snapshot.flows;
  world.mailbox.dropped = snapshot.droppedMail ?? 0;
  world.mailbox.wake();
  world.recorder.clear();
};
