import { GAP_ANSWERS } from '../../provider/model/index.ts';
import { DEFAULT_SUITE, FIRST_SUITE, SUITE_NAMES } from '../../scenarios/runner/suites.ts';
import { LabCommand, type SetExitCode } from '../lab-command.ts';
import { readChoice, readDesign, readList, readShard, readWhole } from '../option-values.ts';
import type { DriveOptions } from '../run/drive.ts';

/** `loginlab run`: drives the apps through the scenarios and reports what they did. */
export const runCommand = (setExitCode: SetExitCode): LabCommand => {
  const command = new LabCommand('run');
  command
    .description('run the scenarios against the apps of a config and write reports')
    .option('--config <file>', 'config (default: loginlab.config.* here or above, else the bundled apps)')
    .option('--app <list>', 'only these apps', readList('--app'))
    .option('--persona <list>', 'only these personas', readList('--persona'))
    .option(
      '--scenario <glob...>',
      'only these scenarios: refresh/omitted-refresh-token-is-kept, refresh/*',
      readList('--scenario'),
    )
    .option(
      '--story <list>',
      'only these stories: their scenarios, with your apps, or without a config with a right and a naive client each; all of them: loginlab list stories',
      readList('--story'),
    )
    .option(
      '--suite <name>',
      `which set of scenarios: ${SUITE_NAMES.join(', ')} (default: without a config and without --app and --scenario: ${FIRST_SUITE}; else the suite of each app, or ${DEFAULT_SUITE})`,
    )
    .option(
      '--gaps <answer>',
      'how to answer what the lab does not serve: lab (501 in its own name; default) or vendor (like an unknown address)',
      readChoice('--gaps', GAP_ANSWERS),
    )
    .option('--design <id>', 'how an API of your own is built, in every world: one of `list designs`', readDesign('--design'))
    .option('--format <list>', 'reports to write in addition to run.json', readList('--format'))
    .option('--out <folder>', 'folder for the reports', 'reports/out')
    .option('--workers <number>', 'how many apps run at the same time', readWhole('--workers', 1, 64))
    .option(
      '--shard <part/parts>',
      'only this part of the run, such as 1/3; join the parts with: loginlab report merge',
      readShard('--shard'),
    )
    .option('--seed <text>', 'seed of names and canaries (default: a new one for each run)')
    .option('--expected <file>', 'file of known deviations, or "none" (default: expected.json in the folder of the config)')
    .option('--update-expected', 'write the deviations of this run to that file')
    .option('--strict', 'a failed SHOULD also fails the run')
    .option('--allow-unjudged', 'an app of which no check was judged does not fail the run; it is still named')
    .option('--person <kind>', 'user agent of the users: http, a client without scripts (default), or browser, a real Chromium')
    .option('--headed', 'show the windows of the real browser; implies --person browser')
    .option('--block-third-party-cookies', 'block third-party cookies in the real browser; implies --person browser')
    .option('--quiet', 'print only what is red, and the summary')
    .action(async (options: DriveOptions) => {
      const { drive } = await import('../run/drive.ts');
      setExitCode(await drive(options));
    });
  return command;
};
