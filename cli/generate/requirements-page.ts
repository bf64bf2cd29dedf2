import type { Basis, Rule, Scenario } from '../../scenarios/model/index.ts';
import { code, GENERATED, markdownTable } from './markdown.ts';
import { OIDF_MODULES, type OidfModule } from './oidf-modules.ts';

/** What a section or a row asks for, and what holds clients to it. */
interface Requirement {
  readonly basis: Basis;
  readonly scenarios: readonly Scenario[];
  readonly rules: readonly Rule[];
}

const requirementsOf = (scenarios: readonly Scenario[], rules: readonly Rule[]): readonly Requirement[] => {
  const all = [...scenarios, ...rules].flatMap(({ basis }) => basis).filter(({ authority }) => authority !== 'lab');
  const refersTo =
    ({ ref }: Basis) =>
    ({ basis }: Pick<Scenario, 'basis'>) =>
      basis.some((each) => each.ref === ref);
  return [...new Map(all.map((basis) => [basis.ref, basis])).values()]
    .toSorted((one, other) => one.ref.localeCompare(other.ref, 'en', { numeric: true }))
    .map((basis) => ({ basis, scenarios: scenarios.filter(refersTo(basis)), rules: rules.filter(refersTo(basis)) }));
};

const unique = (items: readonly string[]): readonly string[] => [...new Set(items)];
const listed = (items: readonly string[]): string => items.map(code).join(', ');

const mutantsIn = (scenarios: readonly Scenario[]): readonly string[] =>
  unique(scenarios.flatMap(({ bites }) => bites.flatMap(({ mutant }) => mutant ?? [])));

const linkTo = (id: string): string => `[${code(id)}](scenarios.md#${id.replaceAll(/[^a-z0-9-]/g, '')})`;

const requirementRow = ({ basis, scenarios, rules }: Requirement): readonly string[] => [
  basis.url === undefined ? basis.ref : `[${basis.ref}](${basis.url})`,
  [...scenarios.map(({ id }) => linkTo(id)), ...rules.map(({ id }) => `rule ${code(id)}`)].join(', '),
  listed(mutantsIn(scenarios)),
];

const requirementTable = (requirements: readonly Requirement[], first: string): string =>
  markdownTable([first, 'scenarios and rules', 'mutants'], requirements.map(requirementRow));

const equivalentOf = ({ equals, because }: OidfModule, known: ReadonlySet<string>): string => {
  if (because !== undefined) return `none, because ${because}`;
  return equals
    .map((asked) => {
      const [id = '', variant] = asked.split(':', 2);
      const told = variant === undefined ? '' : ` (${code(variant)})`;
      return known.has(id) ? `${linkTo(id)}${told}` : `${code(id)}, which does not stand yet`;
    })
    .join(', ');
};

const oidfTable = (scenarios: readonly Scenario[]): string => {
  const known = new Set(scenarios.map(({ id }) => id));
  return markdownTable(
    ['module', 'of', 'here'],
    OIDF_MODULES.map((module) => [
      code(['oidcc-client-test', module.id].filter(Boolean).join('-')),
      module.group,
      equivalentOf(module, known),
    ]),
  );
};

/** Mutants that no scenario with a section or a row names: those that rest on the project's judgement alone. */
const byJudgement = (scenarios: readonly Scenario[]): readonly Scenario[] =>
  scenarios.filter(({ basis }) => basis.every(({ authority }) => authority === 'lab'));

/** `docs/requirements.md`: each section and row, what holds clients to it, and which broken clients show that it does. */
export const requirementsPage = (scenarios: readonly Scenario[], rules: readonly Rule[]): string => {
  const requirements = requirementsOf(scenarios, rules);
  const own = byJudgement(scenarios);
  return [
    GENERATED,
    '# Requirements',
    '',
    'Which scenarios and rules hold a client to a section of a specification or to a row of a vendor, and which broken clients',
    'show that they do. A mutant is a known bug of a base client; `npm run mutants` plays all of them.',
    '',
    '## Sections of specifications',
    '',
    requirementTable(
      requirements.filter(({ basis }) => basis.authority === 'spec'),
      'section',
    ),
    '',
    '## Rows of vendors',
    '',
    'The rows are described in [fidelity.md](fidelity.md).',
    '',
    requirementTable(
      requirements.filter(({ basis }) => basis.authority === 'vendor'),
      'row',
    ),
    ...(own.length === 0
      ? []
      : [
          '',
          '## By judgement of this project',
          '',
          markdownTable(
            ['scenario', 'why', 'mutants'],
            own.map((scenario) => [
              linkTo(scenario.id),
              scenario.basis.map(({ ref }) => ref).join(' '),
              listed(mutantsIn([scenario])),
            ]),
          ),
        ]),
    '',
    '## Relying-party tests of the OpenID Foundation',
    '',
    'Its core, config and logout modules, and what asks the same here. A scenario asks more:',
    'it plays the same steps with an honest provider first, and looks at what the person sees.',
    '',
    oidfTable(scenarios),
    '',
  ].join('\n');
};
