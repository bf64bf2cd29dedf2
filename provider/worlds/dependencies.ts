import type { Engine, Exchange, Persona, PersonaId, TrafficFinding } from '../model/index.ts';
import { type ExchangeContext, type ExchangeLog, localBase, type WorldState } from '../world/index.ts';

/** Dependencies of an in-process world on its lab. */
export interface WorldDependencies {
  readonly url: string;
  readonly personas: readonly Persona[];
  engine(persona: PersonaId): (context: ExchangeContext) => Engine;
  /** Removes the world. */
  drop(id: string): Promise<void>;
  /** Checks revealed exchanges, oldest first. */
  readonly findings?: (exchanges: readonly Exchange[]) => readonly TrafficFinding[] | Promise<readonly TrafficFinding[]>;
}

const silent: ExchangeLog = { note() {}, because() {} };

/** A context without an exchange, for operations from outside. They are not in the wire log. */
export const contextOf = (
  dependencies: WorldDependencies,
  world: WorldState,
  persona: Persona,
  log: ExchangeLog = silent,
): ExchangeContext => ({
  world,
  persona,
  mount: { kind: 'local', base: localBase(dependencies.url, world.id, persona.id) },
  log,
  labUrl: dependencies.url,
});
