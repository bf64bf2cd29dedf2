import type { KnipConfig } from 'knip';

export default {
  entry: [
    // The index of a folder is its public face: what stands there may wait for its first user.
    '{provider,scenarios,reports}/**/index.ts',
    'reports/generate-*.ts',
    'bench/**/*.{ts,mjs}',
    'fixtures/apps/loginlab.config.ts',
    'fixtures/apps/*/server.mjs',
    'tests/browser/*.test.ts',
  ],
  project: ['**/*.{ts,mjs}'],
  ignoreExportsUsedInFile: true,
} satisfies KnipConfig;
