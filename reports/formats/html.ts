import type { Reporter } from '../reporter.ts';
import { makeAnchors } from './html/anchors.ts';
import { renderAttention } from './html/attention.ts';
import { renderBeside } from './html/beside.ts';
import { readEmbedded } from './html/embedded.ts';
import { renderLayout } from './html/layout.ts';
import { renderMatrix } from './html/matrix.ts';
import { renderResults } from './html/results.ts';
import { renderFacts, renderSummary } from './html/summary.ts';
import { html as markup } from './html/template.ts';

/** One self-contained page, and separate pages with the exchanges of results that passed. */
export const html: Reporter = {
  format: 'html',
  replaces: { folder: 'exchanges', names: /^result-\d+\.html$/ },
  render: (run) => {
    const page = { run, anchors: makeAnchors(run), embedded: readEmbedded(run) };
    const title = `${run.summary.red ? 'Red' : 'Green'} · Login Lab run of ${run.startedAt.slice(0, 10)}`;
    const body = markup`${renderSummary(page)}<div class="overview">${[renderAttention(page), renderMatrix(page), renderFacts(page)]}</div>
${renderResults(page)}`;
    return [{ path: 'index.html', content: renderLayout(title, body).markup }, ...renderBeside(page)];
  },
};
