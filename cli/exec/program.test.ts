import { chmodSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { folderWith } from '../test-folder.ts';
import { languageOfScript, readProgram } from './program.ts';

const folder = (): string =>
  folderWith({
    'bin/flask': '#!/usr/bin/python3\nimport flask',
    'bin/next': '#!/usr/bin/env node\n',
    'bin/server': '\x7fELF',
    'bin/start': '#!/usr/bin/env -S ruby -w\n',
    'app/manage': '#!/bin/sh\n',
  });

test.each([
  ['flask', 'python'],
  ['next', 'node'],
  ['start', 'ruby'],
  ['server', 'other'],
  ['../app/manage', 'other'],
])('the language of a command is in its name or its first line: %s', (name, language) => {
  const cwd = folder();
  const env = { PATH: path.join(cwd, 'bin') };
  expect(readProgram(name, { env, cwd: path.join(cwd, 'bin') })).toEqual({ file: path.resolve(cwd, 'bin', name), language });
});

test.each([
  ['python3.12', 'python'],
  ['./gradlew', 'java'],
  ['C:\\node\\node.exe', 'node'],
  ['docker', 'container'],
])('a name tells it, also of what is not there: %s', (name, language) => {
  expect(readProgram(name.replaceAll('\\', path.sep), { env: {}, cwd: folder() })).toEqual({ language });
});

test('a program that may be executed and not read has none', () => {
  const cwd = folder();
  chmodSync(path.join(cwd, 'bin/start'), 0o111);
  const { language } = readProgram('start', { env: { PATH: path.join(cwd, 'bin') }, cwd });
  expect(language).toBe(process.getuid?.() === 0 ? 'ruby' : 'other');
});

test.each([
  [['npm', 'run', 'dev'], 'python'],
  [['npm', '--silent', 'start'], 'ruby'],
  [['yarn', 'web'], undefined],
  [['pnpm', 'run', 'nothing'], undefined],
  [['node', 'dev'], undefined],
] as const)('a script of package.json is in the language of its programs: %s', (argv, language) => {
  const scripts = { dev: 'PORT=1 python3 app.py', start: 'npm run build && bundle exec rackup', web: 'next dev' };
  const cwd = folderWith({ 'package.json': JSON.stringify({ scripts }) });
  expect(languageOfScript(argv, { env: {}, cwd })).toBe(language);
});

test('without a package.json that can be read there is no script', () => {
  expect(languageOfScript(['npm', 'start'], { env: {}, cwd: folderWith({ 'package.json': '{' }) })).toBeUndefined();
});
