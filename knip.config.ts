import type { KnipConfig } from 'knip';

export default {
  workspaces: {
    '.': {
      entry: [
        // The index of a folder is its public face: what stands there may wait for its first user.
        '{provider,scenarios,reports}/**/index.ts',
        // Found by their folder.
        'scenarios/{catalogue,rules,testing/recordings}/**/*.ts',
        // Loaded by its address into programs under test, or by users from the package.
        'provider/connect/{preload,msw}.ts',
        // Found by the test of all probes, each beside the behaviours it is of.
        'provider/personas/**/*.probes.ts',
        'runners/*.ts',
        'examples/**/*.{ts,mjs}',
        // Found by the contract test of reporters, by the name of the format.
        'reports/contract/read-*.ts',
        'reports/generate-*.ts',
        'bench/**/*.{ts,mjs}',
        // Run by hand.
        '.ci/google-scopes.mjs',
        'fixtures/apps/loginlab.config.ts',
        'tests/browser/*.test.ts',
        // Read by a Vitest of its own.
        'tests/architecture/fixtures/*.ts',
      ],
      project: ['**/*.{ts,tsx,mjs}'],
      // Laid over a copy of the tree by the tests beside them.
      ignore: ['tests/additions/*/**'],
    },
    // Pages are loaded by their address.
    'fixtures/apps/*': { project: ['**/*.mjs'] },
    'fixtures/apps/spa': { entry: ['page/app.mjs'], project: ['**/*.mjs'] },
    'fixtures/apps/auth0-spa-js': { entry: ['page/app.mjs'], project: ['**/*.mjs'] },
  },
  // Examples are programs of somebody else's project; here they find what the apps of fixtures/apps have.
  // `app-base` is a dependency of the root so that it is bundled into the package.
  ignoreDependencies: [
    'app-base',
    'express',
    'express-openid-connect',
    'express-session',
    'google-auth-library',
    'passport',
    'passport-google-oauth20',
  ],
  ignoreExportsUsedInFile: true,
} satisfies KnipConfig;
