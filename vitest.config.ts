import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { sampled } from './scenarios/testing/sample.ts';

const ROOT = fileURLToPath(new URL('.', import.meta.url));

/** Files whose tests start whole programs. They take most of the time, so that CI runs a part of them, another one at each commit. */
const OF_PROGRAMS = [
  '{cli,examples,fixtures}/**/*.test.ts',
  'tests/{additions,package,runners}/*.test.ts',
  'scenarios/runner/{browsers,connect,runner}.test.ts',
  'scenarios/person/chromium/*.test.ts',
  'provider/connect/{preload,proxy-languages}.test.ts',
  'provider/connect/preload/*.test.ts',
];

const ofPrograms = globSync(OF_PROGRAMS, { cwd: ROOT, exclude: ['**/node_modules/**'] });
const played = new Set(sampled(ofPrograms, (file) => file));

export default defineConfig({
  resolve: { alias: { loginlab: fileURLToPath(new URL('index.ts', import.meta.url)) } },
  test: {
    include: ['{drawing,provider,scenarios,fixtures,reports,cli,bench,tests,examples}/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'tests/browser/**', ...ofPrograms.filter((file) => !played.has(file))],
    // Many tests start programs, which share two busy cores in CI: a test is red there when it fails twice.
    retry: process.env.CI === undefined ? 0 : 1,
    // Tests that wait for programs of theirs leave a core idle: never fewer than three at a time.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
