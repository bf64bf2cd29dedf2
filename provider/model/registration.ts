import type { ZodObject } from 'zod';
import type { PersonaId } from './ids.ts';
import type { Client } from './people.ts';

type Declared = LoginLabPersonas[PersonaId]['registration'];
type KeysOf<T> = T extends unknown ? keyof T : never;
type ValueOf<T, K extends PropertyKey> = T extends unknown ? (K extends keyof T ? T[K] : never) : never;

/** Client settings of all personas. The persona of a client checks which ones apply. */
export type RegistrationSettings = { readonly [K in KeysOf<Declared>]?: Exclude<ValueOf<Declared, K>, undefined> };

/** A client with the settings of its persona, as the control API transfers it. */
export type RegisteredClient = Client & RegistrationSettings;

/** An app that is registered for its tests: where it is, and the identifiers of the APIs that it calls. */
export interface AppUnderTest {
  readonly origin: string;
  readonly audiences: readonly string[];
}

/** The client settings of one persona. */
export interface Registration {
  /** A strict object; its descriptions are the documentation. */
  readonly schema: ZodObject;
  /** Default settings that depend on the rest of the registration. */
  readonly defaults?: (client: Client) => Readonly<Record<string, unknown>>;
  /** Settings of an app that is registered for its tests: what its owner would have entered for it. */
  readonly forApp?: (app: AppUnderTest) => RegistrationSettings;
}
