import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createLab } from './built.ts';

const MEBIBYTE = 1024 * 1024;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const heapMiB = (): number => {
  collectGarbage();
  return process.memoryUsage().heapUsed / MEBIBYTE;
};

/** Milliseconds that opening a world takes, and MiB of heap of 1,000 worlds with the tokens of one login each. */
export const measureWorlds = async (): Promise<{ readonly openMs: number; readonly thousandMiB: number }> => {
  await using lab = await createLab({ personas: ['google'] });
  await lab.default.google.mint({ as: 'ana' });
  const before = heapMiB();
  const start = performance.now();
  const worlds = [];
  for (let i = 0; i < 1000; i++) worlds.push(await lab.world());
  const openMs = (performance.now() - start) / 1000;
  for (const world of worlds) await world.google.mint({ as: 'ana' });
  return { openMs, thousandMiB: heapMiB() - before };
};
