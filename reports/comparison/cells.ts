import type { ComparedCell, ComparedRow, ComparedSource, ComparedStory, Comparison } from '../../scenarios/model/index.ts';

/** A cell as it is shown: a reason that holds for the rest of a story is said once. */
export interface ShownCell {
  readonly persona: string;
  readonly cell: ComparedCell;
  /** `–` for a reason that was said further up. */
  readonly text: string;
}

export interface ShownRow {
  readonly row: ComparedRow;
  readonly cells: readonly ShownCell[];
}

/** What is said of a story: its differences, and what is the same in every column. */
export interface ShownStory {
  readonly story: ComparedStory;
  readonly differing: readonly ShownRow[];
  readonly equal: readonly ComparedRow[];
}

export const SAID_ABOVE = '–';

/** Folds what is equal, and says each reason once. */
export const showStory = ({ personas }: Pick<Comparison, 'personas'>, story: ComparedStory): ShownStory => {
  const said = new Set<string>();
  const shownText = (persona: string, { text, cannot }: ComparedCell): string => {
    const reason = `${persona} ${text}`;
    if (cannot && said.has(reason)) return SAID_ABOVE;
    if (cannot) said.add(reason);
    return text;
  };
  const show = (row: ComparedRow): ShownRow => ({
    row,
    cells: personas.flatMap(({ id }) => {
      const cell = row.cells[id];
      return cell ? [{ persona: id, cell, text: shownText(id, cell) }] : [];
    }),
  });
  return {
    story,
    differing: story.rows.filter(({ differs }) => differs).map(show),
    equal: story.rows.filter(({ differs }) => !differs),
  };
};

/** What every column of an equal row says. */
export const commonText = ({ cells }: ComparedRow): string => Object.values(cells)[0]?.text ?? '';

/** The rows that are told first, with their titles. */
export const headlinesOf = (comparison: Comparison): readonly { readonly title: string; readonly row: ComparedRow }[] =>
  comparison.headlines.flatMap(({ title, story, step, fact }) => {
    const rows = comparison.stories.find(({ id }) => id === story)?.rows ?? [];
    const row = rows.find((each) => each.step === step && each.fact === fact);
    return row ? [{ title, row }] : [];
  });

/** What was driven through the stories. */
export const playedWith = ({ app }: Pick<Comparison, 'app'>): string => app ?? 'a client that follows their documentation';

/** How the cells of a comparison are made, and what stands beside a row. */
export const ABOUT_CELLS =
  'A cell says what the simulated provider answered in this run. Below it stand the behaviours that decided it, and the row of the catalogue with the page behind it. The vendor documents a row, or its answer is recorded, unless the row says "reported" (users describe it) or "inferred" (our conclusion). A link "documentation" leads to the guide that the app follows: the cell has no row of its own. An API without a vendor links the standard that it follows. The app stands at http://127.0.0.1:3000, an address that providers may treat in a way of their own.';

/** A word for a row that is neither documented nor recorded. */
export const doubtOf = ({ confidence }: Pick<ComparedSource, 'confidence'>): string =>
  confidence === 'reported' || confidence === 'inferred' ? `, ${confidence}` : '';

/** A behaviour that decided a cell. */
export interface Reason {
  readonly id: string;
  readonly source?: ComparedSource;
  /** The cell itself names the row: with less certainty, or with a page of its own. */
  readonly isOwn: boolean;
}

/** What a cell rests on: its behaviours, and the rows besides theirs. */
export const reasonsOf = (
  { behaviours: known }: Pick<Comparison, 'behaviours'>,
  { behaviours, sources = [] }: ComparedCell,
): { readonly reasons: readonly Reason[]; readonly rows: readonly ComparedSource[] } => {
  const reasons = behaviours.map((id): Reason => {
    const usual = Object.hasOwn(known, id) ? known[id]?.source : undefined;
    const own = sources.find(({ row }) => row === usual?.row);
    const source = own ?? usual;
    return { id, isOwn: own !== undefined, ...(source && { source }) };
  });
  return { reasons, rows: sources.filter((each) => !reasons.some(({ source }) => source === each)) };
};

/** The id that a behaviour has as an anchor. */
export const anchorOf = (behaviour: string): string => behaviour.replaceAll('/', '-');

export const titleOf = ({ personas }: Comparison, id: string): string => personas.find((each) => each.id === id)?.title ?? id;
