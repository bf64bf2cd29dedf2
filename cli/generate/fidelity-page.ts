import type { Persona } from '../../provider/model/index.ts';
import type { Row, RowCatalogue, RowCoverage, Section } from '../../provider/personas/rows/index.ts';
import { ROW_STATES, type RowState, readRowStatus } from '../row-status.ts';
import { code, GENERATED, markdownTable } from './markdown.ts';

/** The state of one row. */
interface Verdict {
  readonly id: string;
  readonly about: string;
  readonly state: RowState;
  /** Behaviours and wire tests that prove it, or the reason why there is none. */
  readonly because: string;
}

type Coverages = Readonly<Record<string, RowCoverage>>;

/** `docs/fidelity.md`: every row of every catalogue, and how far a persona mimics it. */
export const fidelityPage = (personas: readonly Persona[], catalogues: readonly RowCatalogue[], coverages: Coverages): string => {
  const judged = catalogues.map((catalogue) => ({
    catalogue,
    sections: catalogue.sections.map((section) => judgeSection(section, find(personas, catalogue), coverages)),
  }));
  return [
    GENERATED,
    '# Fidelity',
    '',
    'What is known of each vendor, row by row, and how far its persona does the same. A row counts as *mimicked* only if a wire test proves it.',
    'Each behaviour has a test with two legs: with the behaviour on the wire shows the difference, with the behaviour off it',
    'does not. A row that follows from the protocol or from a route names its test. What no route serves, and the vendor has, answers',
    '`501` in the name of the lab (setting `lab/gaps`).',
    '',
    markdownTable(
      ['persona', 'rows', ...ROW_STATES],
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

const judgeSection = ({ title, rows }: Section, persona: Persona | undefined, coverages: Coverages) => ({
  title,
  rows: rows.map((row) => judge(row, persona, coverages)),
});

const judge = (row: Row, persona: Persona | undefined, coverages: Coverages): Verdict => {
  const { id, about, state, behaviours, tests, why } = readRowStatus(row, persona, coverages);
  const held = [...behaviours.map(code), ...tests.map(([file, name]) => `*${name}* (${code(file)})`)];
  return { id, about, state, because: [why, held.join(', ')].filter(Boolean).join('; ') };
};

const counts = (rows: readonly Verdict[]): readonly string[] => [
  String(rows.length),
  ...ROW_STATES.map((state) => String(rows.filter((row) => row.state === state).length)),
];

const summary = (sections: readonly { readonly title: string; readonly rows: readonly Verdict[] }[]): readonly string[] =>
  sections.length < 2
    ? []
    : [
        '',
        markdownTable(
          ['section', 'rows', ...ROW_STATES],
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
        ['row', 'about', 'state', 'proved by, or why not'],
        rows.map(({ id, about, state, because }) => [id, about, state, because]),
      ),
];
