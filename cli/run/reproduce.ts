import path from 'node:path';
import { shellQuoted } from '../../provider/model/index.ts';
import type { RunResult } from '../../scenarios/model/index.ts';
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
