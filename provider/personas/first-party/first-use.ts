import type { Ports } from '../../model/index.ts';

/** True for the first use of an id among the values of a name. Of several uses at once exactly one is the first. */
export const isFirstUse = (name: string, id: string, ports: Ports): Promise<boolean> =>
  ports.inTurn(name, async () => {
    const used = ports.collection<{ readonly isUsed: true }>(name);
    if (await used.find(id)) return false;
    await used.put(id, { isUsed: true });
    return true;
  });
