import type { CompareOptions } from '../compare/compare.ts';
import { COMPARE_FORMAT_NAMES, type CompareFormatName } from '../compare/format-names.ts';
import { LabCommand, type SetExitCode } from '../lab-command.ts';
import { oneOf } from '../nearest.ts';
import { readList } from '../option-values.ts';

const readFormats = (text: string, before: readonly CompareFormatName[] = []): readonly CompareFormatName[] => [
  ...before,
  ...readList('--format')(text).map((value) => oneOf({ what: 'format', field: '--format', value }, COMPARE_FORMAT_NAMES)),
];

/** `loginlab compare`: the same stories at several providers, or two runs. */
export const compareCommand = (setExitCode: SetExitCode): LabCommand => {
  const command = new LabCommand('compare');
  command
    .description('show how providers differ on the same steps, with the source of each difference; or how two runs differ')
    .argument('[runs...]', 'two runs, each a run.json or its folder: what changed from the first to the second')
    .option('--persona <list>', 'only these providers (default: all)', readList('--persona'))
    .option('--story <list>', 'only these stories: first-login, refresh-twice', readList('--story'))
    .option('--from <persona>', 'the provider that an app uses now: what it relies on; needs --to and --app')
    .option('--to <persona>', 'the provider that it moves to')
    .option('--app <id>', 'the app that moves; without --from and --to: the same app at each of its providers')
    .option('--config <file>', 'config of the app (default: loginlab.config.* here or above, else the bundled apps)')
    .option('--format <list>', `${COMPARE_FORMAT_NAMES.join(', ')} (default: text)`, readFormats)
    .option('--out <folder>', 'write the formats there (default: all), and print the text')
    .action(async (runs: readonly string[], options: CompareOptions) => {
      const { compareCommandLine } = await import('../compare/compare.ts');
      setExitCode(await compareCommandLine(runs, options));
    });
  return command;
};
