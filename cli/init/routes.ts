import path from 'node:path';
import { type Project, placeIn, type SourceFile } from './project.ts';

/** A route of the app. */
export interface Route {
  readonly method: string;
  /** With `{persona}` for a parameter that names the provider. */
  readonly path: string;
  readonly place: string;
  /** The text up to the next route. */
  readonly handler: string;
}

interface Found {
  readonly method: string;
  readonly path: string;
  readonly index: number;
  /** What it was called on: `app`, `router`, `bp`. */
  readonly on: string;
}

/** `app.get('/me', …)` of Express, Koa and Fastify; `@app.get('/me')` of Flask and FastAPI. */
const BY_METHOD = /@?\b(\w+)\s*\.\s*(get|post|put|patch|delete|all)\(\s*(?:['"][\w-]+['"]\s*,\s*)?['"`](\/[^'"`\s]*)['"`]/g;
/** `@app.route('/me', methods=['POST'])`, and `app.route('/me').get(…)`. */
const BY_ROUTE =
  /@?\b(\w+)\s*\.\s*route\(\s*['"](\/[^'"\s]*)['"](?:[^)\n]*methods\s*=\s*[[(]\s*['"](\w+)['"])?[^)\n]*\)(?:\s*\.\s*(get|post)\()?/g;
/** `path('me/', views.me)` of Django. */
const OF_DJANGO = /\bpath\(\s*['"]([^'"\s]*)['"]\s*,\s*(?!include)/g;

const foundIn = ({ name, text }: SourceFile): readonly Found[] => {
  const methods = [...text.matchAll(BY_METHOD)].map(({ index, 1: on = '', 2: method = '', 3: path = '' }) => ({
    on,
    method,
    path,
    index,
  }));
  const routes = [...text.matchAll(BY_ROUTE)].map(({ index, 1: on = '', 2: path = '', 3: python, 4: node }) => ({
    ...{ on, path, index },
    method: python ?? node ?? 'get',
  }));
  const django = name.endsWith('urls.py')
    ? [...text.matchAll(OF_DJANGO)].map(({ index, 1: path = '' }) => ({ on: '', method: 'get', path: `/${path}`, index }))
    : [];
  return [...methods, ...routes, ...django].toSorted((one, other) => one.index - other.index);
};

const PARAMETER = /:(\w+)|<(?:\w+:)?(\w+)>|\{(\w+)\}/g;
const NAMES_PROVIDER = /^(?:provider|persona|strategy|name|service|connection)$/i;

/** A path that can be requested as it is; undefined for one with other parameters. */
const concrete = (written: string): string | undefined => {
  const filled = written.replaceAll(PARAMETER, (whole, ...names: (string | undefined)[]) =>
    NAMES_PROVIDER.test(names.slice(0, 3).find(Boolean) ?? '') ? '{persona}' : whole,
  );
  return /[:<*()]|\{(?!persona\})/.test(filled)
    ? undefined
    : filled.replaceAll(/\/{2,}/g, '/').replace(/(.)\/$/, written.endsWith('/') ? '$1/' : '$1');
};

/** `app.use('/auth', authRoutes)`: the file that the name comes from, and its prefix. */
const MOUNTED =
  /\.(?:use|register)\(\s*(?:['"`](\/[^'"`]*)['"`]\s*,\s*)?(?:\w+\([^)]*\)\s*,\s*)*(?:require\(\s*['"](\.[^'"]+)['"]\s*\)|(\w+))(?:\.routes\(\))?\s*(?:,\s*\{\s*prefix:\s*['"](\/[^'"]*)['"])?/g;

const importOf = (text: string, name: string): string | undefined =>
  new RegExp(
    `import\\s+(?:\\{[^}]*\\b)?${name}\\b[^'"]*['"](\\.[^'"]+)['"]|\\b${name}\\b[^=\\n]*=\\s*require\\(\\s*['"](\\.[^'"]+)['"]`,
  )
    .exec(text)
    ?.slice(1)
    .find(Boolean);

const withoutExtension = (name: string): string => name.replace(/(?:\/index)?\.[cm]?[jt]sx?$/, '');

/** Prefixes of whole files, by name without extension. */
const mounts = ({ sources }: Project): ReadonlyMap<string, string> =>
  new Map(
    sources.flatMap(({ name, text }) =>
      [...text.matchAll(MOUNTED)].flatMap(([, before, required, variable = '', after]) => {
        const from = required ?? importOf(text, variable);
        const prefix = before ?? after;
        if (from === undefined || prefix === undefined) return [];
        return [[withoutExtension(path.posix.join(path.posix.dirname(name), from)), prefix] as const];
      }),
    ),
  );

/** `bp = Blueprint('auth', __name__, url_prefix='/auth')`, `router = APIRouter(prefix='/auth')`, and where they are registered. */
const OF_PYTHON =
  /(\w+)\s*=\s*(?:Blueprint|APIRouter)\([^)]*prefix\s*=\s*['"](\/[^'"]*)['"]|(?:register_blueprint|include_router)\(\s*(?:\w+\.)?(\w+)\s*,[^)]*prefix\s*=\s*['"](\/[^'"]*)['"]/g;

const pythonPrefixes = ({ sources }: Project): ReadonlyMap<string, string> =>
  new Map(
    sources
      .filter(({ name }) => name.endsWith('.py'))
      .flatMap(({ text }) =>
        [...text.matchAll(OF_PYTHON)].map(([, one, at, other, there]) => [one ?? other ?? '', at ?? there ?? ''] as const),
      ),
  );

/** Files that are routes by their place: `app/api/auth/google/route.ts`, `pages/api/me.ts` of Next.js. */
const ofNext = ({ sources }: Project): readonly Route[] =>
  sources.flatMap((source) => {
    const [, inApp, inPages] = /^(?:src\/)?(?:app\/(.*)\/route\.[jt]s|pages\/(api\/.*)\.[jt]s)$/.exec(source.name) ?? [];
    const file = inApp ?? inPages;
    if (file === undefined || file.includes('[')) return [];
    const method =
      /export\s+(?:async\s+)?function\s+(POST)|export\s+const\s+(POST)/.test(source.text) && !/\bGET\b/.test(source.text)
        ? 'POST'
        : 'GET';
    return [{ method, path: `/${file.replaceAll(/\([^)]*\)\//g, '')}`, place: source.name, handler: source.text }];
  });

/** Every route of the app that a person could request. */
export const routesOf = (project: Project): readonly Route[] => {
  const byFile = mounts(project);
  const byName = pythonPrefixes(project);
  const written = project.sources.flatMap((source) => {
    const found = foundIn(source);
    return found.flatMap(({ method, path: own, index, on }, i): readonly Route[] => {
      const prefix = source.name.endsWith('.py') ? byName.get(on) : byFile.get(withoutExtension(source.name));
      const path = concrete(`${prefix ?? ''}${own === '/' && prefix ? '' : own}`);
      const handler = source.text.slice(index, found[i + 1]?.index);
      return path === undefined
        ? []
        : [{ method: method === 'all' ? 'GET' : method.toUpperCase(), path, place: placeIn(source, index), handler }];
    });
  });
  return [...written, ...ofNext(project)];
};
