import { expect, test } from 'vitest';
import { type AppInput, configSchema } from './app.ts';

const app: AppInput = {
  id: 'shop',
  command: 'node server.mjs',
  url: 'http://127.0.0.1:{port}',
  personas: ['google'],
  env: () => ({}),
  verbs: {},
};

const issuesOf = (more: object) => configSchema.safeParse({ apps: [{ ...app, ...more }] }).error?.issues ?? [];

test('an app connects by any way unless it says otherwise', () => {
  expect(configSchema.parse({ apps: [app] }).apps[0]?.connect).toBe('any');
  expect(configSchema.parse({ apps: [{ ...app, connect: 'preload' }] }).apps[0]?.connect).toBe('preload');
});

test('an unknown way to connect is refused with the known ones', () => {
  expect(issuesOf({ connect: 'dns' })).toMatchObject([
    { path: ['apps', 0, 'connect'], code: 'invalid_value', values: ['any', 'url', 'preload', 'proxy'] },
  ]);
});

test('a single-page app cannot be led into the lab inside a Node program', () => {
  const [issue] = issuesOf({ connect: 'preload', kind: 'spa' });
  expect(issue?.path).toEqual(['apps', 0, 'connect']);
  expect(issue?.message).toContain('expected "url" for an app of kind "spa"');
  expect(issuesOf({ connect: 'url', kind: 'spa' })).toEqual([]);
});
