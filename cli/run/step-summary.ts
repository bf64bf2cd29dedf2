import { appendFile } from 'node:fs/promises';
import type { RunResult } from '../../scenarios/model/index.ts';

/**
 * Appends the Markdown summary to the file that GitHub shows with a workflow's run, where `GITHUB_STEP_SUMMARY` names one.
 * A failure to write it is reported and does not end the run.
 */
export const appendStepSummary = async (run: RunResult): Promise<void> => {
  const file = process.env.GITHUB_STEP_SUMMARY;
  if (file === undefined || file === '') return;
  const { renderReports } = await import('../../reports/index.ts');
  const text = renderReports(run, ['markdown']).map(({ pieces }) => [...pieces()].join(''));
  try {
    await appendFile(file, `${text.join('\n')}\n`);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    console.error(`GITHUB_STEP_SUMMARY: the summary cannot be appended: ${reason}`);
  }
};
