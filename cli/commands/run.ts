import { LabCommand, type SetExitCode } from '../lab-command.ts';
import { readList, readShard, readWhole } from '../option-values.ts';
import type { DriveOptions } from '../run/drive.ts';

/** `loginlab run`: drives the apps through the scenarios and reports what they did. */
export const runCommand = (setExitCode: SetExitCode): LabCommand => {
  const command = new LabCommand('run');
  command
    .description('drive the apps of a config through the scenarios and report what they did')
    .option('--config <file>', 'config (default: loginlab.config.* here or above, else the bundled apps)')
    .option('--app <list>', 'only these apps', readList('--app'))
    .option('--persona <list>', 'only these personas', readList('--persona'))
    .option(
      '--scenario <glob...>',
      'only these scenarios: refresh/omitted-refresh-token-is-kept, refresh/*',
      readList('--scenario'),
    )
    .option('--suite <name>', 'which set of scenarios (default: ci, unless scenarios are named)')
    .option('--format <list>', 'reports to write beside run.json', readList('--format'))
    .option('--out <folder>', 'where reports are written', 'reports/out')
    .option('--workers <number>', 'how many apps run side by side', readWhole('--workers', 1, 64))
    .option('--shard <part/parts>', 'only this part of the run', readShard('--shard'))
    .option('--expected <file>', 'known deviations, or "none" (default: expected.json beside the config)')
    .option('--update-expected', 'write the deviations of this run to that file')
    .option('--strict', 'a broken SHOULD turns the run red too')
    .option('--person <kind>', 'what people browse with: http, a client without scripts (default), or browser, a real Chromium')
    .option('--headed', 'show the windows of the real browser; implies --person browser')
    .option('--block-third-party-cookies', 'the real browser refuses cookies of other sites in frames; implies --person browser')
    .action(async (options: DriveOptions) => {
      const { drive } = await import('../run/drive.ts');
      setExitCode(await drive(options));
    });
  return command;
};
