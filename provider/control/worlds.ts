import { LoginLabError, type PersonaHandle, type PersonaId, type StoryPlayer, type World } from '../model/index.ts';
import type { Registrar } from '../world/clients.ts';
import { nearest } from '../world/settings.ts';
import { NotFound } from './problem.ts';

/** The worlds of one lab, as the control API needs them. */
export interface ControlWorlds {
  readonly personas: readonly PersonaId[];
  /** The same, with the settings that their clients take. */
  readonly registrars: readonly Registrar[];
  open(): Promise<World>;
  find(id: string): Promise<World | undefined>;
  /** Ids of the open worlds. */
  list(): Promise<readonly string[]>;
  close(id: string): Promise<void>;
  /** Plays stories; left out of a lab without any. */
  readonly stories?: StoryPlayer | undefined;
  /** What else the lab tells about itself, as JSON. */
  info(): object;
  /** Called with every internal error. The caller gets its message too. */
  failed?(error: unknown): void;
}

/** The world of this id. Throws `world-gone`. */
export const worldIn = async (worlds: ControlWorlds, id: string): Promise<World> => {
  const world = await worlds.find(id);
  if (world !== undefined) return world;
  throw new NotFound(
    'world-gone',
    `World "${id}" is not open here: it was closed, closed after an hour without use, or never opened. GET /_lab/worlds lists the open ones, POST /_lab/worlds opens one.`,
  );
};

/** The persona that an address names, in a world. Throws `unknown-id`. */
export const personaIn = (worlds: ControlWorlds, world: World, id: string): PersonaHandle => {
  const persona = worlds.personas.find((known) => known === id);
  if (persona === undefined) throw new NotFound('unknown-id', unknownPersona(worlds, id));
  return world[persona];
};

/** A body with its persona, if it names one, known to be one of this lab. Throws `unknown-id`. */
export const withKnownPersona = <B extends { readonly persona?: string | undefined }>(
  worlds: ControlWorlds,
  body: B,
): Omit<B, 'persona'> & { readonly persona?: PersonaId } => {
  const { persona: named, ...rest } = body;
  if (named === undefined) return rest;
  const persona = worlds.personas.find((known) => known === named);
  if (persona === undefined) throw new LoginLabError('unknown-id', unknownPersona(worlds, named), { field: 'persona' });
  return { ...rest, persona };
};

/** A seed whose clients are all of personas of this lab. Throws `unknown-id`. */
export const withKnownPersonas = <S extends { readonly clients?: Readonly<Record<string, unknown>> }>(
  { personas }: ControlWorlds,
  seed: S,
): S => {
  for (const id of Object.keys(seed.clients ?? {})) {
    if (personas.some((known) => known === id)) continue;
    throw new LoginLabError('unknown-id', unknownPersona({ personas }, id), { field: `clients.${id}` });
  }
  return seed;
};

const unknownPersona = ({ personas }: Pick<ControlWorlds, 'personas'>, found: string): string =>
  `Unknown persona "${found}"; this lab has ${personas.join(', ')}${nearest(found, personas)}`;
