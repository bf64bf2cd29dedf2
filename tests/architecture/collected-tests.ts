import path from 'node:path';
import { createVitest, type TestModule } from 'vitest/node';
import { ROOT } from './source-files.ts';

/** Names of the tests in a file that would run, without those that are skipped or still to be written. */
const namesIn = (file: TestModule): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const test of file.children.allTests()) if (test.options.mode === 'run') names.add(test.name);
  return names;
};

/**
 * By file, from the root: the tests that Vitest would run. It loads the files and asks them, so that nothing counts that
 * it would not run: a test that is skipped or commented out, or one in a file that `vitest.config.ts` does not include.
 * `include` stands in for what the config includes.
 */
export const collectTests = async (
  files: readonly string[],
  include?: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> => {
  const { LOGINLAB_SAMPLE: sample } = process.env;
  process.env.LOGINLAB_SAMPLE = ''; // what a sample leaves out runs elsewhere
  const vitest = await createVitest({
    root: ROOT,
    watch: false,
    reporters: [],
    maxWorkers: 1,
    isolate: false,
    ...(include && { include: [...include] }),
  });
  try {
    const { testModules, unhandledErrors } = await vitest.collect(
      files.map((file) => path.join(ROOT, file)),
      { staticParse: false },
    );
    if (unhandledErrors.length > 0) throw new AggregateError(unhandledErrors, 'Vitest could not load the tests');
    return new Map(testModules.map((file) => [path.relative(ROOT, file.moduleId).replaceAll('\\', '/'), namesIn(file)]));
  } finally {
    if (sample !== undefined) process.env.LOGINLAB_SAMPLE = sample;
    await vitest.close();
  }
};
