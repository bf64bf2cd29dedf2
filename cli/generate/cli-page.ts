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
    ...leavesOf(program).flatMap(commandSection),
    '',
    '## Exit codes',
    '',
    markdownTable(['code', 'meaning'], EXIT_MEANINGS),
    '',
  ].join('\n');

/** Commands that do something: those of `report` rather than `report` itself. */
const leavesOf = (command: Command): readonly Command[] =>
  command.commands.length === 0 ? [command] : command.commands.flatMap(leavesOf);

/** `loginlab report merge` */
const nameOf = (command: Command): string => (command.parent ? `${nameOf(command.parent)} ${command.name()}` : command.name());

const commandSection = (command: Command): readonly string[] => {
  const rows = command.options.map((option) => [code(option.flags), option.description, defaultOf(option.defaultValue)]);
  return [
    '',
    `## ${nameOf(command)}`,
    '',
    `${sentence(command.description())}`,
    '',
    '```',
    `${nameOf(command)} ${command.usage()}`,
    '```',
    ...(rows.length === 0 ? [] : ['', markdownTable(['flag', 'meaning', 'default'], rows)]),
  ];
};

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

const defaultOf = (value: unknown): string =>
  value === undefined ? '' : code(value instanceof URL ? value.origin : String(value));
