import type { Behaviour, Persona } from '../../provider/model/index.ts';
import { code, GENERATED, markdownTable } from './markdown.ts';

/** `docs/behaviours.md`: every difference from the plain protocol engine, with its switch and its source. */
export const behavioursPage = (personas: readonly Persona[]): string =>
  [
    GENERATED,
    '# Behaviours',
    '',
    'Every way in which a persona differs from the plain protocol engine. The wire log names the id under *because*, scenarios refer to it,',
    'and settings switch the behaviour by it; `"off"` is always allowed. `loginlab explain ID` prints the details.',
    ...personas.flatMap((persona) => ['', `## ${persona.title}`, '', table(persona.behaviours)]),
    '',
  ].join('\n');

const table = (behaviours: readonly Behaviour[]): string =>
  markdownTable(
    ['id', 'what the vendor does', 'what a right client does', 'default', 'stage', 'source', 'confidence'],
    behaviours.map((behaviour) => [
      code(behaviour.id),
      behaviour.summary,
      behaviour.remedy ?? '',
      code(JSON.stringify(behaviour.setting.parse(undefined))),
      code(behaviour.stage),
      `[${behaviour.source.row}](${behaviour.source.url})`,
      `${behaviour.source.confidence}, ${behaviour.source.checkedOn}`,
    ]),
  );
