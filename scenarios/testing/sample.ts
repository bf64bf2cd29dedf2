import { createHash } from 'node:crypto';
import { LoginLabError } from '../../provider/model/index.ts';

const SAMPLE = /^1\/([1-9]\d*)(?::(.*))?$/s;

/**
 * The part of a long table of tests that runs here: all of it, or, with `LOGINLAB_SAMPLE=1/N:SEED`, one row in N, rounded up.
 * Another seed chooses other rows; `.ci/run` takes the commit.
 */
export const sampled = <T>(
  rows: readonly T[],
  nameOf: (row: T) => string,
  sample: string | undefined = process.env.LOGINLAB_SAMPLE,
): readonly T[] => {
  if (sample === undefined || sample === '') return rows;
  const [, of, seed = ''] = SAMPLE.exec(sample) ?? [];
  if (of === undefined) {
    throw new LoginLabError('usage', `LOGINLAB_SAMPLE: expected 1/N or 1/N:SEED, found "${sample}".`, {
      field: 'LOGINLAB_SAMPLE',
    });
  }
  const placeOf = (row: T): string =>
    createHash('sha256')
      .update(`${seed} ${nameOf(row)}`)
      .digest('hex');
  const shuffled = rows.toSorted((one, other) => placeOf(one).localeCompare(placeOf(other)));
  const chosen = new Set(shuffled.slice(0, Math.ceil(rows.length / Number(of))));
  return rows.filter((row) => chosen.has(row));
};
