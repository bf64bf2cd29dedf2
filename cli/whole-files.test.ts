import { mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { folderWith } from './test-folder.ts';
import { fileOfDraft, replaceFile, replaceFiles } from './whole-files.ts';

const textsIn = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));

test('files are replaced together', async () => {
  const folder = folderWith({ a: 'old', b: 'old', c: 'mine' });
  await replaceFiles(['a', 'b'].map((name) => ({ file: path.join(folder, name), content: 'new' })));
  expect(textsIn(folder)).toEqual({ a: 'new', b: 'new', c: 'mine' });
});

test('where one cannot be written none is replaced, and nothing is left of the others', async () => {
  const folder = folderWith({ a: 'old' });
  const files = ['a', 'nowhere/b'].map((name) => ({ file: path.join(folder, name), content: 'new' }));
  await expect(replaceFiles(files)).rejects.toThrow('ENOENT');
  expect(textsIn(folder)).toEqual({ a: 'old' });
});

test('what comes in pieces is written whole, and where a piece is missing none is replaced', async () => {
  const folder = folderWith({ a: 'old', b: 'old' });
  const [a, b] = ['a', 'b'].map((name) => path.join(folder, name));
  const broken = async function* () {
    yield Buffer.from('half');
    throw new Error('no more');
  };
  await expect(
    replaceFiles([
      { file: a ?? '', content: ['n', 'ew'] },
      { file: b ?? '', content: broken() },
    ]),
  ).rejects.toThrow('no more');
  expect(textsIn(folder)).toEqual({ a: 'old', b: 'old' });
  await replaceFiles([{ file: a ?? '', content: ['n', 'ew'] }]);
  expect(textsIn(folder)).toEqual({ a: 'new', b: 'old' });
});

test('where one cannot be replaced, nothing half written is left', async () => {
  const folder = folderWith();
  mkdirSync(path.join(folder, 'a', 'b'), { recursive: true });
  await expect(replaceFiles([{ file: path.join(folder, 'a'), content: 'new' }])).rejects.toThrow(/EISDIR|ENOTEMPTY|EEXIST/);
  expect(readdirSync(folder)).toEqual(['a']);
});

test('a link to a file stays a link', async () => {
  const folder = folderWith({ 'real.json': 'old' });
  symlinkSync('real.json', path.join(folder, 'link.json'));
  await replaceFile(path.join(folder, 'link.json'), 'new');
  expect(readFileSync(path.join(folder, 'real.json'), 'utf8')).toBe('new');
});

test.each([
  ['.run.json.0123abcd.new', 'run.json'],
  ['run.json', undefined],
  ['.run.json.new', undefined],
])('%s is the draft of %s', (name, file) => {
  expect(fileOfDraft(name)).toBe(file);
});
