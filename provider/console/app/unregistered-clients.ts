import type { Client, Exchange, Suggestion } from '../../model/index.ts';

const keyOf = ({ persona, register }: Suggestion): string => `${persona} ${register.clientId}`;

const isKnown = (clients: readonly Client[], { persona, register }: Suggestion): boolean => {
  const client = clients.find((each) => each.persona === persona && each.clientId === register.clientId);
  if (client === undefined || !register.redirectUris.every((uri) => client.redirectUris.includes(uri))) return false;
  const settings = Object.entries(register.settings ?? {});
  return settings.every(([name, value]) => JSON.stringify(Reflect.get(client, name)) === JSON.stringify(value));
};

/** Clients and redirect URIs that were refused and are still not registered: the last suggestion per client, the latest first. */
export const readUnregistered = (exchanges: readonly Exchange[], clients: readonly Client[]): readonly Suggestion[] => {
  const latest = exchanges.toReversed().flatMap(({ suggestion }) => suggestion ?? []);
  const first = latest.filter((each, index) => latest.findIndex((other) => keyOf(other) === keyOf(each)) === index);
  return first.filter((suggestion) => !isKnown(clients, suggestion));
};
