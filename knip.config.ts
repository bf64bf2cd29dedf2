import type { KnipConfig } from 'knip';

export default {
  workspaces: {
    '.': {
      entry: [
        // The index of a folder is its public face: what stands there may wait for its first user.
        '{provider,scenarios,reports}/**/index.ts',
        // Loaded by its address into programs under test, or by users from the package.
        'provider/connect/{preload,msw}.ts',
        'runners/*.ts',
        'examples/**/*.{ts,mjs}',
        'reports/generate-*.ts',
        'bench/**/*.{ts,mjs}',
        'fixtures/apps/loginlab.config.ts',
        'tests/browser/*.test.ts',
      ],
      project: ['**/*.{ts,tsx,mjs}'],
    },
    'fixtures/apps/*': { project: ['**/*.mjs'] },
  },
  // Examples are programs of somebody else's project; here they find what the apps of fixtures/apps have.
  // `app-base` is a dependency of the root so that it is bundled into the package.
  ignoreDependencies: ['app-base', 'express', 'express-session', 'google-auth-library', 'passport', 'passport-google-oauth20'],
  ignoreExportsUsedInFile: true,
} satisfies KnipConfig;
