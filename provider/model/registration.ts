import type { ZodObject } from 'zod';
import type { PersonaId } from './ids.ts';
import type { Client } from './people.ts';

type Declared = LoginLabPersonas[PersonaId]['registration'];
type KeysOf<T> = T extends unknown ? keyof T : never;
type ValueOf<T, K extends PropertyKey> = T extends unknown ? (K extends keyof T ? T[K] : never) : never;

/** Settings that some persona lets an app choose. Which of them a client takes is checked by its persona. */
export type RegistrationSettings = { readonly [K in KeysOf<Declared>]?: Exclude<ValueOf<Declared, K>, undefined> };

/** A client with the settings of its persona beside what every client has, as it goes over the control API. */
export type RegisteredClient = Client & RegistrationSettings;

/** What an app chooses at one vendor, besides what every client has. */
export interface Registration {
  /** A strict object; its descriptions are the documentation. */
  readonly schema: ZodObject;
  /** Settings that follow from the rest of the registration when they are left out. */
  readonly defaults?: (client: Client) => Readonly<Record<string, unknown>>;
}
