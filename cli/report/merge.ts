import path from 'node:path';
import { LoginLabError } from '../../provider/model/index.ts';
import { EXIT } from '../exit-codes.ts';
import { forUser, fromUser } from '../paths.ts';
import { chosenFormats } from '../run/chosen-formats.ts';
import { annotate, holdCommands } from '../run/github.ts';
import { printOutcome } from '../run/print-outcome.ts';
import { openReportsFolder } from '../run/reports-folder.ts';
import { appendStepSummary } from '../run/step-summary.ts';
import { openRun, runFileOf } from './open-run.ts';

export interface MergeOptions {
  readonly format?: readonly string[];
  readonly out: string;
  readonly quiet?: true;
}

/** The whole would replace one of its parts. */
const refuseOwnFolder = (named: readonly string[], folder: string): void => {
  if (!named.some((each) => path.dirname(runFileOf(each)) === folder)) return;
  const message = `--out: ${forUser(folder)} holds one of the parts, which the whole would replace. Choose another folder: --out FOLDER`;
  throw new LoginLabError('usage', message, { field: '--out' });
};

/** Joins the parts of a run, and reports the whole as `run` would. Returns the exit code. Rejects with `usage`. */
export const merge = async (named: readonly string[], { format, out, quiet }: MergeOptions): Promise<number> => {
  using _held = holdCommands();
  const formats = await chosenFormats(format);
  const folder = fromUser(out);
  refuseOwnFolder(named, folder);
  const { mergeRuns } = await import('../../scenarios/runner/index.ts');
  const runs = await Promise.all(
    named.map(async (each) => ({ name: forUser(runFileOf(each)), run: await openRun(each, 'RUN') })),
  );
  const whole = mergeRuns(runs);
  await using reports = await openReportsFolder(folder, formats);
  const opened = await reports.write(whole);
  await appendStepSummary(whole);
  await annotate(whole);
  await printOutcome(whole, { folder, opened, quiet: quiet ?? false });
  return whole.summary.red ? EXIT.broken : EXIT.held;
};
