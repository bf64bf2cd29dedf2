import type { RunResult } from '../../scenarios/model/index.ts';
import type { Reporter } from '../reporter.ts';
import { makeAnchors } from './html/anchors.ts';
import { readPageData } from './html/data.ts';
import { renderLayout } from './html/layout.ts';
import { renderList } from './html/list.ts';
import { renderFacts, renderSummary } from './html/summary.ts';
import { html as markup } from './html/template.ts';

const renderPage = (run: RunResult): string => {
  const page = { run, anchors: makeAnchors(run) };
  const title = `${run.summary.red ? 'Red' : 'Green'} · Login Lab run of ${run.startedAt.slice(0, 10)}`;
  const body = markup`${renderSummary(page)}<div class="overview">${[renderList(page), renderFacts(page)]}</div>
<div id="view"></div>`;
  return renderLayout(title, body, readPageData(run)).markup;
};

/** One page that needs no other file: the list of results, and compressed what is shown of each when it is opened. */
export const html: Reporter = {
  format: 'html',
  files: ['index.html'],
  isOurs: (content) =>
    /^<!doctype html>[\s\S]{0,2000}<title>(?:Red|Green) · Login Lab run of \d{4}-\d\d-\d\d<\/title>/.test(content),
  // Earlier versions wrote the exchanges of results into pages of their own.
  replaces: { folder: 'exchanges', names: /^result-\d+\.html$/ },
  render: (run) => [{ path: 'index.html', pieces: () => [renderPage(run)] }],
};
