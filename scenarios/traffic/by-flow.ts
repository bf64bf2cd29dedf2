import type { Exchange } from '../../provider/model/index.ts';

/** The person of each flow, if an exchange of it has one. */
export const personsByFlow = (exchanges: readonly Exchange[]): ReadonlyMap<string, string> =>
  new Map(exchanges.flatMap(({ flow, person }): [string, string][] => (flow && person ? [[flow, person]] : [])));

/** Groups by a key; items without one are left out. */
export const groupBy = <T>(
  all: readonly T[],
  keyOf: (each: T) => string | null | undefined,
): ReadonlyMap<string, readonly T[]> => {
  const groups = new Map<string, T[]>();
  for (const each of all) {
    const key = keyOf(each);
    if (!key) continue;
    const others = groups.get(key);
    if (others) others.push(each);
    else groups.set(key, [each]);
  }
  return groups;
};

/** Exchanges whose key is that of an earlier one. No key is a key like any other. */
export const repeatedBy = (
  exchanges: readonly Exchange[],
  keyOf: (each: Exchange) => string | undefined,
): readonly Exchange[] => {
  const seen = new Set<string | undefined>();
  return exchanges.filter((each) => {
    const key = keyOf(each);
    const isRepeated = seen.has(key);
    seen.add(key);
    return isRepeated;
  });
};

export const idsOf = (exchanges: readonly Exchange[]): string[] => exchanges.map(({ id }) => id);
