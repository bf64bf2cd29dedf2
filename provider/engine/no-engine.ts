import { type Engine, oauthOf, type Persona } from '../model/index.ts';

/** The engine of a persona without OAuth. Every call throws `unsupported`. */
export const noEngine = (persona: Persona): Engine => new Proxy({} as Engine, { get: () => () => oauthOf(persona) });
