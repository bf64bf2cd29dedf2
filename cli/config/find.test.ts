import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { command } from '../test-command.ts';
import { folderWith } from '../test-folder.ts';

const config = (id: string) =>
  `export default { apps: [{ id: '${id}', command: 'true', url: 'http://127.0.0.1:{port}', personas: ['google'], env: () => ({}), verbs: {} }] };`;

/** The ids of the apps that a command in this folder finds, and what it says. */
const found = async (cwd: string) => {
  const { code, out, err } = await command(['list', 'apps', '--json'], { cwd });
  return { code, err, ids: code === 0 ? (JSON.parse(out) as { id: string }[]).map(({ id }) => id) : [] };
};

const nested = (): { readonly folder: string; readonly shop: string } => {
  const folder = folderWith({
    'loginlab.config.mjs': config('above'),
    'shop/loginlab.config.cjs': config('near').replace('export default', 'module.exports ='),
  });
  return { folder, shop: path.join(folder, 'shop') };
};

test('a second config in a folder above is refused: both are named, with what to add', async () => {
  const { folder, shop } = nested();
  const above = path.join(folder, 'loginlab.config.mjs');
  for (const args of [['list', 'apps'], ['run'], ['doctor']]) {
    const { code, err } = await command(args, { cwd: shop });
    expect([args, code]).toEqual([args, 2]);
    expect(err).toContain(
      `loginlab.config.cjs: a second config is in a folder above: ${above}. Keep one, or name the one that is meant: --config loginlab.config.cjs or --config ${above}`,
    );
  }
});

test('it is named together with the fields that are wrong', async () => {
  const cwd = folderWith({
    'loginlab.config.mjs': config('above'),
    'shop/loginlab.config.mjs': config('near').replace('url', 'uri'),
  });
  const { code, err } = await found(path.join(cwd, 'shop'));
  expect([code, err]).toEqual([2, expect.stringContaining('a second config is in a folder above')]);
  expect(err).toContain('apps[0].uri: unknown field.');
});

test('one of two that is named is used, and the nearest is found from the folders below it', async () => {
  const { shop } = nested();
  for (const [file, id] of [
    ['loginlab.config.cjs', 'near'],
    ['../loginlab.config.mjs', 'above'],
  ]) {
    const { code, out } = await command(['list', 'apps', '--json', '--config', file ?? ''], { cwd: shop });
    expect([code, out]).toEqual([0, expect.stringContaining(`"id": "${id}"`)]);
  }
  const folder = folderWith({ 'shop/loginlab.config.mjs': config('near') });
  mkdirSync(path.join(folder, 'shop', 'src'));
  expect((await found(path.join(folder, 'shop', 'src'))).ids).toEqual(['near']);
});

test('a config above the root of the repository is nobody’s, and one above that of the project is told', async () => {
  const folder = folderWith({
    'loginlab.config.mjs': config('above'),
    'repository/.git/HEAD': '',
    'repository/loginlab.config.mjs': config('near'),
    'shop/package.json': '{}',
  });
  expect((await found(path.join(folder, 'repository'))).ids).toEqual(['near']);
  const { err } = await command(['run', '--scenario', 'login/access-denied', '--app', 'web', '--out', path.join(folder, 'out')], {
    cwd: path.join(folder, 'shop'),
  });
  expect(err).toContain(`Not used: ${path.join(folder, 'loginlab.config.mjs')} in a folder above. To use it: --config `);
});

test('two configs in one folder are refused', async () => {
  const cwd = folderWith({ 'loginlab.config.ts': config('one'), 'loginlab.config.mjs': config('two') });
  const { code, err } = await found(cwd);
  expect(code).toBe(2);
  expect(err).toContain(
    'Found several configs: loginlab.config.ts, loginlab.config.mjs. Keep one, or name it with --config FILE.',
  );
});

test('a config of a kind that is not read is refused with the kinds that are', async () => {
  const { code, err } = await found(folderWith({ 'package.json': '{}', 'loginlab.config.yaml': 'apps: []' }));
  expect(code).toBe(2);
  expect(err).toContain('loginlab.config.yaml: a config of this kind cannot be read. Rename it to one of loginlab.config.ts, ');
});
