import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Code, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { ROOT } from '../architecture/source-files.ts';

const README: Root = fromMarkdown(readFileSync(path.join(ROOT, 'README.md'), 'utf8'));

/** A command of the README with the output that stands right below it. */
interface Shown {
  readonly command: string;
  readonly output: string;
}

const isCode = (node: Root['children'][number] | undefined): node is Code => node?.type === 'code';

const SHOWN: readonly Shown[] = README.children.flatMap((node, place) => {
  const below = README.children[place + 1];
  if (!isCode(node) || node.lang !== 'sh' || !isCode(below) || below.lang) return [];
  return [{ command: node.value, output: below.value }];
});

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** `…` stands for any text of its line; a line that is only `…` for any number of lines. */
const patternOf = (output: string): RegExp => {
  const lines = output.split('\n').map((line) => (line.trim() === '…' ? null : escaped(line.trimEnd()).replaceAll('…', '.*')));
  const text = lines.map((line) => (line === null ? String.raw`(?:.*\n)*?` : String.raw`${line} *\n`)).join('');
  return new RegExp(`^${text}`, 'm');
};

/** Runs a command of the README in an empty folder, as a shell outside any npm script. Returns stdout and stderr together. */
const outputOf = async (command: string): Promise<string> => {
  const cwd = mkdtempSync(path.join(tmpdir(), 'loginlab-readme-'));
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
  const own = Object.entries(process.env).filter(([name]) => !/^(npm_|INIT_CWD$|NODE_ENV$|VITEST|CI$|GITHUB_)/.test(name));
  const env = { ...Object.fromEntries(own), NO_COLOR: '1', README_ROOT: ROOT };
  const script = `{ ${command.replaceAll('npm run ', 'npm --prefix "$README_ROOT" run ')}\n} 2>&1`;
  return await new Promise((resolve) => {
    execFile('sh', ['-c', script], { cwd, env, maxBuffer: 2 ** 24 }, (_, stdout) => resolve(stripVTControlCharacters(stdout)));
  });
};

beforeAll(() => {
  if (!existsSync(path.join(ROOT, 'dist/cli.js'))) throw new Error('There is no dist/cli.js to test. Build it: npm run prepare');
});

test('`…` stands for any text, and nothing else does', () => {
  const pattern = patternOf('a … b (1)\n…\nend');
  expect('first\na lot of b (1)\nmore\nmore\nend\n').toMatch(pattern);
  expect('a b (1)\nend\n').not.toMatch(pattern);
  expect('a lot of b 1\nend\n').not.toMatch(pattern);
});

test('the README shows what commands print', () => {
  expect(SHOWN.length).toBeGreaterThanOrEqual(3);
});

describe('what the README says a command prints, it prints', () => {
  test.each(SHOWN)('$command', async ({ command, output }) => {
    expect(`${await outputOf(command)}\n`).toMatch(patternOf(output));
  });
});
