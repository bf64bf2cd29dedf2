import { expect, test } from 'vitest';
import { serveEndlessly } from '../../testing/test-endless-server.ts';
import { callLab, readJson } from './lab-call.ts';
import type { PreloadSettings } from './settings.ts';

const at = (url: string): PreloadSettings => ({ url: new URL(url), world: 'default' }) as PreloadSettings;
const CALL = { method: 'GET', path: '/_lab/', headers: {} };

test('of an answer without end the beginning is read, and it is no JSON', async () => {
  await using endless = await serveEndlessly();
  expect(await readJson(await callLab(at(endless.url), CALL))).toBeUndefined();
  expect(await endless.left).toBeLessThan(64 * 1024 * 1024);
});

test('a server that never answers is given up', async () => {
  await using silent = await serveEndlessly({ isSilent: true });
  await expect(callLab(at(silent.url), { ...CALL, withinMs: 1 })).rejects.toMatchObject({ code: 'ETIMEDOUT' });
});
