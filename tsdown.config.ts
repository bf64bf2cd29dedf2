import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Rolldown } from 'tsdown';
import { OLDEST_NODE } from './provider/connect/preload/oldest-node.ts';
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

/** What bundles take of `node:http`; a member that is missing here fails the bundle. */
const HTTP_MEMBERS =
  'Agent, ClientRequest, IncomingMessage, METHODS, OutgoingMessage, STATUS_CODES, Server, ServerResponse, createServer, get, globalAgent, maxHeaderSize, request, validateHeaderName, validateHeaderValue';

/**
 * An import of `node:http` reads each of its members, and one of them, `WebSocket`, loads all of undici: half of what starting
 * Node costs, and 12 MB. The module itself reads none.
 */
const onlyHttp: Rolldown.Plugin = {
  name: 'only-http',
  resolveId: {
    filter: { id: /^(node:)?http$/ },
    handler: (_id, _importer, { kind }) => (kind === 'import-statement' ? '\0only-http' : undefined),
  },
  load: {
    filter: { id: /^\0only-http$/ },
    handler: () =>
      `const http = process.getBuiltinModule('node:http');\nexport default http;\nexport const { ${HTTP_MEMBERS} } = http;\n`,
  },
};

/** Modules that only declare: importing one for a single export brings none of its neighbours along. */
const OWN_MODULES = /^(?!.*\/node_modules\/).*\/(cli|drawing|fixtures|provider|reports|runners|scenarios)\/.*\.tsx?$/;

/**
 * What every lab loads when it starts, in few files, since each takes time to find. What is loaded later stands apart, and what
 * declares is a file of its own: `--help` needs no more.
 */
const START_CHUNKS = [
  {
    name: 'model',
    priority: 2,
    test: /\/provider\/(?:model\/[^/]+|personas\/(?:declared|load|schemas|vendors))\.ts$|\/fastest-levenshtein\/|\/package\.json$/,
  },
  {
    name: 'lab',
    priority: 1,
    test: /\/provider\/(?:(?:lab|oauth|pipeline|store|wire|world|worlds)\/(?!own-api|send-in-form|tls-front)[^/]+|index)\.ts$/,
  },
];

const WITH_RESOLVERS = new URL('provider/connect/preload/with-resolvers.ts', import.meta.url);

/** A page and the preload read what vendors are declared to be; nothing answers in their place there. */
const NO_PERSONA = { './persona.ts': fileURLToPath(new URL('provider/console/app/no-persona.ts', import.meta.url)) };

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
      playwright: 'runners/playwright.ts',
      vitest: 'runners/vitest.ts',
    },
    clean: true,
    plugins: [foundCatalogues, onlyHttp],
    treeshake: { moduleSideEffects: [{ test: OWN_MODULES, sideEffects: false }] },
    dts: false,
    // One instance of oidc-provider, deep imports included: bundling all of it is what guarantees that.
    deps: {
      neverBundle: NOT_BUNDLED,
      alwaysBundle: [/^(?!jiti$|msw(\/|$)|playwright$|@playwright\/test$|vitest$|@sparticuz\/chromium$|node:)/],
      onlyBundle: false,
      onlyImport: NOT_BUNDLED,
    },
    // Names of classes and functions show in errors and in the engine's own checks.
    outputOptions: { keepNames: true, codeSplitting: { groups: START_CHUNKS } },
    // `depd`, below the engine, builds its wrappers with eval.
    checks: { eval: false },
  },
  {
    // Loaded into programs under test, whose Node may be older than the lab's: one file of its own.
    ...shared,
    target: `node${OLDEST_NODE}`,
    entry: { preload: 'provider/connect/preload.ts' },
    clean: false,
    // What the preload intercepts with reads its parser from a file beside itself.
    copy: [{ from: 'node_modules/@mswjs/interceptors/lib/node/llhttp/llhttp.wasm', to: 'dist/llhttp' }],
    dts: false,
    alias: NO_PERSONA,
    deps: { alwaysBundle: [/^(?!node:)/], onlyBundle: false, onlyImport: [] },
    // Node 20 has no `Promise.withResolvers`. The program's own `Promise` stays as it is.
    inputOptions: { transform: { inject: { 'Promise.withResolvers': [fileURLToPath(WITH_RESOLVERS), 'withResolvers'] } } },
    outputOptions: { keepNames: true, codeSplitting: false },
  },
  {
    // Read by the preload when a program looks at a certificate, which few do. CommonJS: it is read in the middle of a call.
    ...shared,
    target: `node${OLDEST_NODE}`,
    format: 'cjs',
    entry: { 'stand-in-certificate': 'provider/connect/preload/stand-in-certificate.ts' },
    outExtensions: () => ({ js: '.cjs' }),
    clean: false,
    dts: false,
    deps: { alwaysBundle: [/^(?!node:)/], onlyBundle: false, onlyImport: [] },
    outputOptions: { keepNames: true, codeSplitting: false },
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
      ...NO_PERSONA,
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
