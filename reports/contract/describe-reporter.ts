import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RunResult } from '../../scenarios/model/index.ts';
import { json } from '../formats/json.ts';
import type { Reporter } from '../index.ts';
import { readRun } from '../read-run.ts';
import { hostileTwists, knownAttacks, makeHostile } from './hostile-run.ts';
import { besideOf, type RenderedFile, rendered } from './rendered.ts';
import { readRealRun, readSampleRun } from './sample-run.ts';

const deepFreeze = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
};

/** Fails unless the files are valid in their format and describe the run. */
type Read = (files: readonly RenderedFile[], run: RunResult) => void;

/** Reads a format, given what its reporter makes of the sample run. Each `read-FORMAT.ts` of this folder exports one as `reader`. */
export type Reader = (sample: readonly RenderedFile[]) => Read;

/** The contract of every reporter. */
export const describeReporter = (name: string, reporter: Reporter, read: Read): void => {
  describe(`the ${name} reporter`, () => {
    test('is known by its format', () => {
      expect(reporter.format).toBe(name);
    });

    test('renders the sample', () => {
      read(rendered(reporter, readSampleRun()), readSampleRun());
    });

    test('gives the same bytes for the same run and does not change the run', () => {
      expect(rendered(reporter, deepFreeze(readSampleRun()))).toEqual(rendered(reporter, readSampleRun()));
    });

    test('gives the same bytes from the run.json that was written', () => {
      for (const run of [readSampleRun(), readRealRun()]) {
        const files = rendered(json, run);
        const again = readRun(files[0]?.content ?? '', besideOf(files));
        expect(rendered(reporter, again)).toEqual(rendered(reporter, run));
      }
    });

    test('writes only into its own folder', () => {
      for (const { path } of reporter.render(readSampleRun())) expect(path).toMatch(/^([a-z0-9-]+\/)?[a-z0-9-]+(\.[a-z0-9-]+)+$/);
    });

    test('names its files before there is a run', () => {
      expect(reporter.render(readSampleRun()).map(({ path }) => path)).toEqual(reporter.files);
    });

    test('renders a run in which nothing was selected', () => {
      expect(rendered(reporter, { ...readSampleRun(), results: [], exchanges: {} }).length).toBeGreaterThan(0);
    });

    test('stays valid for any text in a run', () => {
      fc.assert(
        fc.property(hostileTwists, (twist) => {
          const run = makeHostile(readSampleRun(), twist);
          read(rendered(reporter, run), run);
        }),
        { numRuns: 60, examples: knownAttacks },
      );
    });
  });
};
