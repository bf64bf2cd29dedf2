import { LabCommand } from '../lab-command.ts';
import { readChoice } from '../option-values.ts';
import type { FixOptions } from '../report/fix.ts';

/** `loginlab report fix`: one failed result of a run, with what is needed to mend it. */
export const reportCommand = (): LabCommand => {
  const command = new LabCommand('report');
  command
    .description('show one failed result of a run: its requests, the fix, and a Vitest test to paste')
    .argument('<action>', 'fix', readChoice('report', ['fix']))
    .argument('<id>', 'refresh/single-flight, or with a variant: refresh/transient-failure-keeps-session:503')
    .option('--run <file>', 'run.json of the run', 'reports/out/run.json')
    .option('--app <id>', 'of this app')
    .option('--persona <id>', 'with this persona')
    .action(async (_action: string, id: string, options: FixOptions) => {
      const { explainFix } = await import('../report/fix.ts');
      console.log(await explainFix(id, options));
    });
  return command;
};
