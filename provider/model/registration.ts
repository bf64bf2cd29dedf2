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

/** The client settings of one persona. */
export interface Registration {
  /** A strict object; its descriptions are the documentation. */
  readonly schema: ZodObject;
  /** Default settings that depend on the rest of the registration. */
  readonly defaults?: (client: Client) => Readonly<Record<string, unknown>>;
  /** Settings of a client that may get tokens for these APIs, by their identifiers. Absent if the vendor keeps no such list. */
  readonly forAudiences?: (audiences: readonly string[]) => RegistrationSettings;
}
