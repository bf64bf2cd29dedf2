import type { Command } from 'commander';
import { code, GENERATED, markdownTable } from './markdown.ts';

/** `docs/cli.md`: every command and its flags, read from the command line itself. */
export const cliPage = (program: Command): string =>
  [
    GENERATED,
    '# Command line',
    '',
    'In a clone: `npm run -s loginlab -- ARGS`. Relative paths are resolved against your working directory.',
    ...program.commands.flatMap((command) => commandSection(program, command)),
    '',
    '## Exit codes',
    '',
    markdownTable(
      ['code', 'meaning'],
      [
        ['0', 'no new failure, and something of each app was judged'],
        [
          '1',
          'a MUST newly failed (a SHOULD with `--strict`), nothing of an app was judged, a result is inconclusive, or an expectation is stale',
        ],
        ['2', 'the command or the config is wrong, or there is nothing to run'],
        ['3', 'the lab failed, or its port is taken'],
        [
          '126, 127',
          'the command given to `exec` cannot be run (126) or does not exist (127); otherwise `exec` returns the exit code of its command',
        ],
        ['130, 143', '`run` was stopped by Ctrl-C or a termination signal; the report holds the finished results'],
      ],
    ),
    '',
  ].join('\n');

const commandSection = (program: Command, command: Command): readonly string[] => {
  const rows = command.options.map((option) => [code(option.flags), option.description, defaultOf(option.defaultValue)]);
  return [
    '',
    `## ${program.name()} ${command.name()}`,
    '',
    `${sentence(command.description())}`,
    '',
    '```',
    `${program.name()} ${command.name()} ${command.usage()}`,
    '```',
    ...(rows.length === 0 ? [] : ['', markdownTable(['flag', 'meaning', 'default'], rows)]),
  ];
};

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

const defaultOf = (value: unknown): string =>
  value === undefined ? '' : code(value instanceof URL ? value.origin : String(value));
