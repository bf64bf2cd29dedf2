import type { DoctorOptions } from '../doctor/doctor.ts';
import { LabCommand, type SetExitCode } from '../lab-command.ts';
import { readList } from '../option-values.ts';

/** `loginlab doctor`: whether the apps of a config can be run, and what to change where not. */
export const doctorCommand = (setExitCode: SetExitCode): LabCommand => {
  const command = new LabCommand('doctor');
  command
    .description('check an app of a config: environment, start, sign-in, every verb, and the way to the lab')
    .option('--config <file>', 'config (default: loginlab.config.* here or above, else the bundled apps)')
    .option('--app <list>', 'only these apps', readList('--app'))
    .option('--persona <list>', 'only these personas', readList('--persona'))
    .option('--person <kind>', 'user agent of the user: http, a client without scripts (default), or browser, a real Chromium')
    .option('--json', 'print JSON')
    .action(async (options: DoctorOptions) => {
      const { doctor } = await import('../doctor/doctor.ts');
      setExitCode(await doctor(options));
    });
  return command;
};
