import type { ComparedCell, ComparedRow } from '../model/index.ts';
import type { PlayedStep, PlayedStory } from './play.ts';
import type { CompareStory, Fact } from './story.ts';

const cellOf = (step: PlayedStep | undefined, fact: Fact): ComparedCell | undefined => step?.cannot ?? step?.cells.get(fact.id);

const absent = ({ absent: text = 'not there' }: Fact): ComparedCell => ({ text, behaviours: [], cannot: true });

/** Lays the facts of one story side by side: a row for each fact that is told of somebody, in the order of the story. */
export const alignRows = (story: CompareStory, played: ReadonlyMap<string, PlayedStory>): readonly ComparedRow[] =>
  story.steps.flatMap((step, index) =>
    step.facts.flatMap((fact): readonly ComparedRow[] => {
      const found = [...played].map(([persona, { steps }]) => [persona, cellOf(steps[index], fact)] as const);
      if (found.every(([, cell]) => cell === undefined)) return [];
      const columns = found.map(([persona, cell]) => [persona, cell ?? absent(fact)] as const);
      const texts = new Set(columns.map(([, { text }]) => text));
      const row = { step: step.title, fact: fact.id, title: fact.title, differs: texts.size > 1 };
      return [{ ...row, cells: Object.fromEntries(columns) }];
    }),
  );

/** Differences first; each half in the order of the story. */
export const differencesFirst = (rows: readonly ComparedRow[]): ComparedRow[] =>
  [true, false].flatMap((wanted) => rows.filter(({ differs }) => differs === wanted));
