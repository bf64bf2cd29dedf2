import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Rolldown } from 'tsdown';
import { catalogueModule } from './scenarios/catalogue-files.ts';

/**
 * What the bundle leaves in node_modules. jiti finds its own compiler beside itself, at a path worked out at run time. The
 * handlers for MSW must be of the very MSW that their user sets up, and so must fixtures be of their user's Playwright and
 * tests of their user's Vitest.
 */
const NOT_BUNDLED = ['jiti', /^msw(\/|$)/, 'playwright', '@playwright/test', 'vitest', '@sparticuz/chromium'];

/** Catalogues are the files of their folders: in the bundle there are none to be found, so they are found while it is made. */
const foundCatalogues: Rolldown.Plugin = {
  name: 'found-catalogues',
  load: {
    filter: { id: /\/scenarios\/(catalogue|rules)\/found\.ts$/ },
    handler: (id) => catalogueModule(path.dirname(id)),
  },
};

const shared = {
  outDir: 'dist',
  format: 'esm',
  platform: 'node',
  target: 'node22.12',
  fixedExtension: false,
  logLevel: 'error',
} as const;

export default defineConfig([
  {
    ...shared,
    entry: {
      cli: 'cli/main.ts',
      'lane-process': 'cli/run/lane-process.ts',
      index: 'index.ts',
      msw: 'provider/connect/msw.ts',
      preload: 'provider/connect/preload.ts',
      playwright: 'runners/playwright.ts',
      vitest: 'runners/vitest.ts',
    },
    clean: true,
    plugins: [foundCatalogues],
    // What the preload intercepts with reads its parser from a file beside itself.
    copy: [{ from: 'node_modules/@mswjs/interceptors/lib/node/llhttp/llhttp.wasm', to: 'dist/llhttp' }],
    dts: false,
    // One instance of oidc-provider, deep imports included: bundling all of it is what guarantees that.
    deps: {
      neverBundle: NOT_BUNDLED,
      alwaysBundle: [/^(?!jiti$|msw(\/|$)|playwright$|@playwright\/test$|vitest$|@sparticuz\/chromium$|node:)/],
      onlyBundle: false,
      onlyImport: NOT_BUNDLED,
    },
    // Names of classes and functions show in errors and in the engine's own checks.
    outputOptions: { keepNames: true },
    // `depd`, below the engine, builds its wrappers with eval.
    checks: { eval: false },
  },
  {
    // The console's page: one script without imports.
    entry: { main: 'provider/console/app/main.tsx' },
    outDir: 'dist/console',
    format: 'esm',
    platform: 'browser',
    target: 'es2023',
    tsconfig: 'provider/console/app/tsconfig.json',
    logLevel: 'error',
    clean: false,
    dts: false,
    minify: true,
    alias: {
      'node:timers/promises': fileURLToPath(new URL('provider/console/app/wait.ts', import.meta.url)),
      // A page reads what vendors are declared to be; nothing answers in their place there.
      './persona.ts': fileURLToPath(new URL('provider/console/app/no-persona.ts', import.meta.url)),
    },
    outputOptions: { codeSplitting: false },
    deps: { alwaysBundle: [/./], onlyBundle: false, onlyImport: [] },
  },
  {
    // The script of the HTML report, which is written into its page.
    entry: { main: 'reports/formats/html/app/main.ts' },
    outDir: 'dist/report',
    format: 'iife',
    platform: 'browser',
    target: 'es2023',
    tsconfig: 'reports/formats/html/app/tsconfig.json',
    logLevel: 'error',
    clean: false,
    dts: false,
    minify: true,
    outputOptions: { codeSplitting: false, entryFileNames: '[name].js' },
    deps: { alwaysBundle: [/./], onlyBundle: false, onlyImport: [] },
  },
  {
    ...shared,
    entry: {
      index: 'index.ts',
      msw: 'provider/connect/msw.ts',
      playwright: 'runners/playwright.ts',
      vitest: 'runners/vitest.ts',
    },
    clean: false,
    dts: { emitDtsOnly: true },
    deps: { neverBundle: true },
  },
]);
