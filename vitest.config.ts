import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{provider,scenarios,fixtures,reports,cli,bench,tests}/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
