import type { AppGuess } from './guess.ts';
import type { Guess, RequestGuess, VerbGuesses } from './verbs.ts';

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** A trailing comment: where it was found, or that it is a bare guess. */
const from = (place: string | undefined): string =>
  ` // ${place === undefined ? 'guess: nothing in the folder says' : `guess, from ${place}`}`;

const requestOf = ({ method, path, press }: RequestGuess): string => {
  if (press) return `{ path: ${quoted(path)}, press: true }`;
  return method === 'GET' ? quoted(path) : `{ method: ${quoted(method)}, path: ${quoted(path)} }`;
};

const field = (name: string, value: string, place: string | undefined): string => `${name}: ${value},${from(place)}`;

const COMMAND_MISSING = 'echo "Set command in the config to what starts your app" && exit 1';

const startOf = ({ start, address, framework }: AppGuess): readonly string[] => [
  '// What starts your app, in this folder. {port} is a free port; the app also gets it as PORT.',
  start === undefined
    ? `command: ${quoted(COMMAND_MISSING)}, // not found: please set`
    : field('command', quoted(start.command), start.place ?? framework.title),
  ...(start?.alone === undefined ? [] : [`// One instance at a time: ${start.alone}.`]),
  field('url', quoted(address.value), address.place ?? (address.port === '{port}' ? 'the command' : undefined)),
  `ready: '/', // answers below 500 when the app is ready`,
  ...(framework.readyWithinSeconds === undefined ? [] : [`readyWithinSeconds: ${framework.readyWithinSeconds},`]),
];

const redirectOf = ({ redirectPath }: AppGuess): readonly string[] =>
  redirectPath === undefined
    ? [`// redirectPath: '/auth/{persona}/callback', // path of the redirect URI; any path of the app while it is left out`]
    : [field('redirectPath', quoted(redirectPath.value), redirectPath.place)];

/** What to set where nothing was found. */
const bareVariables = ([persona = '']: readonly string[]): readonly string[] => [
  '// No variables for the client were found. Name those that your app reads:',
  `${persona.toUpperCase()}_CLIENT_ID: ${persona}.clientId,`,
  `${persona.toUpperCase()}_CLIENT_SECRET: ${persona}.clientSecret,`,
];

const envOf = ({ variables, personas, literalClient }: AppGuess): readonly string[] => {
  const isClient = variables.some(({ value }) => value.endsWith('.clientId'));
  const used = personas.value.filter((persona) => variables.some(({ value }) => value.includes(`${persona}.`)) || !isClient);
  return [
    '// Environment of the app. clientId and clientSecret belong to a client that the lab registers for each run.',
    ...(literalClient === undefined
      ? []
      : [`// ${literalClient} has a client id in the source: read it from a variable, so that the lab can set it.`]),
    `env: (${used.length === 0 ? '' : `{ ${used.join(', ')} }`}) => ({`,
    ...variables.map(({ name, value, place }) => `  ${name}: ${value},${from(place)}`),
    ...(isClient ? [] : bareVariables(personas.value).map((line) => `  ${line}`)),
    '}),',
  ];
};

const FALLBACK = { signIn: '/auth/{persona}', whoAmI: '/' } as const;

const MISSING = {
  useResource: [
    `// A request that makes the app call the provider's API for the person. Without it, scenarios about tokens in use are skipped.`,
    `// useResource: { http: '/files' },`,
  ],
  signOut: [
    '// Ends the session. Without it, scenarios about logout are skipped.',
    `// signOut: { http: { method: 'POST', path: '/logout' } },`,
  ],
} as const;

const verbOf = (name: keyof VerbGuesses, guess: Guess<RequestGuess> | undefined): string =>
  `${name}: { http: ${guess === undefined ? '' : requestOf(guess.value)} },${from(guess?.place)}`;

const found = (name: 'signIn' | 'whoAmI', { verbs, personas }: AppGuess): string => {
  const guess = verbs[name] ?? {
    value: {
      method: 'GET',
      path: FALLBACK[name].replace('{persona}', personas.value.length === 1 ? (personas.value[0] ?? '') : '{persona}'),
    },
  };
  return verbOf(name, guess);
};

const optional = (name: keyof typeof MISSING, { verbs }: AppGuess): readonly string[] =>
  verbs[name] === undefined ? MISSING[name] : [verbOf(name, verbs[name])];

const verbsOf = (guess: AppGuess): readonly string[] => [
  '// What a person can do in the app, each as a request. Scenarios that need a missing one are skipped.',
  'verbs: {',
  '  // Starts a login: a GET that ends at the provider.',
  `  ${found('signIn', guess)}`,
  "  // A page that shows the signed-in person's name or e-mail.",
  `  ${found('whoAmI', guess)}`,
  ...optional('useResource', guess).map((line) => `  ${line}`),
  ...optional('signOut', guess).map((line) => `  ${line}`),
  '},',
];

const appOf = (guess: AppGuess): readonly string[] => {
  const { id, framework, library, personas } = guess;
  return [
    `id: ${quoted(id)},`,
    ...(framework.kind === undefined
      ? []
      : [`kind: ${quoted(framework.kind)}, // its pages run scripts: loginlab run --person browser`]),
    ...(library === undefined ? [] : [`library: ${quoted(library)},`]),
    ...startOf(guess),
    field('personas', `[${personas.value.map(quoted).join(', ')}]`, personas.place),
    ...redirectOf(guess),
    ...envOf(guess),
    ...verbsOf(guess),
  ];
};

/** The text of a config for an app. `loginlab`: how the user starts Login Lab. */
export const renderConfig = (guess: AppGuess, loginlab: string): string =>
  [
    `// Config of Login Lab for ${guess.framework.title}, written by init. Check the guesses with: ${loginlab} doctor`,
    `// Then drive the app: ${loginlab} run. Every field stands in docs/config.md of the package loginlab.`,
    `import { defineConfig } from 'loginlab';`,
    '',
    'export default defineConfig({',
    '  apps: [',
    '    {',
    ...appOf(guess).map((line) => `      ${line}`),
    '    },',
    '  ],',
    '});',
    '',
  ].join('\n');
