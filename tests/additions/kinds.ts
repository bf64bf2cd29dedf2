import { fileURLToPath } from 'node:url';
import type { Edit } from './copy-tree.ts';

/** A kind of addition, with an example of it. */
export interface Kind {
  readonly name: string;
  /** The files that are written or changed. A part in capitals stands for a name. */
  readonly files: readonly string[];
  /** New files of the example, as they lie in the tree. */
  readonly example: string | undefined;
  /** What the example changes in files that are there. */
  readonly edits: readonly Edit[];
}

const folder = (name: string): string => fileURLToPath(new URL(`${name}/`, import.meta.url));

const BEHAVIOUR = `  defineBehaviour({
    id: 'google/documents/served-from-cache',
    summary: 'Says how long its discovery document has been in a cache.',
    stage: 'reply',
    origin: 'vendor',
    setting: z.boolean().default(true),
    source: source('G-76', 'recorded', PAGES.discovery),
    apply: ({ endpoint, reply }) =>
      endpoint === 'discovery'
        ? { reply: { ...reply, headers: [...reply.headers, ['Age', '1234']] }, because: 'the document comes from a cache' }
        : undefined,
  }),`;

const PROBE = `  'google/documents/served-from-cache': {
    on: '1234',
    off: null,
    observe: async (browser) => (await browser.send('/.well-known/openid-configuration')).headers.get('age'),
  },`;

const MUTANTS = `  'login-openid-twice': {
    bug: 'Asks for openid twice.',
    authorization: (right) => ({ scope: (more) => \`\${right.scope(more)} openid\` }),
  },
  'login-all-scopes-twice': {
    bug: 'Asks for every scope twice.',
    authorization: (right) => ({ scope: (more) => \`\${right.scope(more)} \${right.scope(more)}\` }),
  },`;

/** What can be added without a change of anything else. */
export const KINDS: readonly Kind[] = [
  {
    name: 'persona',
    files: ['provider/personas/VENDOR/', 'provider/personas/registry.ts'],
    example: folder('persona'),
    edits: [{ file: 'provider/personas/registry.ts', lines: "export { weather } from './weather/index.ts';" }],
  },
  {
    name: 'behaviour',
    files: ['provider/personas/VENDOR/behaviours/AREA.ts', 'provider/personas/VENDOR/behaviours/AREA.probes.ts'],
    example: undefined,
    edits: [
      { file: 'provider/personas/google/behaviours/documents.ts', before: '];\n', lines: BEHAVIOUR },
      { file: 'provider/personas/google/behaviours/documents.probes.ts', before: '};\n', lines: PROBE },
    ],
  },
  {
    name: 'scenario',
    files: ['scenarios/catalogue/AREA/NAME.ts', 'fixtures/apps/APP/mutants/AREA.mjs'],
    example: folder('scenario'),
    edits: [{ file: 'fixtures/apps/web/mutants/login.mjs', before: '};\n', lines: MUTANTS }],
  },
  {
    name: 'rule',
    files: ['scenarios/rules/NAME.ts', 'scenarios/testing/recordings/NAME.ts'],
    example: folder('rule'),
    edits: [],
  },
  {
    name: 'app',
    files: ['fixtures/apps/NAME/server.mjs', 'fixtures/apps/NAME/package.json', 'fixtures/apps/loginlab.config.ts'],
    example: folder('app'),
    edits: [
      {
        file: 'fixtures/apps/loginlab.config.ts',
        before: '  ],\n',
        lines:
          "    { ...notes, id: 'greeter', suite: 'smoke', cwd: 'greeter', env: environment, verbs: { signIn: { http: '/auth/google' }, whoAmI: { http: '/me' } } },",
      },
    ],
  },
  {
    name: 'reporter',
    files: ['reports/formats/NAME.ts', 'reports/contract/read-NAME.ts', 'reports/formats/index.ts'],
    example: folder('reporter'),
    edits: [
      { file: 'reports/formats/index.ts', before: 'import type { Reporter }', lines: "import { ndjson } from './ndjson.ts';" },
      { file: 'reports/formats/index.ts', before: '} as const', lines: ', ndjson' },
    ],
  },
];
