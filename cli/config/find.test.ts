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

test('the nearest config is used, and the one above is named', async () => {
  const folder = folderWith({
    'loginlab.config.mjs': config('above'),
    'shop/loginlab.config.cjs': config('near').replace('export default', 'module.exports ='),
  });
  const shop = path.join(folder, 'shop');
  mkdirSync(path.join(shop, 'src'));
  expect((await found(path.join(shop, 'src'))).ids).toEqual(['near']);
  const { err } = await command(['run', '--scenario', 'login/access-denied', '--out', path.join(folder, 'out')], { cwd: shop });
  expect(err).toContain('Running the apps of loginlab.config.cjs\n');
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
