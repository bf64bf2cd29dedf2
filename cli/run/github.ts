import { randomText } from '../../provider/world/random.ts';
import type { RunResult } from '../../scenarios/model/index.ts';

const isGithub = (environment: NodeJS.ProcessEnv = process.env): boolean => environment.GITHUB_ACTIONS === 'true';

/** Letters of the word that lets commands work again. */
const WORD_LETTERS = 32;

let word: string | undefined;

const hold = (): void => {
  word = randomText(WORD_LETTERS);
  process.stdout.write(`::stop-commands::${word}\n`);
};

const release = (): void => {
  if (word !== undefined) process.stdout.write(`::${word}::\n`);
  word = undefined;
};

/**
 * In a workflow of GitHub, lines that begin with `::` are commands to its runner, and what an app under test says could make one.
 * None is obeyed until this is disposed of.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export const holdCommands = (): Disposable => {
  if (isGithub()) hold();
  return { [Symbol.dispose]: release };
};

/** Annotates the workflow of GitHub with what turns a run red, and with failed SHOULDs. Elsewhere it does nothing. */
export const annotate = async (run: RunResult): Promise<void> => {
  if (!isGithub()) return;
  const { renderAnnotations } = await import('../../reports/index.ts');
  const held = word !== undefined;
  release();
  process.stdout.write(renderAnnotations(run));
  if (held) hold();
};
