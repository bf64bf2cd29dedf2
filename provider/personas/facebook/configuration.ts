import type { Client } from '../../model/index.ts';
import { type LoginConfiguration, registrationOf } from './registration.ts';

/** The saved configuration that a dialog request names with `config_id`; undefined when the app has none of that id. */
export const configurationOf = (
  client: Client | undefined,
  { config_id: id }: Readonly<Record<string, string>>,
): LoginConfiguration | undefined => {
  const saved = registrationOf(client).configurations ?? {};
  return id !== undefined && Object.hasOwn(saved, id) ? saved[id] : undefined;
};
