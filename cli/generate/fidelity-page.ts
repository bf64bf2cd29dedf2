import type { Persona } from '../../provider/model/index.ts';
import type { Row, RowCatalogue, RowCoverage, Section } from '../../provider/personas/rows/index.ts';
import { code, GENERATED, markdownTable } from './markdown.ts';

type State = 'mimicked' | 'partly' | 'not mimicked' | 'not begun';

/** What is said of one row. */
interface Verdict {
  readonly id: string;
  readonly about: string;
  readonly state: State;
  /** Behaviours and wire tests that hold it, or the reason why nothing does. */
  readonly because: string;
}

type Holdings = Readonly<Record<string, RowCoverage>>;

const STATES = ['mimicked', 'partly', 'not mimicked', 'not begun'] as const;

/** `docs/fidelity.md`: every row of every catalogue, and how far a persona mimics it. */
export const fidelityPage = (personas: readonly Persona[], catalogues: readonly RowCatalogue[], holdings: Holdings): string => {
  const judged = catalogues.map((catalogue) => ({
    catalogue,
    sections: catalogue.sections.map((section) => judgeSection(section, find(personas, catalogue), holdings)),
  }));
  return [
    GENERATED,
    '# Fidelity',
    '',
    'What is known of each vendor, row by row, and how far its persona does the same. A row counts as *mimicked* only if a wire test holds it.',
    'Where behaviours make it, one test drives both legs of each of them: with the behaviour on the wire shows it, with the behaviour off it',
    'does not. What follows from the protocol or from a route alone names the test that holds it.',
    '',
    markdownTable(
      ['persona', 'rows', ...STATES],
      judged.map(({ catalogue, sections }) => [catalogue.title, ...counts(sections.flatMap(({ rows }) => rows))]),
    ),
    ...judged.flatMap(({ catalogue, sections }) => [
      '',
      `## ${catalogue.title}`,
      ...summary(sections),
      ...sections.flatMap(table),
    ]),
    '',
  ].join('\n');
};

const find = (personas: readonly Persona[], { persona }: RowCatalogue): Persona | undefined =>
  personas.find(({ id }) => id === persona);

const judgeSection = ({ title, rows }: Section, persona: Persona | undefined, holdings: Holdings) => ({
  title,
  rows: rows.map((row) => judge(row, persona, holdings)),
});

const judge = ([id, about]: Row, persona: Persona | undefined, holdings: Holdings): Verdict => {
  if (!persona) return { id, about, state: 'not begun', because: '' };
  const holding = holdings[id] ?? {};
  const own = persona.behaviours.filter(({ source }) => source.row === id).map((behaviour) => behaviour.id);
  const behaviours = [...new Set<string>([...own, ...(holding.behaviours ?? [])])];
  const held = [...behaviours.map(code), ...(holding.tests ?? []).map(([file, name]) => `*${name}* (${code(file)})`)];
  const state = holding.state ?? (held.length > 0 ? 'mimicked' : 'not mimicked');
  const why = holding.why ?? (held.length > 0 ? undefined : 'nothing holds it yet');
  return { id, about, state, because: [why, held.join(', ')].filter(Boolean).join('; ') };
};

const counts = (rows: readonly Verdict[]): readonly string[] => [
  String(rows.length),
  ...STATES.map((state) => String(rows.filter((row) => row.state === state).length)),
];

const summary = (sections: readonly { readonly title: string; readonly rows: readonly Verdict[] }[]): readonly string[] =>
  sections.length < 2
    ? []
    : [
        '',
        markdownTable(
          ['section', 'rows', ...STATES],
          sections.map(({ title, rows }) => [title, ...counts(rows)]),
        ),
      ];

const table = ({ title, rows }: { readonly title: string; readonly rows: readonly Verdict[] }): readonly string[] => [
  '',
  `### ${title}`,
  '',
  rows.every(({ state }) => state === 'not begun')
    ? markdownTable(
        ['row', 'about'],
        rows.map(({ id, about }) => [id, about]),
      )
    : markdownTable(
        ['row', 'about', 'state', 'held by, or why not'],
        rows.map(({ id, about, state, because }) => [id, about, state, because]),
      ),
];
