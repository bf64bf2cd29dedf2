import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { runResultSchema } from '../../../scenarios/model/index.ts';
import { findFreePort } from '../../../scenarios/runner/free-port.ts';
import { command } from '../../test-command.ts';
import { folderWith } from '../../test-folder.ts';
import { SHOP, shopApp } from '../../test-shop.ts';
import { CASES } from './test-cases.ts';
import { hostileProgram } from './test-programs.ts';

/** Apps at one address are driven one after the other, by one process. */
const laneFolder = async (hostile: keyof typeof CASES): Promise<string> => {
  const url = `http://127.0.0.1:${await findFreePort()}`;
  const apps = [
    { ...shopApp(), id: 'elsewhere' },
    { ...shopApp({ url }), id: 'before' },
    { ...shopApp({ url, command: 'node hostile.mjs' }), id: 'hostile' },
    { ...shopApp({ url }), id: 'after' },
  ];
  const programs = { 'shop.mjs': SHOP, 'hostile.mjs': hostileProgram(CASES[hostile]) };
  return folderWith({ ...programs, 'loginlab.config.json': JSON.stringify({ apps }) });
};

const runIn = async (cwd: string) => {
  const ended = await command(['run', '--workers', '2', '--scenario', 'login/code-pkce-happy-path'], { cwd });
  const run = runResultSchema.parse(JSON.parse(readFileSync(path.join(cwd, 'reports', 'out', 'run.json'), 'utf8')));
  return { ...ended, results: new Map(run.results.map((result) => [result.app.id, result])), run };
};

test.runIf(process.platform === 'linux')(
  'a worker process that is killed is told, its finished results are kept, the rest is inconclusive: exit 1',
  async () => {
    const { code, err, results, run } = await runIn(await laneFolder('kills-lane'));
    expect(code, err).toBe(1);
    expect(['before', 'hostile', 'after'].map((app) => results.get(app)?.verdict)).toEqual([
      'warn',
      'inconclusive',
      'inconclusive',
    ]);
    const words = 'The worker process that drove this app was ended by SIGKILL: by an app, by a person, or by the system';
    expect([results.get('hostile')?.reason, results.get('after')?.reason]).toEqual(Array(2).fill(expect.stringContaining(words)));
    expect(err).toContain(`hostile, after: ${words}`);
    expect(run).toMatchObject({ summary: { red: true, inconclusive: expect.any(Number) } });
    expect(run.interrupted).toBeUndefined();
    expect(results.get('elsewhere')).toBeDefined();
  },
);

test.runIf(process.platform === 'linux')('a worker process is not ended by signals that its parent decides on', async () => {
  const { code, err, results } = await runIn(await laneFolder('stops-lane'));
  expect(code, err).toBe(0);
  expect([...results.values()].map(({ verdict }) => verdict)).toEqual(['warn', 'warn', 'warn', 'warn']);
});
