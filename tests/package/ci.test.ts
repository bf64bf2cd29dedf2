import { readFileSync } from 'node:fs';
import path from 'node:path';
import { validateAction, validateWorkflow } from '@action-validator/core';
import type { Command } from 'commander';
import { validate as lintDockerfile } from 'dockerfile-utils';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { buildProgram } from '../../cli/program.ts';
import { REPORTERS } from '../../reports/index.ts';
import { ROOT } from '../architecture/source-files.ts';

const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

const program = buildProgram(() => {});

/** The command that some words name, and the words after it. */
const commandOf = (words: readonly string[], from: Command = program): readonly [Command, readonly string[]] => {
  const [first, ...rest] = words;
  const sub = from.commands.find((command) => command.name() === first);
  return sub ? commandOf(rest, sub) : [from, words];
};

/** Flags that the command does not have, and formats that nobody writes. */
const unknownIn = (words: readonly string[]): readonly string[] => {
  const [command, args] = commandOf(words);
  const flags = args.filter((word) => word.startsWith('--')).filter((flag) => !command.options.some(({ long }) => long === flag));
  const formats = args.flatMap((word, i) => (args[i - 1] === '--format' ? word.split(',') : []));
  return [
    ...(command.commands.length > 0 ? ['no command'] : []),
    ...flags,
    ...formats.filter((format) => !format.includes('$') && !Object.hasOwn(REPORTERS, format)),
  ];
};

const wordsOf = (line: string): readonly string[] =>
  line
    .replaceAll(/\$\{\{[^}]*\}\}/g, 'VALUE')
    .split(/\s+/)
    .map((word) => word.replaceAll('"', ''))
    .filter((word) => word !== '');

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string>>;
}

const action = parse(read('action.yml')) as {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
};

describe('the action for GitHub', () => {
  test('fits the schema of actions', () => {
    const result = validateAction(read('action.yml')) as { readonly errors: readonly unknown[] };
    expect(result.errors).toEqual([]);
    expect(
      (validateAction(read('action.yml').replace('using: composite', 'using: nothing')) as typeof result).errors,
    ).not.toEqual([]);
  });

  test('runs a command that exists, with flags and formats that exist', () => {
    const { command, format } = action.inputs;
    expect(unknownIn([...wordsOf(command?.default ?? ''), '--out', 'x', '--format', format?.default ?? ''])).toEqual([]);
    const script = action.runs.steps.map(({ run = '' }) => run).join('\n');
    expect(script).toContain('$COMMAND $ARGS --out "$OUT" --format "$FORMAT"');
  });

  test('gives inputs to scripts by their environment only', () => {
    for (const { run = '' } of action.runs.steps) expect(run).not.toContain('${{');
  });
});

describe('the example for GitHub Actions', () => {
  const workflow = read('examples/ci/github-actions.yml');
  const { jobs } = parse(workflow) as { readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>> };
  const uses = Object.values(jobs)
    .flatMap(({ steps }) => steps)
    .filter((step) => step.uses?.includes('login-lab'));

  test('fits the schema of workflows', () => {
    expect((validateWorkflow(workflow) as { readonly errors: readonly unknown[] }).errors).toEqual([]);
  });

  test('gives the action inputs that it has, and commands with flags and formats that exist', () => {
    expect(uses).toHaveLength(2);
    for (const { with: given = {} } of uses) {
      expect(Object.keys(given).filter((name) => !(name in action.inputs))).toEqual([]);
      const { command = 'run', args = '', format = 'json' } = given;
      expect(unknownIn([...wordsOf(command), ...wordsOf(args), '--format', format])).toEqual([]);
    }
  });
});

test('the example for GitLab has jobs with commands, flags and formats that exist, and keeps what they write', () => {
  const { stages, ...jobs } = parse(read('examples/ci/gitlab-ci.yml')) as {
    readonly stages: readonly string[];
    readonly [job: string]: unknown;
  };
  const lines = Object.values(jobs).flatMap((job) => {
    const { stage, script, artifacts } = job as {
      readonly stage: string;
      readonly script: readonly string[];
      readonly artifacts: { readonly paths: readonly string[] };
    };
    expect(stages).toContain(stage);
    const own = script.filter((line) => line.includes('loginlab'));
    for (const line of own) {
      const out = wordsOf(line)[wordsOf(line).indexOf('--out') + 1] ?? '';
      expect(artifacts.paths.some((kept) => out.startsWith(kept))).toBe(true);
    }
    return own;
  });
  expect(lines).toHaveLength(2);
  for (const line of lines) expect(unknownIn(wordsOf(line).slice(2))).toEqual([]);
});

describe('the Dockerfile', () => {
  const text = read('Dockerfile');

  test('has nothing that a linter minds', () => {
    expect(lintDockerfile(text)).toEqual([]);
    expect(lintDockerfile(text.replace('USER node', 'USERS node'))).not.toEqual([]);
  });

  test('runs as somebody who is not root, with a health check, and a command whose flags exist', () => {
    expect(text).toMatch(/^USER node$/m);
    expect(text).toMatch(/^HEALTHCHECK /m);
    const [, command = '[]'] = /^CMD (.+)$/m.exec(text) ?? [];
    expect(unknownIn(JSON.parse(command) as string[])).toEqual([]);
  });
});
