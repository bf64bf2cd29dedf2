import type { Client } from '../../model/index.ts';
import { type LoginConfiguration, registrationOf } from './registration.ts';

/** Returns the configuration of `config_id`. Undefined if the app has none with that id. */
export const configurationOf = (
  client: Client | undefined,
  { config_id: id }: Readonly<Record<string, string>>,
): LoginConfiguration | undefined => {
  const saved = registrationOf(client).configurations ?? {};
  return id !== undefined && Object.hasOwn(saved, id) ? saved[id] : undefined;
};
