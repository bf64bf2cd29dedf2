import config from '../../fixtures/apps/loginlab.config.ts';
import type { Lab } from '../../provider/index.ts';
import { configSchema, type RunResult } from '../model/index.ts';
import { run } from '../runner/runner.ts';

/** `web` as pages of a real browser: they talk with their own server alone, by the cookie of a session, and see no token. */
export const BFF = 'web-bff';

const bff = config.apps
  .filter(({ id }) => id === 'web-auth0')
  .map((web) => ({
    ...web,
    id: BFF,
    kind: 'spa',
    clientKind: 'web',
    verbs: {
      signIn: { http: '/auth/auth0' },
      whoAmI: web.verbs.whoAmI,
      useResource: { page: { press: 'Save in my order book', form: { note: '{canary}' } } },
      signOut: web.verbs.signOut,
      storage: { browser: true },
    },
  }));

/** The bundled apps, and one more; and the folder that they stand in. */
export const BUNDLED = configSchema.parse({ ...config, apps: [...config.apps, ...bff] });
export const BUNDLED_DIR = new URL('../../fixtures/apps/', import.meta.url).pathname;

/** One of the bundled apps as it is, with one of its bugs, or with one of its unusual ways. */
export interface Client {
  readonly app: string;
  readonly mutant?: string;
  readonly unusual?: string;
}

/** How a client is played; by default one instance of it at a time. */
export interface Playing {
  readonly lab: Pick<Lab, 'world'>;
  readonly seed: string;
  readonly workers?: number;
  readonly personas?: readonly string[];
}

/** Plays scenarios against a client: ids, globs, or `id:variant`. */
export const playClient = (
  { app, mutant = '', unusual = '' }: Client,
  scenarios: readonly string[],
  playing: Playing,
): Promise<RunResult> =>
  run({
    config: BUNDLED,
    configDir: BUNDLED_DIR,
    apps: [app],
    scenarios,
    workers: 1,
    ...playing,
    extraEnv: { MUTANT: mutant, UNUSUAL: unusual },
  });
