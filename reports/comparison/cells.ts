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

/** The rows that say most, with the title that says so. */
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
  'A cell says what the simulated provider answered in this run. Below it stand the behaviours that decided it, and the row of the catalogue with the page behind it. The vendor documents a row, or its answer is recorded, unless the row says "reported" (users describe it) or "inferred" (our conclusion).';

/** A word for a row that is neither documented nor recorded. */
export const doubtOf = ({ confidence }: Pick<ComparedSource, 'confidence'>): string =>
  confidence === 'reported' || confidence === 'inferred' ? `, ${confidence}` : '';

/** The id that a behaviour has as an anchor. */
export const anchorOf = (behaviour: string): string => behaviour.replaceAll('/', '-');

export const titleOf = ({ personas }: Comparison, id: string): string => personas.find((each) => each.id === id)?.title ?? id;
