import type { PersonaId } from '../../provider/model/index.ts';
import type { ApiEnv } from './api.ts';
import type { SmtpEnv } from './smtp.ts';

/** Addresses and credentials of a persona, for the environment of an app. */
export interface PersonaEnv {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
  readonly apiBase: string;
}

/** What `env` gets: each persona by its id, the APIs by their names, and an SMTP server. */
export type EnvValues = Readonly<Record<PersonaId, PersonaEnv>> & {
  readonly apis: Readonly<Record<string, ApiEnv>>;
  readonly smtp: SmtpEnv;
};

/** What `env` gets of each persona. */
export const PERSONA_VALUES = {
  issuer:
    "issuer, and base address of everything that the persona serves locally; with `connect: 'preload'` and `'proxy'` the vendor's own issuer",
  clientId: 'id of the client that is registered for this run',
  clientSecret: 'its secret; empty for public clients',
  redirectUri: 'its redirect URI: address of the app and redirectPath; without one `/callback/` and the id of the persona',
  apiBase: "the persona's APIs are below this address; with `connect: 'preload'` and `'proxy'` the vendor's own",
} as const satisfies Record<keyof PersonaEnv, string>;
