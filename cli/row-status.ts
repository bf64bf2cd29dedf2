import type { Persona, Row, RowCatalogue, RowCoverage } from '../provider/model/index.ts';

export const ROW_STATES = ['mimicked', 'partly', 'not mimicked', 'not begun'] as const;
export type RowState = (typeof ROW_STATES)[number];

/** How far a persona does what a row of its catalogue says. */
export interface RowStatus {
  readonly id: string;
  readonly about: string;
  readonly state: RowState;
  /** Behaviours that do it. */
  readonly behaviours: readonly string[];
  /** Wire tests that prove it without a behaviour: file and name. */
  readonly tests: readonly (readonly [file: string, name: string])[];
  /** Why it is not mimicked, or only partly. */
  readonly why?: string;
}

/** `persona`: undefined if nothing of it is built. */
export const readRowStatus = (
  [id, about]: Row,
  persona: Persona | undefined,
  coverages: Readonly<Record<string, RowCoverage>>,
): RowStatus => {
  if (!persona) return { id, about, state: 'not begun', behaviours: [], tests: [] };
  const { state, why, behaviours: also = [], tests = [] } = coverages[id] ?? {};
  const own = persona.behaviours.filter(({ source }) => source.row === id).map((behaviour) => behaviour.id);
  const behaviours = [...new Set<string>([...own, ...also])];
  const isProved = behaviours.length + tests.length > 0;
  const reason = why ?? (isProved ? undefined : 'no test yet');
  return {
    ...{ id, about, behaviours, tests },
    state: state ?? (isProved ? 'mimicked' : 'not mimicked'),
    ...(reason !== undefined && { why: reason }),
  };
};

/** A row with its place and its status. */
export interface ListedRow extends RowStatus {
  readonly persona: string;
  readonly vendor: string;
  readonly section: string;
}

/** Every row of every catalogue, in order. */
export const readRows = (
  personas: readonly Persona[],
  catalogues: readonly RowCatalogue[],
  coverages: Readonly<Record<string, RowCoverage>>,
): readonly ListedRow[] =>
  catalogues.flatMap(({ persona: id, title: vendor, sections }) => {
    const persona = personas.find((one) => one.id === id);
    return sections.flatMap(({ title: section, rows }) =>
      rows.map((row) => ({ ...readRowStatus(row, persona, coverages), persona: id, vendor, section })),
    );
  });
