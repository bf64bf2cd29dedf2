/** Does something with each item, with so many at a time; results are in the order of the items. */
export const inParallel = async <T, R>(
  items: readonly T[],
  workers: number,
  action: (item: T) => Promise<R>,
): Promise<readonly R[]> => {
  const results: R[] = [];
  const queue = items.entries();
  const work = async (): Promise<void> => {
    for (const [place, item] of queue) results[place] = await action(item);
  };
  await Promise.all(Array.from({ length: Math.min(workers, items.length) }, work));
  return results;
};
