import path from 'node:path';
import { shellQuoted } from '../../provider/model/index.ts';
import type { RunResult, ScenarioResult } from '../../scenarios/model/index.ts';
import type { ClientPair } from '../../scenarios/stories/index.ts';
import { isOurScript, packageFolder, userFolder } from '../paths.ts';

/** How the user started Login Lab, so that the printed command works in their working directory. */
export const howStarted = (): string => {
  if (isOurScript())
    return isBelow(userFolder(), packageFolder)
      ? 'npm run -s loginlab --'
      : `npm --prefix ${shellQuoted(packageFolder)} run -s loginlab --`;
  return process.env.npm_lifecycle_event === undefined ? 'loginlab' : 'npx loginlab';
};

const isBelow = (folder: string, above: string): boolean => !path.relative(above, folder).startsWith('..');

/** Adds a config that was named to the reproduce command; one that was found by search is found again. */
export const withConfigFlag = (run: RunResult, config: string | undefined): RunResult => {
  if (config === undefined) return run;
  const flag = ` --config ${shellQuoted(config)}`;
  return { ...run, results: run.results.map((result) => ({ ...result, reproduce: result.reproduce + flag })) };
};

/** A client with a bug that a story put in is in no config: its story is run again. */
export const withStory = (
  run: RunResult,
  stories: readonly { readonly id: string; readonly pairs: readonly ClientPair[] }[],
): RunResult => {
  const of = (result: ScenarioResult) =>
    stories.find(({ pairs }) =>
      pairs.some(
        ({ bite, naiveApp, scenario }) => bite.mutant !== undefined && naiveApp === result.app.id && scenario === result.scenario,
      ),
    );
  return {
    ...run,
    results: run.results.map((result) => {
      const story = of(result);
      return story === undefined ? result : { ...result, reproduce: `${howStarted()} run --story ${story.id}` };
    }),
  };
};
