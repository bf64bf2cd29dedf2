import type { Client, LoginConfiguration } from '../../model/index.ts';

/** The saved configuration that a dialog request names with `config_id`; undefined when the app has none of that id. */
export const configurationOf = (
  client: Client | undefined,
  { config_id: id }: Readonly<Record<string, string>>,
): LoginConfiguration | undefined => {
  const saved = client?.configurations ?? {};
  return id !== undefined && Object.hasOwn(saved, id) ? saved[id] : undefined;
};
