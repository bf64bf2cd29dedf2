import path from 'node:path';
import { forUser, fromUser } from '../paths.ts';
import { chosenFormats } from '../run/chosen-formats.ts';
import { openReportsFolder } from '../run/reports-folder.ts';
import { openRun, runFileOf } from './open-run.ts';

export interface RenderOptions {
  readonly format?: readonly string[];
  readonly out?: string;
}

/** Makes the reports of a run again, beside it or in another folder. Rejects with `usage`. */
export const renderAgain = async (named: string, { format, out }: RenderOptions): Promise<void> => {
  const formats = await chosenFormats(format);
  const run = await openRun(named, 'RUN');
  const folder = out === undefined ? path.dirname(runFileOf(named)) : fromUser(out);
  await using reports = await openReportsFolder(folder, formats);
  console.log(`Reports are in ${forUser(folder)}; open ${forUser(await reports.write(run))}`);
};
