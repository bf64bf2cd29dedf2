import type { Behaviour, Persona } from '../../provider/model/index.ts';
import { anchorOf } from '../../reports/index.ts';
import { code, GENERATED, markdownTable } from './markdown.ts';

/** `docs/behaviours.md`: every difference from the plain protocol engine, with its switch and its source. */
export const behavioursPage = (personas: readonly Persona[], ofLab: readonly Behaviour[]): string =>
  [
    GENERATED,
    '# Behaviours',
    '',
    'Every way in which a persona differs from the plain protocol engine. The wire log names the id under *because*, scenarios refer to it,',
    'and settings switch the behaviour by it; `"off"` is always allowed. `loginlab explain ID` prints the details.',
    ...personas.flatMap((persona) => ['', `## ${persona.title}`, '', table(persona.behaviours)]),
    '',
    '## The lab itself',
    '',
    'Settings of the lab, which hold for every persona.',
    '',
    table(ofLab, 'what the lab does'),
    '',
  ].join('\n');

const table = (behaviours: readonly Behaviour[], does = 'what the vendor does'): string =>
  markdownTable(
    ['id', does, 'what a right client does', 'default', 'stage', 'source', 'confidence'],
    behaviours.map((behaviour) => [
      `<a id="${anchorOf(behaviour.id)}"></a>${code(behaviour.id)}`,
      behaviour.summary,
      behaviour.remedy ?? '',
      code(JSON.stringify(behaviour.setting.parse(undefined))),
      code(behaviour.stage),
      `[${behaviour.source.row}](${behaviour.source.url})`,
      `${behaviour.source.confidence}, ${behaviour.source.checkedOn}`,
    ]),
  );
