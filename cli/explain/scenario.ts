import type { Behaviour } from '../../provider/model/index.ts';
import { type Scenario, showsOf } from '../../scenarios/model/index.ts';
import { renderBasis } from './basis.ts';
import type { Explanation } from './explanation.ts';
import { field, lines, section } from './paragraphs.ts';

/** A scenario: what happens, what is required and why, and how to run only this one. */
export const explainScenario = (scenario: Scenario, behaviours: readonly Behaviour[]): Explanation => {
  const { steps: _steps, control: _control, judge: _judge, ...facts } = scenario;
  const text = lines(
    scenario.id,
    `  ${scenario.title}`,
    '',
    field('level', scenario.level),
    field('because', scenario.basis.map(renderBasis).join(', ')),
    field('asked', scenario.seedQuestion),
    field('personas', scenario.personas.join(', ')),
    field('needs', scenario.needs.join(', ')),
    '',
    field('provider', scenario.provider),
    field('correct client', scenario.rightClient),
    field('fix', scenario.fix),
    section('Variants:', Object.entries(scenario.variants ?? {}), ([name, what]) => {
      const only = scenario.variantPersonas?.[name];
      return `  ${name.padEnd(14)} ${what}${only ? ` (only with ${only.join(', ')})` : ''}`;
    }),
    section('Shows:', showsOf(scenario), (id) => `  ${id}  ${behaviours.find((one) => one.id === id)?.summary ?? ''}`),
    section(
      'Broken clients that it must detect:',
      scenario.bites,
      (bite) => `  ${bite.client}${bite.mutant ? `:${bite.mutant}` : ''} → ${bite.verdict} at "${bite.check}"`,
    ),
    '',
    'Run only this one:',
    `  loginlab run --scenario ${scenario.id}`,
  );
  return { text, facts };
};
