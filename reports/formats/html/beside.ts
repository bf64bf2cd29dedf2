import type { ScenarioResult } from '../../../scenarios/model/index.ts';
import { renderName } from '../../evidence.ts';
import type { ReportFile } from '../../reporter.ts';
import { spoken } from '../../verdict-words.ts';
import { renderLayout } from './layout.ts';
import type { Page } from './page.ts';
import { hasTraffic, renderResult } from './result.ts';
import { html } from './template.ts';

const renderPage = (page: Page, result: ScenarioResult): ReportFile => ({
  path: page.anchors.file(result),
  content: renderLayout(
    `${spoken(result.verdict)} · ${renderName(result)} · ${result.app.id} · Login Lab`,
    html`<p class="kicker"><b>Login Lab</b> · run report</p><h1>${renderName(result)}</h1><h2 class="hidden">Result</h2>${renderResult({ ...page, only: result }, result)}`,
  ).markup,
});

/**
 * A page for each result whose exchanges `index.html` does not embed, so that `index.html` stays small. They
 * are whole pages behind plain links: these work from a folder without server or script, where `fetch` does not.
 */
export const renderBeside = (page: Page): readonly ReportFile[] =>
  page.run.results
    .filter((result) => !page.embedded.has(result) && hasTraffic(page, result))
    .map((result) => renderPage(page, result));
