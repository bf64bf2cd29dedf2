import type { ComparedCell, ComparedRow } from '../model/index.ts';
import type { PlayedStep, PlayedStory } from './play.ts';
import type { CompareStory, Fact } from './story.ts';

const NOTHING: ComparedCell = { text: 'not there', behaviours: [], cannot: true };

const cellOf = (step: PlayedStep | undefined, fact: Fact): ComparedCell => {
  if (step?.cannot !== undefined) return { text: step.cannot.text, behaviours: [...step.cannot.behaviours], cannot: true };
  return step?.cells.get(fact.id) ?? NOTHING;
};

/** Lays the facts of one story side by side: a row for each fact that is told of somebody, in the order of the story. */
export const alignRows = (story: CompareStory, played: ReadonlyMap<string, PlayedStory>): readonly ComparedRow[] =>
  story.steps.flatMap((step, index) =>
    step.facts.flatMap((fact): readonly ComparedRow[] => {
      const columns = [...played].map(([persona, { steps }]) => [persona, cellOf(steps[index], fact)] as const);
      if (columns.every(([, cell]) => cell === NOTHING)) return [];
      const texts = new Set(columns.map(([, { text }]) => text));
      const row = { step: step.title, fact: fact.id, title: fact.title, differs: texts.size > 1 };
      return [{ ...row, cells: Object.fromEntries(columns) }];
    }),
  );

/** Differences first; each half in the order of the story. */
export const differencesFirst = (rows: readonly ComparedRow[]): ComparedRow[] =>
  [true, false].flatMap((wanted) => rows.filter(({ differs }) => differs === wanted));
