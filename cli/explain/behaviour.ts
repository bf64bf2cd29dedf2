import type { Behaviour } from '../../provider/model/index.ts';
import { mergeOf } from '../../provider/personas/declared.ts';
import { type Scenario, showsOf } from '../../scenarios/model/index.ts';
import type { Explanation } from './explanation.ts';
import { field, lines } from './paragraphs.ts';

const MERGE = {
  first: 'the first behaviour with an answer decides',
  fold: 'each behaviour changes the result of the earlier ones',
} as const;

/** A behaviour: what the vendor does, the source, how to switch it, and which scenarios use it. */
export const explainBehaviour = (behaviour: Behaviour, scenarios: readonly Scenario[]): Explanation => {
  const { id, summary, stage, origin, source, remedy } = behaviour;
  const setting: unknown = behaviour.setting.parse(undefined);
  const shownBy = scenarios.filter((scenario) => showsOf(scenario).includes(id)).map((scenario) => scenario.id);
  const text = lines(
    id,
    `  ${summary}`,
    '',
    field('origin', origin === 'vendor' ? 'the vendor does this' : 'offered for tests; the vendor does not do this'),
    field('source', `${source.row}, ${source.confidence}, checked on ${source.checkedOn}`),
    field('', source.url),
    field('right client', remedy),
    field('stage', `${stage}: ${MERGE[mergeOf(stage)]}`),
    field('setting', `${JSON.stringify(setting)}; "off" switches it off`),
    field('shown by', shownBy.join(', ') || 'no scenario yet'),
    '',
    'Switch it off in a running lab:',
    `  curl -X PATCH http://localhost:4400/_lab/worlds/default/settings -H 'content-type: application/json' -d '${JSON.stringify({ [id]: 'off' })}'`,
  );
  return { text, facts: { id, summary, stage, origin, source, ...(remedy !== undefined && { remedy }), setting, shownBy } };
};
