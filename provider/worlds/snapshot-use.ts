import { LoginLabError, type Person, type Persona, type Snapshot } from '../model/index.ts';
import {
  inField,
  LONGEST_SECONDS,
  MOST_CLIENTS,
  makeClient,
  makePerson,
  mustFitTogether,
  proveKey,
  type SigningKey,
  type WorldState,
} from '../world/index.ts';

const wrong = (field: string, message: string): LoginLabError =>
  new LoginLabError('usage', `The snapshot is invalid: ${message}`, { field });

type Rows = Snapshot['rows'][string];

/** The place of the first value that stood before. */
const firstTwice = (values: readonly (string | undefined)[]): number => {
  const seen = new Set<string>();
  return values.findIndex((value) => value !== undefined && (seen.has(value) || !seen.add(value)));
};

const checkIds = (place: string, ids: readonly string[]): void => {
  const at = firstTwice(ids);
  if (at >= 0) throw wrong(`${place}[${at}].id`, `${place}[${at}].id: "${ids[at]?.slice(0, 80)}" is there twice.`);
};

/** A row is found by its id and its keys, and must not tell of another. */
const checkPlace = (place: string, found: string | undefined, expected: string): void => {
  if (found !== expected) throw wrong(place, `${place}: expected "${expected}", found "${found ?? ''}".`);
};

const checkPeople = (rows: Rows): void => {
  for (const [i, { id, keys, payload }] of rows.entries()) {
    const place = `rows.Person[${i}]`;
    const { key, sub } = inField(`${place}.payload`, () => makePerson(payload as unknown as Parameters<typeof makePerson>[0]));
    checkPlace(`${place}.id`, id, key);
    checkPlace(`${place}.keys.sub`, keys.sub, sub);
  }
  inField('rows.Person', () => mustFitTogether(rows.map(({ payload }) => payload as unknown as Person)));
};

const checkClients = (rows: Rows, personas: readonly Persona[]): void => {
  for (const persona of personas) {
    const count = rows.filter(({ keys }) => keys.persona === persona.id).length;
    if (count > MOST_CLIENTS)
      throw wrong('rows.Client', `it has ${count} clients of ${persona.id}; a persona has at most ${MOST_CLIENTS}.`);
  }
  for (const [i, { id, keys, payload }] of rows.entries()) {
    const place = `rows.Client[${i}]`;
    const persona = personas.find((each) => each.id === payload.persona);
    if (!persona) throw wrong(`${place}.payload.persona`, `this lab has no persona "${String(payload.persona)}".`);
    const input = payload as unknown as Parameters<typeof makeClient>[1];
    const { clientId } = inField(`${place}.payload`, () => makeClient(persona, input, personas));
    checkPlace(`${place}.id`, id, `${persona.id}:${clientId}`);
    checkPlace(`${place}.keys.persona`, keys.persona, persona.id);
  }
};

/** A key that cannot sign would break every login. */
const checkKeys = async (world: WorldState, { keys }: Snapshot): Promise<void> => {
  for (const [persona, rotation] of Object.entries(keys)) {
    try {
      const made = rotation.made as readonly SigningKey[];
      world.keys(persona as Persona['id']).check({ ...rotation, made });
      for (const key of made) await proveKey(key);
    } catch (cause) {
      throw wrong(`keys.${persona}`, `its keys cannot be used: ${cause instanceof Error ? cause.message : String(cause)}.`);
    }
  }
};

const checkTimes = (snapshot: Snapshot): void => {
  for (const name of ['agedSeconds', 'shiftedSeconds'] as const) {
    if (snapshot[name] > LONGEST_SECONDS)
      throw wrong(name, `${name} is ${snapshot[name]}; at most 10 years (${LONGEST_SECONDS}) are possible.`);
  }
};

/** Rejects what has the shape of a snapshot and could not be used: no call of the lab makes it. Throws `usage` with the field. */
export const checkUse = async (world: WorldState, personas: readonly Persona[], snapshot: Snapshot): Promise<void> => {
  const { rows, faults } = snapshot;
  checkTimes(snapshot);
  for (const [kind, kept] of Object.entries(rows))
    checkIds(
      `rows.${kind}`,
      kept.map(({ id }) => id),
    );
  checkIds(
    'faults',
    faults.map(({ id }) => id),
  );
  checkPeople(rows.Person ?? []);
  checkClients(rows.Client ?? [], personas);
  await checkKeys(world, snapshot);
};
