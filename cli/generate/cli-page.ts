import type { Command } from 'commander';
import { EXIT_MEANINGS } from '../exit-codes.ts';
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
    markdownTable(['code', 'meaning'], EXIT_MEANINGS),
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
