import { type Bite, type Rule, type Scenario, showsOf } from '../../scenarios/model/index.ts';
import { code, GENERATED, markdownTable } from './markdown.ts';

/** `docs/scenarios.md`: every story that the harness can tell, and every rule that it holds traffic against. */
export const scenariosPage = (scenarios: readonly Scenario[], rules: readonly Rule[]): string =>
  [
    GENERATED,
    '# Scenarios',
    '',
    'Each story runs twice against a client: with an honest provider, then with the twist. What the client did is judged from the wire and from',
    'what its user sees.',
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
    'Checks on any recorded traffic, with no story; all of them look at every scenario.',
    '',
    markdownTable(
      ['id', 'what is wrong', 'level', 'because', 'fix'],
      rules.map(({ id, title, level, basis, fix }) => [code(id), title, level, refs(basis), fix]),
    ),
    '',
  ].join('\n');

const refs = (basis: Scenario['basis']): string =>
  basis.map(({ ref, url }) => (url === undefined ? ref : `[${ref}](${url})`)).join(', ');

const story = (scenario: Scenario): readonly string[] => [
  '',
  `## ${scenario.id}`,
  '',
  ...(scenario.seedQuestion === undefined ? [] : [`> ${scenario.seedQuestion}`, '']),
  `**The provider.** ${scenario.provider}`,
  '',
  `**A right client.** ${scenario.rightClient}`,
  '',
  `**To fix one.** ${scenario.fix}`,
  ...list(
    '**Variants.**',
    Object.entries(scenario.variants ?? {}).map(
      ([name, what]) => `${code(name)}: ${what}${only(scenario.variantPersonas?.[name])}`,
    ),
  ),
  ...list('**Shows.**', showsOf(scenario).map(code)),
  ...list('**Must catch.**', scenario.bites.map(renderBite)),
];

const only = (personas: readonly string[] | undefined): string =>
  personas ? ` (only with ${personas.map(code).join(', ')})` : '';

const renderBite = ({ client, mutant, variant, verdict, check }: Bite): string =>
  `${code(mutant ? `${client}:${mutant}` : client)}: ${verdict} at ${code(check)}${variant === undefined ? '' : ` of ${code(variant)}`}`;

const list = (title: string, items: readonly string[]): readonly string[] =>
  items.length === 0 ? [] : ['', title, '', ...items.map((item) => `- ${item}`)];
