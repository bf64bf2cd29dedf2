import type { ScenarioResult } from '../../../scenarios/model/index.ts';
import { hrefOfResult, type Page } from './page.ts';
import { type Html, html } from './template.ts';
import { renderCounted } from './verdict.ts';

const renderLine = (
  page: Page,
  label: string,
  results: readonly ScenarioResult[],
  nameOf: (result: ScenarioResult) => string | undefined,
): Html | undefined =>
  results.length > 0
    ? html`<p class="siblings"><b>${label}</b> ${results.map(
        (result) => html`<a href="${hrefOfResult(page, result)}">${nameOf(result)} ${renderCounted(page, result)}</a> `,
      )}</p>`
    : undefined;

/** Links to the same scenario with other apps, and to its other variants with the same app. */
export const renderSiblings = (page: Page, result: ScenarioResult): Html => {
  const { scenario, variant, app, persona } = result;
  const others = page.run.results.filter((other) => other !== result && other.scenario === scenario);
  const isOwn = (other: ScenarioResult): boolean => other.app.id === app.id && other.persona === persona;
  return html`${renderLine(
    page,
    'Other apps:',
    others.filter((other) => !isOwn(other) && other.variant === variant),
    (other) => (other.persona === persona ? other.app.id : `${other.app.id} · ${other.persona}`),
  )}${renderLine(page, 'Other variants:', others.filter(isOwn), (other) => other.variant)}`;
};
