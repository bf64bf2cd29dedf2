import {
  LoginLabError,
  type Persona,
  type PersonaId,
  type PersonInput,
  type RegisteredClient,
  type Seed,
} from '../model/index.ts';
import { inField, makeClient, makePerson, nearestOrAll, type WorldState } from '../world/index.ts';

/** An existing person keeps the subject, so tokens and consents stay valid. */
const personFrom = async (world: WorldState, input: PersonInput, i: number) => {
  const known = await world.people.byKey(input.key);
  return inField(`people[${i}]`, () => makePerson(known ? { sub: known.sub, ...input } : input));
};

const clientsOf = (
  personas: readonly Persona[],
  clients: NonNullable<Seed['clients']>,
): readonly (readonly [PersonaId, RegisteredClient])[] =>
  Object.entries(clients).flatMap(([id, inputs]) => {
    const known = personas.map((persona) => persona.id);
    const persona = personas.find((each) => each.id === id);
    if (persona === undefined) {
      throw new LoginLabError('unknown-id', `Unknown persona "${id}" in this lab${nearestOrAll(id, known)}`, {
        field: `clients.${id}`,
      });
    }
    return inputs.map(
      (input, i) => [persona.id, inField(`clients.${id}[${i}]`, () => makeClient(persona, input, personas))] as const,
    );
  });

/** Validates everything before it stores anything. */
export const plantSeed = async (world: WorldState, personas: readonly Persona[], seed: Seed): Promise<void> => {
  const people = await Promise.all((seed.people ?? []).map((input, i) => personFrom(world, input, i)));
  const clients = clientsOf(personas, seed.clients ?? {});
  const settings = inField('settings', () => world.settings.check(seed.settings ?? {}));
  await world.people.mustHaveRoomFor(people);
  for (const { id } of personas) {
    await world.clients.mustHaveRoomFor(
      id,
      clients.filter(([persona]) => persona === id).map(([, client]) => client),
    );
  }
  for (const [i, person] of people.entries()) await world.people.keep(person, seed.people?.[i]?.password);
  for (const [persona, client] of clients) await world.clients.keep(persona, client);
  world.settings.change(settings);
};
