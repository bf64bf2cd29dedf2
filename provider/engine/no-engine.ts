import { type Engine, oauthOf, type Persona } from '../model/index.ts';

/** In the place of an engine for a persona that speaks no OAuth: whoever asks anything of it is told so. */
export const noEngine = (persona: Persona): Engine => new Proxy({} as Engine, { get: () => () => oauthOf(persona) });
