import { ALL_VENDORS } from '../../provider/index.ts';
import { hasTenants, type PersonaId } from '../../provider/model/index.ts';
import type { AppInput } from '../../scenarios/model/index.ts';
import type { Project, SourceFile } from './project.ts';

/** How an app is started, as far as its folder tells. */
export interface Start {
  /** With `{port}` where the command names the port. */
  readonly command: string;
  /** Where the command was found: `scripts.start of package.json`. */
  readonly place?: string;
  /** The command names the port, whatever the sources say. */
  readonly takesPort?: boolean;
  /** Only one instance can run in the folder. */
  readonly alone?: string;
}

export interface Framework {
  readonly title: string;
  readonly fits: (project: Project) => boolean;
  /** Undefined: nothing to start was found. */
  readonly start: (project: Project) => Start | undefined;
  readonly kind?: AppInput['kind'];
  /** A first request may compile. */
  readonly readyWithinSeconds?: number;
  /** Variables that it needs besides those in the sources, as expressions. */
  readonly variables?: (project: Project, personas: readonly PersonaId[]) => Readonly<Record<string, string>>;
}

const uses =
  (...names: readonly string[]) =>
  ({ packages }: Project): boolean =>
    names.some((name) => packages.has(name));

/** Programs that only exist after a build. */
const NEEDS_BUILD = /\b(?:dist|build|\.next|out|lib)\//;

const MAIN_FILES = ['server', 'app', 'index', 'main', 'src/server', 'src/app', 'src/index', 'src/main'].flatMap((name) =>
  ['js', 'mjs', 'cjs', 'ts'].map((extension) => `${name}.${extension}`),
);

const ofScript = ({ scripts }: Project, name: string): Start | undefined =>
  scripts[name] === undefined
    ? undefined
    : { command: name === 'start' ? 'npm start' : `npm run ${name}`, place: `scripts.${name} of package.json` };

/** A script that needs a build which is not there is the last choice. */
const startNode = (project: Project): Start | undefined => {
  const { scripts, main, has } = project;
  const builds = scripts.start !== undefined && NEEDS_BUILD.test(scripts.start) && !has('dist') && !has('build');
  const scripted = builds
    ? (ofScript(project, 'dev') ?? ofScript(project, 'start'))
    : (ofScript(project, 'start') ?? ofScript(project, 'dev'));
  if (scripted) return scripted;
  const file = [main ?? '', ...MAIN_FILES].find((name) => name !== '' && has(name));
  return file === undefined ? undefined : { command: `node ${file}`, place: file };
};

const pythonOf = ({ has }: Project): string =>
  ['.venv/bin/python', 'venv/bin/python', 'env/bin/python'].find((interpreter) => has(interpreter)) ?? 'python3';

const moduleOf = ({ name }: SourceFile): string => name.replace(/(?:\/__init__)?\.py$/, '').replaceAll('/', '.');

const sourceWith = ({ sources }: Project, pattern: RegExp): SourceFile | undefined =>
  sources.find(({ name, text }) => name.endsWith('.py') && pattern.test(text));

const OWN_SERVER = /if\s+__name__\s*==\s*['"]__main__['"][\s\S]*(?:environ|getenv)[^\n]*PORT/;

const startFlask = (project: Project): Start | undefined => {
  const source = sourceWith(project, /\bFlask\(\s*__name__/);
  if (!source) return undefined;
  const python = pythonOf(project);
  if (OWN_SERVER.test(source.text)) return { command: `${python} ${source.name}`, place: source.name };
  return { command: `${python} -m flask --app ${moduleOf(source)} run --port {port}`, place: source.name, takesPort: true };
};

const startFastApi = (project: Project): Start | undefined => {
  const source = sourceWith(project, /\bFastAPI\(/);
  const [, variable = 'app'] = /(\w+)\s*=\s*FastAPI\(/.exec(source?.text ?? '') ?? [];
  const command = `${pythonOf(project)} -m uvicorn ${source && moduleOf(source)}:${variable} --port {port}`;
  return source && { command, place: source.name, takesPort: true };
};

/**
 * `oauthlib` refuses redirect URIs that are not https. What else it refuses, such as scopes that Google spells differently, it
 * refuses in production too.
 */
const forOauthlib = ({ packages }: Project): Readonly<Record<string, string>> =>
  [...packages].some((name) => /oauthlib$|^flask-dance$/.test(name)) ? { OAUTHLIB_INSECURE_TRANSPORT: "'1'" } : {};

/** A vendor with a host for each customer: only the app knows which. */
const givesHosts = (persona: PersonaId): boolean => ALL_VENDORS.some(({ id, hosts }) => id === persona && hasTenants(hosts));

/** Auth.js names its variables itself; no source reads them. */
const forAuthJs = ({ packages }: Project, personas: readonly PersonaId[]): Readonly<Record<string, string>> =>
  packages.has('next-auth')
    ? {
        NEXTAUTH_URL: "'{origin}'",
        NEXTAUTH_SECRET: "'only-for-tests-0123456789abcdef'",
        AUTH_SECRET: "'only-for-tests-0123456789abcdef'",
        AUTH_TRUST_HOST: "'true'",
        ...Object.fromEntries(
          personas.flatMap((persona) => [
            [`AUTH_${persona.toUpperCase()}_ID`, `${persona}.clientId`],
            [`AUTH_${persona.toUpperCase()}_SECRET`, `${persona}.clientSecret`],
            ...(givesHosts(persona) ? [[`AUTH_${persona.toUpperCase()}_ISSUER`, `${persona}.issuer`]] : []),
          ]),
        ),
      }
    : {};

const OTHERS: readonly { readonly file: string; readonly command: string; readonly takesPort?: true }[] = [
  { file: 'go.mod', command: 'go run .' },
  { file: 'bin/rails', command: 'bin/rails server --port {port}', takesPort: true },
  { file: 'config.ru', command: 'bundle exec rackup --port {port}', takesPort: true },
  { file: 'artisan', command: 'php artisan serve --port={port}', takesPort: true },
  { file: 'index.php', command: 'php -S 127.0.0.1:{port}', takesPort: true },
  { file: 'public/index.php', command: 'php -S 127.0.0.1:{port} -t public', takesPort: true },
  { file: 'mvnw', command: './mvnw spring-boot:run -Dspring-boot.run.arguments=--server.port={port}', takesPort: true },
  { file: 'app.py', command: 'python3 app.py' },
  { file: 'main.py', command: 'python3 main.py' },
];

const startOther = (project: Project): Start | undefined => {
  const known = OTHERS.find(({ file }) => project.has(file));
  return startNode(project) ?? (known && { ...known, place: known.file });
};

/** Frameworks that `init` knows, most telling first: a server before the bundler of its pages. */
const FRAMEWORKS: readonly Framework[] = [
  {
    title: 'Next.js',
    fits: uses('next'),
    start: () => ({ command: 'npx next dev --port {port}', takesPort: true, alone: 'next dev locks its folder' }),
    readyWithinSeconds: 120,
    variables: forAuthJs,
  },
  { title: 'Express', fits: uses('express'), start: startNode },
  { title: 'Koa', fits: uses('koa'), start: startNode },
  { title: 'Fastify', fits: uses('fastify'), start: startNode },
  {
    title: 'Django',
    fits: (project) => project.has('manage.py'),
    start: (project) => ({
      command: `${pythonOf(project)} manage.py runserver --noreload 127.0.0.1:{port}`,
      place: 'manage.py',
      takesPort: true,
    }),
    variables: forOauthlib,
  },
  {
    title: 'FastAPI',
    fits: (project) => sourceWith(project, /\bFastAPI\(/) !== undefined,
    start: startFastApi,
    variables: forOauthlib,
  },
  {
    title: 'Flask',
    fits: (project) => sourceWith(project, /\bFlask\(/) !== undefined,
    start: startFlask,
    variables: forOauthlib,
  },
  {
    title: 'a single-page app (Vite)',
    fits: uses('vite'),
    start: () => ({ command: 'npx vite --host 127.0.0.1 --port {port} --strictPort', takesPort: true }),
    kind: 'spa',
  },
];

const OTHER: Framework = { title: 'an app of another kind', fits: () => true, start: startOther, variables: forOauthlib };

/** The framework of the app, by its packages and sources. */
export const frameworkOf = (project: Project): Framework => FRAMEWORKS.find(({ fits }) => fits(project)) ?? OTHER;
