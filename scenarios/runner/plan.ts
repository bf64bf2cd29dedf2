import type { PersonaId } from '../../provider/model/index.ts';
import type { App, Scenario } from '../model/index.ts';

/** One planned result: a scenario, in one variant, of one app, with one persona. */
export interface Unit {
  readonly app: App;
  readonly persona: PersonaId;
  readonly scenario: Scenario;
  readonly variant: string | undefined;
  /** Id of the story whose client it is, if no config has that app. */
  readonly story?: string | undefined;
}

/** The selection of a run. */
export interface Choice {
  readonly apps: readonly App[];
  readonly personas: readonly string[];
  readonly scenarios: readonly { readonly scenario: Scenario; readonly variants: readonly (string | undefined)[] }[];
  /** True when the app runs this scenario in this variant; all when left out. */
  readonly plays?: (app: App, scenario: Scenario, variant: string | undefined) => boolean;
  /** Id of the story that made this app up; none when left out. */
  readonly storyOf?: (app: App, scenario: Scenario) => string | undefined;
}

/** Every variant of a scenario; `[undefined]` for a scenario without. */
export const variantsOf = (scenario: Scenario): readonly (string | undefined)[] => {
  const names = Object.keys(scenario.variants ?? {});
  return names.length > 0 ? names : [undefined];
};

/** The personas of a scenario in this variant. */
const personasOf = ({ personas, variantPersonas = {} }: Scenario, variant = ''): readonly PersonaId[] =>
  personas.filter((persona) => variantPersonas[variant]?.includes(persona) ?? true);

const isFor = ({ kind }: App, { kinds }: Scenario): boolean => kinds?.includes(kind) ?? true;

/** Every unit of a selection, by app, then scenario, then variant, then persona: the order of the results. */
export const planUnits = ({ apps, personas, scenarios, plays = () => true, storyOf }: Choice): readonly Unit[] =>
  apps.flatMap((app) =>
    scenarios.flatMap(({ scenario, variants }) =>
      (isFor(app, scenario) ? variants.filter((variant) => plays(app, scenario, variant)) : []).flatMap((variant) =>
        personasOf(scenario, variant)
          .filter((persona) => app.personas.includes(persona) && personas.includes(persona))
          .map((persona) => ({ app, persona, scenario, variant, ...(storyOf && { story: storyOf(app, scenario) }) })),
      ),
    ),
  );
