import type { Reporter } from '../reporter.ts';
import { makeAnchors } from './html/anchors.ts';
import { renderLayout } from './html/layout.ts';
import { renderMatrix } from './html/matrix.ts';
import { renderResults } from './html/results.ts';
import { renderFacts, renderSummary } from './html/summary.ts';

/** One self-contained page for people. */
export const html: Reporter = {
  format: 'html',
  render: (run) => {
    const page = { run, anchors: makeAnchors(run) };
    const title = `${run.summary.red ? 'Red' : 'Green'} · Login Lab run of ${run.startedAt.slice(0, 10)}`;
    const parts = [renderSummary(page), renderMatrix(page), renderResults(page), renderFacts(page)];
    const body = parts.flatMap((part) => [part, '\n']);
    return [{ path: 'index.html', content: renderLayout(title, body).markup }];
  },
};
