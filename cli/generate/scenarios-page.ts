import { type Bite, type Scenario, showsOf } from '../../scenarios/model/index.ts';
import { refs } from './basis-links.ts';
import { code, GENERATED, markdownTable } from './markdown.ts';

/** `docs/scenarios.md`: every scenario. */
export const scenariosPage = (scenarios: readonly Scenario[]): string =>
  [
    GENERATED,
    '# Scenarios',
    '',
    'Each scenario runs twice against a client: first with a well-behaved provider (control), then with the twist. The verdict comes from the wire log and from',
    'what the user sees.',
    '',
    markdownTable(
      ['id', 'story', 'level', 'personas', 'because', 'needs'],
      scenarios.map(({ id, title, level, personas, basis, needs }) => [
        code(id),
        title,
        level,
        personas.join(', '),
        refs(basis),
        needs.map(code).join(', '),
      ]),
    ),
    ...scenarios.flatMap(story),
    '',
    '# Rules',
    '',
    'Rules check any recorded traffic, without a scenario. All of them run in every scenario: [the rules](rules.md).',
    '',
  ].join('\n');

const story = (scenario: Scenario): readonly string[] => [
  '',
  `## ${scenario.id}`,
  '',
  ...(scenario.seedQuestion === undefined ? [] : [`> ${scenario.seedQuestion}`, '']),
  `**The provider.** ${scenario.provider}`,
  '',
  `**A correct client.** ${scenario.rightClient}`,
  '',
  `**Fix.** ${scenario.fix}`,
  ...list(
    '**Variants.**',
    Object.entries(scenario.variants ?? {}).map(
      ([name, what]) => `${code(name)}: ${what}${only(scenario.variantPersonas?.[name])}`,
    ),
  ),
  ...list('**Shows.**', showsOf(scenario).map(code)),
  ...list('**Must detect.**', scenario.bites.map(renderBite)),
];

const only = (personas: readonly string[] | undefined): string =>
  personas ? ` (only with ${personas.map(code).join(', ')})` : '';

const renderBite = ({ client, mutant, variant, verdict, check }: Bite): string =>
  `${code(mutant ? `${client}:${mutant}` : client)}: ${verdict} at ${code(check)}${variant === undefined ? '' : ` of ${code(variant)}`}`;

const list = (title: string, items: readonly string[]): readonly string[] =>
  items.length === 0 ? [] : ['', title, '', ...items.map((item) => `- ${item}`)];
