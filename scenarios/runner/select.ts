import { LoginLabError, type PersonaId } from '../../provider/model/index.ts';
import { type App, AREAS, type Scenario } from '../model/index.ts';
import type { RunOptions } from './options.ts';
import { asPattern, isGlob, pick, unknownId } from './pick.ts';
import { type Choice, variantsOf } from './plan.ts';
import { chooseStories } from './stories.ts';
import { DEFAULT_SUITE, SUITES, type Suite } from './suites.ts';

const suiteNamed = (name: string, field = 'suite'): Suite => {
  const suite: Suite | undefined = Object.hasOwn(SUITES, name) ? SUITES[name as keyof typeof SUITES] : undefined;
  if (suite) return suite;
  throw unknownId('suite', name, Object.keys(SUITES), field);
};

const areaOf = ({ id }: Scenario): string => id.split('/', 1)[0] ?? id;

const isIn = (suite: Suite, scenario: Scenario): boolean =>
  (suite.include.includes(scenario.id) || suite.include.includes(areaOf(scenario))) &&
  (scenario.pace !== 'wall' || suite.wall === true);

/** Selects the suite of each app, if it has one. */
const byOwnSuite = (apps: readonly App[]): Required<Choice>['plays'] => {
  const own = new Map(apps.flatMap((app, i) => (app.suite ? [[app, suiteNamed(app.suite, `apps[${i}].suite`)] as const] : [])));
  return (app, scenario) => {
    const suite = own.get(app);
    return suite === undefined || isIn(suite, scenario);
  };
};

const inSuite = (scenarios: readonly Scenario[], suite: Suite): Choice['scenarios'] =>
  scenarios.filter((scenario) => isIn(suite, scenario)).map((scenario) => ({ scenario, variants: variantsOf(scenario) }));

/** Scenarios whose id matches: `refresh/*`, or an area. A variant after a colon is ignored. */
export const scenariosMatching = (scenarios: readonly Scenario[], asked: string): readonly Scenario[] => {
  const [glob = ''] = asked.split(':', 1);
  const names: readonly string[] = AREAS;
  const pattern = asPattern(names.includes(glob) ? `${glob}/**` : glob);
  return scenarios.filter(({ id }) => pattern.test(id));
};

/** `refresh/*`, `login/x:missing`, an area, or a part after the slash. */
const byPattern = (scenarios: readonly Scenario[], asked: string): Choice['scenarios'] => {
  const [glob = '', variant] = asked.split(':', 2);
  const fitting = scenariosMatching(scenarios, asked);
  if (fitting.length === 0)
    throw unknownId(
      'scenario',
      glob,
      scenarios.map(({ id }) => id),
      'scenario',
    );
  if (variant === undefined) return fitting.map((scenario) => ({ scenario, variants: variantsOf(scenario) }));
  const known = fitting.flatMap(({ variants }) => Object.keys(variants ?? {}));
  const wanted = asPattern(variant);
  const chosen = fitting.map((scenario) => ({
    scenario,
    variants: variantsOf(scenario).filter((name) => name !== undefined && wanted.test(name)),
  }));
  if (chosen.every(({ variants }) => variants.length === 0)) throw unknownId(`variant of ${glob}`, variant, known, 'scenario');
  return chosen.filter(({ variants }) => variants.length > 0);
};

const merge = (choices: Choice['scenarios'], scenarios: readonly Scenario[]): Choice['scenarios'] =>
  scenarios.flatMap((scenario) => {
    const named = choices.filter((choice) => choice.scenario === scenario).flatMap(({ variants }) => variants);
    const variants = variantsOf(scenario).filter((variant) => named.includes(variant));
    return variants.length > 0 ? [{ scenario, variants }] : [];
  });

/** `shop has google; notes has facebook`. */
export const describePersonas = (apps: readonly App[]): string =>
  apps.map(({ id, personas }) => `${id} has ${personas.join(', ')}`).join('; ');

/** Refuses, with `usage`, a persona that was named and that no selected app has. */
export const checkPersonasPlayed = (
  asked: readonly string[] | undefined,
  apps: readonly App[],
  chosen: readonly string[],
): void => {
  const unused = chosen.filter((persona) => !apps.some((app) => app.personas.includes(persona)));
  const isEnough = asked?.some(isGlob) ? unused.length < chosen.length : unused.length === 0;
  if (asked === undefined || isEnough) return;
  const message = `No selected app has the persona "${unused[0]}": ${describePersonas(apps)}. Add it to the personas of an app, or leave it out.`;
  throw new LoginLabError('usage', message, { field: 'persona' });
};

const checkPersonas = (apps: readonly App[], known: readonly string[]): void => {
  apps.forEach((app, i) => {
    app.personas.forEach((persona, j) => {
      if (!known.includes(persona)) throw unknownId('persona', persona, known, `apps[${i}].personas[${j}]`);
    });
  });
};

/** Apps of a suite that the config has; undefined: all of the config. */
const appsOf = (suite: Suite | undefined, all: readonly App[]): readonly string[] | undefined => {
  const known = suite?.apps?.filter((id) => all.some((app) => app.id === id)) ?? [];
  return known.length > 0 ? known : undefined;
};

const pickApps = ({ config, apps }: Pick<RunOptions, 'config' | 'apps'>, suite?: Suite): readonly App[] =>
  pick('app', 'app', config.apps, ({ id }) => id, apps ?? appsOf(suite, config.apps));

/** The selected apps, each with those of its personas that were asked for; none without any. Throws `unknown-id` and `usage`. */
export const chooseApps = (
  options: Pick<RunOptions, 'config' | 'apps' | 'personas'>,
  known: readonly string[],
): readonly { readonly app: App; readonly personas: readonly PersonaId[] }[] => {
  checkPersonas(options.config.apps, known);
  const apps = pickApps(options);
  const personas = pick('persona', 'persona', known, (id) => id, options.personas);
  checkPersonasPlayed(options.personas, apps, personas);
  const chosen = apps.map((app) => ({ app, personas: app.personas.filter((id) => personas.includes(id)) as PersonaId[] }));
  return chosen.filter(({ personas: own }) => own.length > 0);
};

const chooseByStory = (
  options: Pick<RunOptions, 'config' | 'apps' | 'personas' | 'stories'>,
  scenarios: readonly Scenario[],
  personas: readonly string[],
): Choice => {
  checkPersonas(options.config.apps, personas);
  const told = chooseStories(options);
  return {
    apps: pick('app', 'app', told.apps ?? options.config.apps, ({ id }) => id, options.apps),
    personas: pick('persona', 'persona', personas, (id) => id, options.personas),
    scenarios: merge(
      told.scenarios.flatMap((asked) => byPattern(scenarios, asked)),
      scenarios,
    ),
    ...(told.plays && { plays: told.plays }),
    ...(told.storyOf && { storyOf: told.storyOf }),
  };
};

/** Makes the selection from the options. Throws `unknown-id` with the nearest known name. */
export const choose = (
  options: Pick<RunOptions, 'config' | 'apps' | 'personas' | 'scenarios' | 'suite' | 'stories'>,
  scenarios: readonly Scenario[],
  personas: readonly string[],
): Choice => {
  if (options.stories) return chooseByStory(options, scenarios, personas);
  const { config, suite } = options;
  checkPersonas(config.apps, personas);
  const isNamed = options.scenarios !== undefined && options.scenarios.length > 0;
  const plays = byOwnSuite(config.apps);
  const chosen = suite === undefined && isNamed ? undefined : suiteNamed(suite ?? DEFAULT_SUITE);
  const bySuite = chosen ? inSuite(scenarios, chosen) : [];
  const byName = (options.scenarios ?? []).flatMap((asked) => byPattern(scenarios, asked));
  return {
    apps: pickApps(options, chosen),
    personas: pick('persona', 'persona', personas, (id) => id, options.personas),
    scenarios: merge([...bySuite, ...byName], scenarios),
    ...((suite === undefined || chosen?.ownSuites) && !isNamed && { plays }),
  };
};
