import type { StoryText } from '../../reports/index.ts';
import type { RunResult } from '../../scenarios/model/index.ts';
import { forUser } from '../paths.ts';
import { howStarted } from './reproduce.ts';

/** What is printed at the end, and where the reports are. */
export interface Outcome {
  readonly folder: string;
  /** Undefined when they could not be written. */
  readonly opened: string | undefined;
  /** Told before the summary. */
  readonly texts?: readonly StoryText[];
  /** What runs without a config. */
  readonly isFirst?: boolean;
  readonly quiet?: boolean;
}

/** Prints the table of a run, and where its reports are. */
export const printOutcome = async (result: RunResult, outcome: Outcome): Promise<void> => {
  const { folder, opened, texts = [], isFirst = false, quiet = false } = outcome;
  const { default: picocolors } = await import('picocolors');
  const { renderStories, renderTerminal } = await import('../../reports/index.ts');
  const [width, color] = [process.stdout.columns ?? 100, picocolors.isColorSupported];
  if (texts.length > 0 && !quiet) console.log(`${renderStories(result, texts, { color, width, command: howStarted() })}\n`);
  process.stdout.write(renderTerminal(result, { color, width, quiet }));
  if (quiet || opened === undefined) return;
  console.log(`\nReports are in ${forUser(folder)}; open ${forUser(opened)}`);
  if (isFirst) console.log(`All apps and scenarios, in some minutes:  ${howEverything()}`);
};

const howEverything = (): string =>
  process.env.npm_lifecycle_event === 'start' ? 'npm start -- --suite full' : `${howStarted()} run --suite full`;
