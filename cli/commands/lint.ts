import { LabCommand, type SetExitCode } from '../lab-command.ts';
import { LINT_FORMAT_NAMES, type LintFormatName } from '../lint/format-names.ts';
import type { LintOptions } from '../lint/lint.ts';
import { oneOf } from '../nearest.ts';
import { readList, readUrl } from '../option-values.ts';

const readFormats = (text: string, before: readonly LintFormatName[] = []): readonly LintFormatName[] => [
  ...before,
  ...readList('--format')(text).map((value) => oneOf({ what: 'format', field: '--format', value }, LINT_FORMAT_NAMES)),
];

/** `loginlab lint`: the rules, on traffic that was recorded elsewhere. */
export const lintCommand = (setExitCode: SetExitCode): LabCommand => {
  const command = new LabCommand('lint');
  command
    .description('check recorded traffic of a login (HAR 1.2 of a browser or a proxy) with all rules, without any set-up')
    .argument('[files...]', 'recordings: traffic.har')
    .option(
      '--url <address>',
      'check the traffic of a running lab as well; of a world of it: http://localhost:4400/@NAME',
      readUrl('--url'),
    )
    .option('--format <list>', `${LINT_FORMAT_NAMES.join(', ')} (default: text)`, readFormats)
    .option('--out <folder>', 'write the formats there, and print the text')
    .option('--strict', 'a broken SHOULD also makes the exit code 1')
    .action(async (files: readonly string[], options: LintOptions) => {
      const { lint } = await import('../lint/lint.ts');
      setExitCode(await lint(files, options));
    });
  return command;
};
