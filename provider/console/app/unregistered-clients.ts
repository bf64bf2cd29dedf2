import type { Client, Exchange, Suggestion } from '../../model/index.ts';

const keyOf = ({ persona, register }: Suggestion): string => `${persona} ${register.clientId}`;

const isKnown = (clients: readonly Client[], { persona, register }: Suggestion): boolean => {
  const client = clients.find((each) => each.persona === persona && each.clientId === register.clientId);
  return client !== undefined && register.redirectUris.every((uri) => client.redirectUris.includes(uri));
};

/** What was refused for want of a registration and still would be: the last suggestion for each client, the latest first. */
export const readNewcomers = (exchanges: readonly Exchange[], clients: readonly Client[]): readonly Suggestion[] => {
  const latest = exchanges.toReversed().flatMap(({ suggestion }) => suggestion ?? []);
  const first = latest.filter((each, index) => latest.findIndex((other) => keyOf(other) === keyOf(each)) === index);
  return first.filter((suggestion) => !isKnown(clients, suggestion));
};
