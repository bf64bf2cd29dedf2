import { ALL_VENDORS, PERSONA_IDS } from '../../provider/index.ts';
import type { PersonaId } from '../../provider/model/index.ts';
import { type AddressGuess, guessAddress } from './address.ts';
import { guessVariables, literalClient, type VariableGuess } from './environment.ts';
import { type Framework, frameworkOf, type Start } from './frameworks.ts';
import { libraryVerbs } from './library-clues.ts';
import { personasOf } from './personas.ts';
import type { Project } from './project.ts';
import { routesOf } from './routes.ts';
import { type Guess, guessVerbs, type RequestGuess, type VerbGuesses } from './verbs.ts';

/** Everything that the folder of an app tells about it. */
export interface AppGuess {
  readonly id: string;
  readonly framework: Framework;
  readonly library: string | undefined;
  readonly start: Start | undefined;
  readonly address: AddressGuess;
  readonly personas: Guess<readonly PersonaId[]>;
  readonly variables: readonly VariableGuess[];
  readonly verbs: VerbGuesses;
  readonly redirectPath: Guess<string> | undefined;
  /** Where a client id stands in the sources. */
  readonly literalClient: string | undefined;
}

const LIBRARIES = [
  ...ALL_VENDORS.flatMap(({ clues }) => clues?.libraries ?? []),
  ...[
    'passport',
    'next-auth',
    'better-auth',
    'openid-client',
    'oauth4webapi',
    'arctic',
    '@fastify/oauth2',
    'simple-oauth2',
    'grant',
  ],
  ...['authlib', 'requests-oauthlib', 'flask-dance', 'social-auth-app-django', 'django-allauth'],
];

/** Port of an app that runs once at a time. */
const PORT_ALONE = '3100';

/** Auth.js has routes of its own. */
const forAuthJs = ({ packages }: Project): VerbGuesses => {
  if (!packages.has('next-auth')) return {};
  const at = (name: string, more: Partial<RequestGuess> = {}) => ({
    value: { method: 'GET', path: `/api/auth/${name}`, ...more },
    place: 'Auth.js',
  });
  return {
    signIn: at('signin', { press: true }),
    callback: at('callback/{persona}'),
    whoAmI: at('session'),
    signOut: at('signout', { press: true }),
  };
};

const inFolder = ({ name }: Project): string =>
  name
    .replace(/^@[^/]*\//, '')
    .replaceAll(/[^a-z0-9._-]+/gi, '-')
    .replace(/^[^a-z0-9]+/i, '') || 'app';

/** The route of the callback; with several providers it must name them apart. */
const redirectPathOf = (
  { callback }: VerbGuesses,
  address: AddressGuess,
  personas: readonly PersonaId[],
): Guess<string> | undefined => {
  const path = address.redirectPath ?? callback?.value.path;
  if (path === undefined) return undefined;
  const place = address.redirectPath === undefined ? callback?.place : address.place;
  const [only] = personas;
  const named = personas.length === 1 ? path : path.replace(new RegExp(`\\b(?:${personas.join('|')})\\b`), '{persona}');
  if (personas.length > 1 && !named.includes('{persona}')) return undefined;
  return {
    value: personas.length === 1 ? named.replace('{persona}', only ?? '') : named,
    ...(place === undefined ? {} : { place }),
  };
};

const addressOf = (project: Project, start: Start | undefined): AddressGuess => {
  const address = guessAddress(project, start?.takesPort ?? false);
  if (start?.alone === undefined || address.port !== '{port}') return address;
  return { value: `http://127.0.0.1:${PORT_ALONE}`, port: PORT_ALONE };
};

const variablesFor = (
  project: Project,
  framework: Framework,
  personas: readonly PersonaId[],
  origin: string,
): readonly VariableGuess[] => {
  const read = guessVariables(project, personas, origin);
  const more = Object.entries(framework.variables?.(project, personas) ?? {}).filter(([name]) =>
    read.every((variable) => variable.name !== name),
  );
  return [...read, ...more.map(([name, value]) => ({ name, value: value.replace('{origin}', origin), place: framework.title }))];
};

/** Looks at the folder of an app. Nothing in it is run. */
export const guessApp = (project: Project): AppGuess => {
  const framework = frameworkOf(project);
  const start = framework.start(project);
  const address = addressOf(project, start);
  const shown = personasOf(project);
  const personas = shown.length > 0 ? { value: shown, place: 'the sources' } : { value: PERSONA_IDS.slice(0, 1) };
  const verbs = { ...guessVerbs(routesOf(project)), ...libraryVerbs(project), ...forAuthJs(project) };
  return {
    id: inFolder(project),
    framework,
    library: LIBRARIES.find((name) => project.packages.has(name)),
    start: start && { ...start, command: start.command.replace('{port}', address.port) },
    address,
    personas,
    variables: variablesFor(project, framework, personas.value, address.value),
    verbs,
    redirectPath: redirectPathOf(verbs, address, personas.value),
    literalClient: literalClient(project),
  };
};
