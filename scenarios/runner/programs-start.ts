import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { LoginLabError } from '../../provider/model/index.ts';
import type { App, EnvValues } from '../model/index.ts';
import type { AppConnection } from './app-connection.ts';
import { environmentOf } from './app-environment.ts';
import type { AppPlace } from './app-place.ts';
import type { AppStart } from './app-process.ts';
import type { ProgramsStart } from './app-programs.ts';
import { portOf } from './free-port.ts';

type Texts = Readonly<Record<string, string>>;

/** What the programs of an app instance are started from. */
export interface StartParts extends Pick<AppStart, 'output' | 'signal' | 'onSpawn'> {
  readonly app: App;
  readonly configDir: string;
  readonly extraEnv: Texts;
  readonly place: AppPlace;
  /** What `env` of the app gets. */
  readonly values: EnvValues;
  readonly connection: Pick<AppConnection, 'variables'>;
}

/** Variables of our own environment that an app does not inherit: they would reveal the lab or change the app. */
const NOT_INHERITED = /^(?:LOGINLAB_|npm_|VITEST|MUTANT$|PORT$|NODE_ENV$)/;

const inheritedEnv = (): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !NOT_INHERITED.test(name)));

/** A program cannot be started in a folder that is not there, and the system would blame the shell. */
const folderOf = ({ id, cwd = '.' }: Pick<App, 'id' | 'cwd'>, configDir: string): string => {
  const folder = resolve(configDir, cwd);
  if (existsSync(folder)) return folder;
  throw new LoginLabError('config', `The app "${id}" is to start in ${folder}, but there is no such folder.`, { field: 'cwd' });
};

/** The environment of the program at a port. */
const envAt = ({ place, extraEnv, connection }: StartParts, port: number, own: Texts): AppStart['env'] => {
  const filled = Object.entries(own).map(([name, value]) => [name, place.fill(value, port)] as const);
  const env = { ...inheritedEnv(), PORT: String(port), ...Object.fromEntries(filled), ...extraEnv };
  return { ...env, ...connection.variables(env) };
};

const sharedOf = ({ app, output, signal, onSpawn }: StartParts): Omit<AppStart, 'id' | 'command' | 'cwd' | 'env' | 'ready'> => ({
  readyWithinSeconds: app.readyWithinSeconds,
  signal,
  ...(output && { output }),
  ...(onSpawn && { onSpawn }),
});

const programAt = (parts: StartParts, port: number, own: Texts): AppStart => {
  const { app, configDir, place } = parts;
  const base = new URL(place.url);
  base.port = String(port);
  return {
    ...sharedOf(parts),
    id: app.id,
    command: place.fill(app.command, port),
    cwd: folderOf(app, configDir),
    env: envAt(parts, port, own),
    ready: new URL(app.ready, base),
  };
};

const apiStartsOf = (parts: StartParts, own: Texts): readonly AppStart[] => {
  const { app, configDir, place } = parts;
  return app.apis.flatMap(({ as, command, cwd = app.cwd, url, ready }) => {
    if (command === undefined) return [];
    const base = new URL(place.fill(url));
    const program = { id: `"${as}"`, command: place.fill(command), cwd: folderOf({ id: app.id, cwd }, configDir) };
    return [{ ...sharedOf(parts), ...program, env: envAt(parts, portOf(base), own), ready: new URL(ready, base) }];
  });
};

/** How all programs of an app instance are started. */
export const programsStartOf = (parts: StartParts): ProgramsStart => {
  const { app, values, place } = parts;
  const own = environmentOf(app, values);
  const copies = place.ports.map((port) => programAt(parts, port, own));
  return { apis: apiStartsOf(parts, own), copies, front: copies.length > 1 ? place.url : undefined };
};
