import { createLab, requireChromium, VENDORS } from '../../provider/index.ts';
import type { PersonaId } from '../../provider/model/index.ts';
import { FRONT_CHANNEL } from '../../provider/personas/declared.ts';
import { randomText } from '../../provider/world/random.ts';
import { SCENARIOS } from '../catalogue/index.ts';
import {
  type App,
  needsRealBrowser,
  type PersonaEnv,
  type ReportedExchange,
  type ScenarioResult,
  type VerbName,
} from '../model/index.ts';
import { AppInstance } from './app-instance.ts';
import { openBrowsers } from './browsers.ts';
import type { RunOptions } from './options.ts';
import { personaIds } from './play.ts';
import type { RunContext } from './run-context.ts';
import { chooseApps } from './select.ts';
import { checkSignIn } from './sign-in.ts';
import { UserRegistry } from './user-registry.ts';

/** What `examine` found out about one app with one persona. */
export interface Examination {
  readonly app: App;
  readonly persona: PersonaId;
  /** Base address of the instance that was examined. */
  readonly url: URL;
  /** Addresses and credentials that `env` of the app received. */
  readonly given: PersonaEnv;
  /** What `env` returned. */
  readonly env: Readonly<Record<string, unknown>>;
  /** The vendor's own hosts. */
  readonly vendorHosts: readonly string[];
  /** The check `start`, and one check for each verb that could be judged. */
  readonly result: ScenarioResult;
  /** The login got as far as the provider. */
  readonly hasArrived: boolean;
  /** The provider sent the person back with a code or a token: from then on the app has something to call. */
  readonly hasReturned: boolean;
  /** Requests of the app itself that reached the lab. */
  readonly calls: readonly ReportedExchange[];
  readonly output: readonly string[];
  /** Verbs that the app does not declare, with the number of scenarios that are skipped without them. */
  readonly lacking: ReadonlyMap<VerbName, number>;
}

export type ExamineOptions = Pick<
  RunOptions,
  'config' | 'configDir' | 'apps' | 'personas' | 'person' | 'browser' | 'limitSeconds' | 'command' | 'signal' | 'seed'
>;

const lackingOf = ({ verbs }: App, persona: PersonaId): ReadonlyMap<VerbName, number> => {
  const needs = SCENARIOS.filter(({ personas }) => personas.includes(persona)).flatMap((scenario) => scenario.needs);
  const counts = Map.groupBy(needs, (verb) => verb);
  return new Map([...counts].filter(([verb]) => verbs[verb] === undefined).map(([verb, each]) => [verb, each.length]));
};

const isCall = ({ from, endpoint }: ReportedExchange): boolean =>
  from === 'app' && !([...FRONT_CHANNEL] as readonly string[]).includes(endpoint);

/** What `env` returned, with the ports and the folder of this instance. */
const filledBy = (instance: AppInstance, env: Readonly<Record<string, unknown>>): Examination['env'] =>
  Object.fromEntries(
    Object.entries(env).map(([name, value]) => [name, typeof value === 'string' ? instance.fill(value) : value]),
  );

const examineOne = async (instance: AppInstance, persona: PersonaId, context: RunContext): Promise<Examination> => {
  const { app, url, personas, envValues } = instance;
  const { outcome, output, hasReturned } = await checkSignIn({ app, persona }, instance, context);
  const exchanges = Object.values(outcome.exchanges);
  return {
    ...{ app, persona, url, output: output(), hasReturned, result: outcome.result },
    ...{ given: personas[persona], env: filledBy(instance, app.env(envValues)), vendorHosts: VENDORS[persona].hosts },
    hasArrived: exchanges.some(({ endpoint }) => endpoint === 'authorize'),
    calls: exchanges.filter(isCall),
    lacking: lackingOf(app, persona),
  };
};

/**
 * Starts each app and lets one person use each of its verbs, as `run` does before the scenarios. Yields what it found for each
 * app and persona, in the order of the config; the lab and the app run until the next one is asked for. Rejects like `run` for
 * wrong options.
 */
export async function* examine(options: ExamineOptions): AsyncGenerator<Examination> {
  const chosen = chooseApps(options, personaIds());
  if (options.person === 'browser' || chosen.some(({ app }) => needsRealBrowser(app))) await requireChromium();
  const { configDir, limitSeconds, command = 'npm run -s loginlab --', seed = randomText(12) } = options;
  const signal = options.signal ?? new AbortController().signal;
  await using lab = await createLab({ personas: personaIds() });
  await using browsers = openBrowsers(options);
  const context = { seed, command, limitSeconds, registry: new UserRegistry(), signal };
  for (const { app, personas } of chosen) {
    const place = { id: app.id, lab, app, configDir, extraEnv: {}, signal, onEvent: () => undefined };
    const instance = await AppInstance.open(place);
    try {
      for (const persona of personas) yield await examineOne(instance, persona, { ...context, browsers: browsers.of(app) });
    } finally {
      await instance.close();
    }
  }
}
