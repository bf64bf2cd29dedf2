import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CopiedTree, copyTree } from './copy-tree.ts';

/** An API with keys and a cookie, no OAuth; and a program that uses it. */
const ADDED = fileURLToPath(new URL('persona/', import.meta.url));
const REGISTRY = 'provider/personas/registry.ts';

let tree: CopiedTree;
beforeAll(() => {
  tree = copyTree();
  tree.add(ADDED);
  tree.addLine(REGISTRY, "export { weather } from './weather/index.ts';");
}, 60_000);
afterAll(() => tree[Symbol.dispose]());

describe('a persona is its folder and one line', { timeout: 180_000 }, () => {
  test('nothing else changes, and the whole tree fits together', async () => {
    expect(tree.changed()).toEqual([REGISTRY]);
    await tree.typeCheck();
  });

  test('it answers, takes its own settings, keeps its secrets, ages, and comes back from a snapshot', async () => {
    const seen = JSON.parse(await tree.run('provider/use-weather.ts')) as Record<string, unknown>;
    expect(seen).toMatchObject({
      registered: { persona: 'weather', clientId: 'shop', plan: 'free' },
      wrong: expect.stringContaining('plan'),
      foreign: 'A client of Weather has no "testers": it is a setting of Google.',
      byKey: [200, { days: 2 }],
      byCookie: [200, { days: 2 }],
      tokens: [
        { kind: 'weather-key', label: 'weather-key#1', clientId: 'shop' },
        { kind: 'weather-session', label: 'weather-session#1', clientId: 'shop' },
        { kind: 'weather-session', label: 'weather-session#2', clientId: 'shop' },
      ],
      leaks: [],
      because: true,
      labels: [true, true],
      aged: [401, { error: 'expired' }],
      restored: 200,
      revoked: 1,
      ended: [401, { error: 'revoked' }],
      stale: true,
      openApi: [true, true, true],
      mint: expect.stringContaining('Weather is no OAuth provider'),
      rotate: expect.stringContaining('Weather is no OAuth provider'),
      keys: [],
    });
  });

  test('the command line lists and explains it', async () => {
    expect(await tree.run('cli/main.ts', 'list', 'personas')).toMatch(/weather\s+Weather/);
    expect(await tree.run('cli/main.ts', 'list', 'behaviours')).toContain('weather/forecast/free-plan');
    expect(await tree.run('cli/main.ts', 'explain', 'weather/forecast/free-plan')).toContain('Looks two days ahead');
  });

  test('the docs tell of it', async () => {
    await tree.run('cli/generate/main.ts');
    expect(tree.read('docs/behaviours.md')).toContain('weather/forecast/free-plan');
    expect(tree.read('docs/fidelity.md')).toContain('W-01');
    expect(tree.read('docs/control-api.md')).toContain('## Settings of a client of Weather');
  });
});
