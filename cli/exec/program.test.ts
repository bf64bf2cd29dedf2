import { chmodSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { folderWith } from '../test-folder.ts';
import { readProgram } from './program.ts';

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
