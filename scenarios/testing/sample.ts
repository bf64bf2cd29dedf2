import { createHash } from 'node:crypto';
import { LoginLabError } from '../../provider/model/index.ts';

const SAMPLE = /^1\/([1-9]\d*)(?::(.*))?$/s;

/**
 * The part of a long table of tests that runs here: all of it, or, with `LOGINLAB_SAMPLE=1/N:SEED`, about one row in N.
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
  const placeOf = (row: T): number =>
    createHash('sha256')
      .update(`${seed} ${nameOf(row)}`)
      .digest()
      .readUInt32BE();
  return rows.filter((row) => placeOf(row) % Number(of) === 0);
};
