import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { ROOT } from './source-files.ts';

const page = readFileSync(path.join(ROOT, 'decisions/dependencies.md'), 'utf8');
const explained = [...page.matchAll(/^- \*\*(\S+)\*\* (.+)$/gm)].map(([, name = '', sentence = '']) => ({ name, sentence }));
const installed = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)];

test('every dependency has its sentence in decisions/dependencies.md, and every sentence its dependency', () => {
  expect(explained.map(({ name }) => name).toSorted()).toEqual(installed.toSorted());
});

test('each of them says something', () => {
  expect(explained.filter(({ sentence }) => !/^.{15,}\.$/.test(sentence)).map(({ name }) => name)).toEqual([]);
});

test('the engine is pinned exactly, because its undocumented seams are ours to keep working', () => {
  expect(manifest.dependencies['oidc-provider']).toMatch(/^\d+\.\d+\.\d+$/);
});
