import { LabCommand, type SetExitCode } from '../lab-command.ts';
import { readList } from '../option-values.ts';
import type { FixOptions } from '../report/fix.ts';
import type { MergeOptions } from '../report/merge.ts';
import type { RenderOptions } from '../report/render.ts';

const FORMATS = 'reports to write in addition to run.json; all of them: loginlab list formats';

const fixCommand = (): LabCommand => {
  const command = new LabCommand('fix');
  command
    .description('show one failed result of a run: its requests, the fix, and a Vitest test to paste')
    .argument('<id>', 'refresh/single-flight, or with a variant: refresh/transient-failure-keeps-session:503')
    .option('--run <file>', 'run.json of the run, or its folder', 'reports/out/run.json')
    .option('--app <id>', 'of this app')
    .option('--persona <id>', 'with this persona')
    .action(async (id: string, options: FixOptions) => {
      const { explainFix } = await import('../report/fix.ts');
      console.log(await explainFix(id, options));
    });
  return command;
};

const mergeCommand = (setExitCode: SetExitCode): LabCommand => {
  const command = new LabCommand('merge');
  command
    .description('join the parts of a run (`run --shard 1/3` to `3/3`) and report the whole; exits as the whole run would')
    .argument('<runs...>', 'the folders of all parts, or their run.json')
    .option('--format <list>', FORMATS, readList('--format'))
    .option('--out <folder>', 'folder for the reports', 'reports/out')
    .option('--quiet', 'print only what is red, and the summary')
    .action(async (runs: readonly string[], options: MergeOptions) => {
      const { merge } = await import('../report/merge.ts');
      setExitCode(await merge(runs, options));
    });
  return command;
};

const renderCommand = (): LabCommand => {
  const command = new LabCommand('render');
  command
    .description('make the reports of a run again from its run.json: the same bytes as the run wrote')
    .argument('<run>', 'the folder of the run, or its run.json')
    .option('--format <list>', FORMATS, readList('--format'))
    .option('--out <folder>', 'folder for the reports (default: that of the run)')
    .action(async (run: string, options: RenderOptions) => {
      const { renderAgain } = await import('../report/render.ts');
      await renderAgain(run, options);
    });
  return command;
};

/** `loginlab report fix`, `merge` and `render`: what can be done with a run that has ended. */
export const reportCommand = (setExitCode: SetExitCode): LabCommand => {
  const command = new LabCommand('report');
  command.description('look into a run that has ended, join the parts of one, or make its reports again');
  for (const sub of [fixCommand(), mergeCommand(setExitCode), renderCommand()]) command.addCommand(sub);
  return command;
};
