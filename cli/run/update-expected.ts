import { writeFile } from 'node:fs/promises';
import { countRun, type Expectation, type RunResult } from '../../scenarios/model/index.ts';
import { fileToUpdate, type LoadedConfig, readExpectations } from '../config/index.ts';
import { EXIT } from '../exit-codes.ts';
import { forUser } from '../paths.ts';

const named = ({ scenario, variant, check, cause, app, persona, verdict }: Expectation): string =>
  `${scenario}${variant ? `:${variant}` : ''}${check ? ` / ${check}` : ''} of ${app} with ${persona}: ${verdict}${cause ? `: ${cause}` : ''}`;

/** Writes the deviations of a run into the list of expectations and says what changed. Returns the exit code. */
export const updateExpected = async (run: RunResult, loaded: LoadedConfig, expected: string | undefined): Promise<number> => {
  const { updateExpectations } = await import('../../scenarios/runner/index.ts');
  const file = fileToUpdate(loaded, expected);
  const { entries, added, removed } = updateExpectations(await readExpectations(file), run);
  for (const entry of removed) console.error(`- ${named(entry)}`);
  for (const entry of added) console.error(`+ ${named(entry)}`);
  if (added.length + removed.length === 0) console.error(`${forUser(file)} is up to date.`);
  else await writeFile(file, `${JSON.stringify(entries, null, 2)}\n`);
  if (added.length > 0) console.error(`Written to ${forUser(file)}. Add the reason to each new entry.`);
  const { inconclusive, unjudged } = countRun(run);
  return inconclusive + unjudged > 0 ? EXIT.broken : EXIT.held;
};
