import { LoginLabError } from '../../provider/model/index.ts';
import type { RunOptions } from './options.ts';
import type { Choice, Unit } from './plan.ts';
import { checkPersonasPlayed, describePersonas, scenariosMatching } from './select.ts';

type Asked = Pick<RunOptions, 'apps' | 'personas' | 'scenarios' | 'suite' | 'shard'>;

const refuse = (message: string, field: string): never => {
  throw new LoginLabError('usage', message, { field });
};

const shared = (some: readonly string[], others: readonly string[]): boolean => some.some((each) => others.includes(each));

/** Every scenario that was named must be played by an app that was selected. */
const checkScenarios = ({ scenarios = [] }: Asked, choice: Choice, planned: readonly Unit[]): void => {
  const all = choice.scenarios.map(({ scenario }) => scenario);
  for (const asked of scenarios) {
    const meant = scenariosMatching(all, asked);
    if (planned.some(({ scenario }) => meant.includes(scenario))) continue;
    const personas = [...new Set(meant.flatMap((scenario) => scenario.personas))].join(', ');
    refuse(
      `No selected app plays "${asked}": it is for the persona ${personas}, and ${describePersonas(choice.apps)}.`,
      'scenario',
    );
  }
};

/** Every app that was named must have something to play. */
const checkApps = ({ apps = [] }: Asked, choice: Choice, planned: readonly Unit[]): void => {
  const idle = choice.apps.find((app) => apps.includes(app.id) && !planned.some((unit) => unit.app === app));
  if (!idle) return;
  const { id, personas } = idle;
  if (!shared(personas, choice.personas))
    refuse(`"${id}" has none of the selected personas (${choice.personas.join(', ')}): it has ${personas.join(', ')}.`, 'app');
  refuse(`None of the selected scenarios is for "${id}": it has the persona ${personas.join(', ')}.`, 'app');
};

/** Refuses, with `usage`, a selection that leaves nothing to run, or that names something which then has no part in the run. */
export const refuseEmpty = (asked: Asked, choice: Choice, planned: readonly Unit[], part: readonly Unit[]): void => {
  checkPersonasPlayed(asked.personas, choice.apps, choice.personas);
  checkScenarios(asked, choice, planned);
  checkApps(asked, choice, planned);
  if (planned.length === 0)
    refuse(
      'The selection is empty: no selected scenario is for a persona of a selected app.',
      asked.suite === undefined ? 'app' : 'suite',
    );
  if (part.length > 0 || !asked.shard) return;
  const { index, of } = asked.shard;
  const count = planned.length === 1 ? '1 result' : `${planned.length} results`;
  refuse(
    `Part ${index} of ${of} is empty: the run has ${count}. Use at most ${planned.length === 1 ? '1 part' : `${planned.length} parts`}.`,
    'shard',
  );
};
