/** A part of the tree, and what it may import besides itself. The first layer whose `holds` fits a file is the file's. */
export interface Layer {
  readonly name: string;
  readonly holds: RegExp;
  /** Names of other layers. */
  readonly imports: readonly string[];
  /** Packages from the registry, or those of the `package.json` in the app's folder; `node:` modules are free unless `leaf`. */
  readonly packages: readonly string[] | 'its own';
  /** What it imports of these layers must be their `index.ts`. */
  readonly throughIndex?: true;
  /** Must run anywhere: no `node:` modules either. */
  readonly leaf?: true;
  readonly because: string;
}

/** Who may import whom. */
export const LAYERS: readonly Layer[] = [
  {
    name: 'provider/model',
    holds: /^provider\/model\//,
    imports: [],
    packages: ['zod'],
    leaf: true,
    because: 'the words of the provider are a leaf, so that anybody may import them without pulling in a server',
  },
  {
    name: 'page kit',
    holds: /^provider\/pages\//,
    imports: [],
    packages: [],
    leaf: true,
    because: 'the page kit turns data into HTML and knows nobody; personas, reports and the console share it',
  },
  {
    name: 'front of personas',
    holds: /^provider\/personas\/front\//,
    imports: ['provider/model', 'page kit'],
    packages: ['zod'],
    because: 'what every persona does on the way between a request and the engine knows no vendor, so that a persona stays thin',
  },
  {
    name: 'addresses',
    holds: /^provider\/(?:personas\/(?:addresses|[a-z0-9-]+\/endpoints)|world\/addresses)\.ts$/,
    imports: ['provider/model'],
    packages: [],
    leaf: true,
    because: 'where vendors live and where the lab answers for them is needed by programs that load neither',
  },
  {
    name: 'personas',
    holds: /^provider\/personas\//,
    imports: ['provider/model', 'page kit', 'front of personas', 'addresses'],
    packages: ['zod'],
    because:
      'a persona is data and policy: it reaches the engine only through its ports, or two personas would implement one protocol twice',
  },
  {
    name: 'store',
    holds: /^provider\/store\//,
    imports: ['provider/model', 'clock and random'],
    packages: [],
    because: 'a store keeps rows and knows nothing of OAuth, so that memory, SQLite and Redis can pass one contract test',
  },
  {
    name: 'clock and random',
    holds: /^provider\/world\/(clock|random)\.ts$/,
    imports: [],
    packages: [],
    because: 'time and chance each have one source, and everybody needs them',
  },
  {
    name: 'wire',
    holds: /^provider\/wire\//,
    imports: ['provider/model', 'clock and random'],
    packages: ['zod'],
    because: 'the wire log records and redacts; if it could reach the engine, scenarios could too',
  },
  {
    name: 'data',
    holds: /^fixtures\/(keys|people|clients|wire)\//,
    imports: ['provider/model'],
    packages: [],
    because: 'fixtures are data',
  },
  {
    name: 'world',
    holds: /^provider\/world\//,
    imports: ['provider/model', 'store', 'wire', 'clock and random', 'addresses'],
    packages: ['fastest-levenshtein', 'jose'],
    because: 'a world holds state; what the state means on the wire is for the engine and the personas',
  },
  {
    name: 'engine',
    holds: /^provider\/engine\//,
    imports: ['provider/model', 'world', 'store', 'clock and random'],
    packages: ['oidc-provider', 'jose'],
    because: 'only the engine knows oidc-provider; it receives personas and never imports them',
  },
  {
    name: 'exchange',
    holds: /^provider\/exchange\//,
    imports: ['provider/model', 'world', 'engine', 'clock and random', 'page kit'],
    packages: ['rou3'],
    because: 'one exchange runs from address to reply whoever the persona is',
  },
  {
    name: 'control',
    holds: /^provider\/control\//,
    imports: ['provider/model', 'world', 'clock and random'],
    packages: ['eventsource-parser', 'rou3', 'zod'],
    because: 'the control API works on the World interface, in process or far away, and never on what lies behind it',
  },
  {
    name: 'console',
    holds: /^provider\/console\/[^/]+\.ts$/,
    imports: ['provider/model', 'page kit'],
    packages: [],
    because: 'what serves the console hands out files; what they do goes over the control API',
  },
  {
    name: 'console page',
    holds: /^provider\/console\/app\//,
    imports: ['provider/model', 'control', 'page kit'],
    packages: ['@preact/signals', 'preact', 'zod'],
    leaf: true,
    because: 'the console runs in a browser and knows the lab by the typed client of the control API alone',
  },
  {
    name: 'connect',
    holds: /^provider\/connect\//,
    imports: ['provider/model', 'clock and random', 'addresses'],
    packages: ['@mswjs/interceptors', '@peculiar/asn1-schema', '@peculiar/asn1-x509', 'msw', 'tldts'],
    because:
      'a way into the lab knows requests and worlds by name, and nothing of what answers them; what intercepts calls is loaded nowhere else',
  },
  {
    name: 'browsers',
    holds: /^provider\/browser\//,
    imports: ['provider/model'],
    packages: ['@sparticuz/chromium', 'playwright'],
    because: 'which browser there is, and how it starts, is one question for all who drive one; both packages are optional',
  },
  {
    name: 'provider',
    holds: /^provider\/[^/]+\.ts$/,
    imports: [
      'provider/model',
      'personas',
      'store',
      'clock and random',
      'data',
      'wire',
      'world',
      'engine',
      'exchange',
      'control',
      'console',
      'connect',
      'browsers',
    ],
    packages: [],
    because: 'this is the one place where personas meet the engine',
  },
  {
    name: 'scenarios/model',
    holds: /^scenarios\/model\//,
    imports: ['provider/model'],
    packages: ['zod'],
    leaf: true,
    because: 'the words of the harness are a leaf beside those of the provider',
  },
  {
    name: 'person',
    holds: /^scenarios\/person\//,
    imports: ['provider/model', 'scenarios/model', 'clock and random'],
    packages: ['parse5', 'playwright', 'tough-cookie', 'undici'],
    because: 'the person is a browser: it sees pages and addresses and nothing that a browser would not see',
  },
  {
    name: 'rules',
    holds: /^scenarios\/rules\//,
    imports: ['provider/model', 'scenarios/model'],
    packages: [],
    because: 'a rule judges recorded traffic alone, so that it can judge a HAR as well',
  },
  {
    name: 'vocabulary',
    holds: /^scenarios\/harness\/vocabulary\//,
    imports: ['provider/model', 'scenarios/model'],
    packages: [],
    because: 'the questions that scenarios ask of traffic know the traffic, and not who runs them',
  },
  {
    name: 'catalogue',
    holds: /^scenarios\/catalogue\//,
    imports: ['provider/model', 'scenarios/model', 'vocabulary'],
    packages: [],
    because: 'a scenario tells a story in the words of the harness; what runs it must not shape it',
  },
  {
    name: 'harness',
    holds: /^scenarios\/harness\//,
    imports: [
      'provider',
      'provider/model',
      'wire',
      'scenarios/model',
      'vocabulary',
      'person',
      'rules',
      'catalogue',
      'clock and random',
    ],
    packages: ['fastest-levenshtein', 'playwright'],
    because:
      'the harness drives the lab as any user of the library would, through provider/index.ts; of the wire log it takes only redaction',
  },
  {
    name: 'apps',
    holds: /^fixtures\/apps\/[^/]+\//,
    imports: [],
    packages: 'its own',
    because: 'an app must not be able to tell the lab from the real vendor, so it knows nothing of ours',
  },
  {
    name: 'config of the apps',
    holds: /^fixtures\/apps\/[^/]+\.ts$/,
    imports: ['front door', 'scenarios/model'],
    packages: [],
    because: "the bundled apps are named exactly as a user's config names theirs",
  },
  {
    name: 'reports',
    holds: /^reports\//,
    imports: ['scenarios/model', 'provider/model', 'page kit'],
    packages: ['fast-xml-builder', 'picocolors', 'zod'],
    because: 'a report is a pure function of a run, so that an old run can be rendered again',
  },
  {
    name: 'front door',
    holds: /^index\.ts$/,
    imports: ['provider', 'scenarios/model'],
    packages: [],
    throughIndex: true,
    because: 'the package shows what the index files show, and nothing else',
  },
  {
    name: 'runners',
    holds: /^runners\//,
    imports: ['provider', 'scenarios/model', 'harness'],
    packages: ['@playwright/test', 'vitest'],
    throughIndex: true,
    because: "a runner of the user's own drives the lab and the catalogue as anybody would, and is loaded only with that runner",
  },
  {
    name: 'cli',
    holds: /^cli\//,
    imports: [
      'catalogue',
      'rules',
      'provider',
      'provider/model',
      'personas',
      'scenarios/model',
      'harness',
      'reports',
      'front door',
      'clock and random',
    ],
    packages: ['commander', 'fastest-levenshtein', 'jiti', 'open', 'picocolors', 'zod'],
    throughIndex: true,
    because: 'the command line is one more user of each part, and uses what its index.ts offers',
  },
];
