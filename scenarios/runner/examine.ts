import { createLab, PERSONA_IDS, requireChromium } from '../../provider/index.ts';
import type { EndpointName, PersonaId } from '../../provider/model/index.ts';
import { FRONT_CHANNEL } from '../../provider/personas/declared.ts';
import { randomText } from '../../provider/world/random.ts';
import type { App, PersonaEnv, ScenarioResult } from '../model/index.ts';
import { AppInstance } from './app-instance.ts';
import { openBrowsers } from './browsers.ts';
import type { RunOptions } from './options.ts';
import { chooseApps } from './select.ts';
import { checkSignIn } from './sign-in.ts';
import { UserRegistry } from './user-registry.ts';

/** What `examine` found out about one app with one persona. */
export interface Examination {
  readonly app: App;
  readonly persona: PersonaId;
  /** Base address of the instance that was examined. */
  readonly url: URL;
  /** Addresses and credentials that the function `env` of the app received. */
  readonly given: PersonaEnv;
  /** What `env` returned, as it is; or the error that it threw. */
  readonly env: { readonly values: Readonly<Record<string, unknown>> } | { readonly error: unknown };
  /** A result with the check `start` and one check for each verb that could be judged; undefined where `env` threw. */
  readonly result: ScenarioResult | undefined;
  /** Requests of the app itself that reached the lab. */
  readonly calls: readonly EndpointName[];
}

type Options = Pick<
  RunOptions,
  'config' | 'configDir' | 'apps' | 'personas' | 'person' | 'browser' | 'limitSeconds' | 'command' | 'signal' | 'seed'
>;

const readEnv = (app: App, personas: AppInstance['personas']): Examination['env'] => {
  try {
    return { values: app.env({ ...personas }) };
  } catch (error) {
    return { error };
  }
};

/**
 * Starts each app and lets one person use each of its verbs, as `run` does before the scenarios. Yields the findings for each
 * app and persona, in the order of the config. Rejects like `run` for wrong options.
 */
export async function* examine(options: Options): AsyncGenerator<Examination> {
  const chosen = chooseApps(options, PERSONA_IDS);
  if (options.person === 'browser') await requireChromium();
  const { configDir, limitSeconds, command = 'npm run -s loginlab --', seed = randomText(12) } = options;
  const signal = options.signal ?? new AbortController().signal;
  await using lab = await createLab({ personas: PERSONA_IDS });
  await using browsers = openBrowsers(options);
  const context = { seed, command, limitSeconds, registry: new UserRegistry(), browsers, signal };
  for (const { app, personas } of chosen) {
    const about = { id: `d-${app.id}`, lab, app, configDir, extraEnv: {}, signal, onEvent: () => undefined };
    const instance = await AppInstance.open(about);
    try {
      for (const persona of personas) {
        const env = readEnv(app, instance.personas);
        const facts = { app, persona, url: instance.url, given: instance.personas[persona], env };
        const checked = 'error' in env ? undefined : await checkSignIn({ app, persona }, instance, context);
        const exchanges = checked?.outcome.exchanges ?? [];
        const calls = exchanges.filter(({ from, endpoint }) => from === 'app' && !FRONT_CHANNEL.has(endpoint as EndpointName));
        yield { ...facts, result: checked?.outcome.result, calls: calls.map(({ endpoint }) => endpoint as EndpointName) };
      }
    } finally {
      await instance.close();
    }
  }
}
