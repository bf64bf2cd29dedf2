/** Names of the sets that hold each element: the scenarios that kill each mutant. */
export type Killers = ReadonlyMap<string, ReadonlySet<string>>;

const isSubset = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean => [...one].every((each) => other.has(each));

const withoutKilled = (killers: Killers, by: string): Killers => new Map([...killers].filter(([, own]) => !own.has(by)));

/** The only killer of some mutant: it is in every cover. */
const essentialOf = (killers: Killers): string | undefined => {
  for (const own of killers.values()) if (own.size === 1) return [...own][0];
  return undefined;
};

/** Mutants that every killer of another one kills too say nothing more. */
const withoutImplied = (killers: Killers): Killers => {
  const kept: [string, ReadonlySet<string>][] = [];
  for (const [mutant, own] of [...killers].toSorted(([, one], [, other]) => one.size - other.size))
    if (!kept.some(([, smaller]) => isSubset(smaller, own))) kept.push([mutant, own]);
  return new Map(kept);
};

/** Most killed first, then by name: the same cover comes out each time. */
const byReach = (killers: Killers): readonly string[] => {
  const reach = new Map<string, number>();
  for (const own of killers.values()) for (const killer of own) reach.set(killer, (reach.get(killer) ?? 0) + 1);
  return [...reach].toSorted(([a, most], [b, fewer]) => fewer - most || a.localeCompare(b)).map(([killer]) => killer);
};

/** No cover is smaller than so many mutants that share no killer. */
const leastOf = (killers: Killers): number => {
  const used = new Set<string>();
  let apart = 0;
  for (const own of killers.values()) {
    if ([...own].some((killer) => used.has(killer))) continue;
    apart += 1;
    for (const killer of own) used.add(killer);
  }
  return apart;
};

/** The smallest cover with fewer than `limit` sets; undefined if there is none. */
const coverBelow = (all: Killers, limit: number): readonly string[] | undefined => {
  const killers = withoutImplied(all);
  if (killers.size === 0) return limit > 0 ? [] : undefined;
  if (leastOf(killers) >= limit) return undefined;
  const essential = essentialOf(killers);
  const [hardest = new Set<string>()] = [...killers.values()];
  const tried = essential === undefined ? byReach(killers).filter((killer) => hardest.has(killer)) : [essential];
  let best: readonly string[] | undefined;
  for (const killer of tried) {
    const rest = coverBelow(withoutKilled(killers, killer), (best?.length ?? limit) - 1);
    if (rest) best = [killer, ...rest];
  }
  return best;
};

/** The fewest sets that hold every element together, in the order of their names. Throws for an element that no set holds. */
export const smallestCover = (killers: Killers): readonly string[] => {
  const alone = [...killers].filter(([, own]) => own.size === 0).map(([mutant]) => mutant);
  if (alone.length > 0) throw new Error(`Nothing kills ${alone.join(', ')}.`);
  return (coverBelow(killers, Number.POSITIVE_INFINITY) ?? []).toSorted();
};
