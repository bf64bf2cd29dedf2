import type { ReportedExchange, ScenarioResult } from '../../../scenarios/model/index.ts';
import { renderDuration } from '../../duration.ts';
import { findExchanges, renderStatus, renderTarget } from '../../evidence.ts';
import { type Html, html } from './escape.ts';
import type { Page } from './page.ts';

type Message = ReportedExchange['request'] | NonNullable<ReportedExchange['response']>;

const renderMessage = (name: string, start: string, message: Message): Html => {
  const head = message.headers.map(([header, value]) => `\n${header}: ${value}`);
  const cut = message.cutFromBytes;
  return html`<h5>${name}</h5><pre tabindex="0"><code><b>${start}</b>${head}${message.body !== undefined && `\n\n${message.body}`}</code></pre>
${cut !== undefined && html`<p class="note">The body was cut; the whole had ${cut} bytes.</p>`}`;
};

const renderJwt = (jwt: ReportedExchange['jwts'][number]): Html =>
  html`<h5>JWT in ${jwt.where}</h5><pre tabindex="0"><code>${JSON.stringify(jwt.header, null, 2)}\n${JSON.stringify(jwt.claims, null, 2)}</code></pre>`;

const renderBecause = (exchange: ReportedExchange): Html =>
  html`${[
    ...exchange.because.map(({ id, why }) => html`<code>${id}</code> ${why}`),
    ...exchange.faults.map((fault) => html`injected fault <code>${fault}</code>`),
    ...(exchange.stale ? [html`late traffic from before the last reset; not judged`] : []),
  ].map((line) => html`<span class="why">${line}</span>`)}`;

const renderDetails = (exchange: ReportedExchange): Html => {
  const { request, response } = exchange;
  return html`${request.vendorUrl !== undefined && html`<p class="note">At the vendor: <code>${request.vendorUrl}</code></p>`}
${renderMessage('Request', `${request.method} ${request.url}`, request)}
${response ? renderMessage('Response', String(response.status), response) : html`<p class="note">There was no answer.</p>`}
${exchange.jwts.map(renderJwt)}`;
};

const renderExchange = (page: Page, result: ScenarioResult, exchange: ReportedExchange, named: boolean): Html =>
  html`<li id="${page.anchors.exchange(result, exchange.id)}" class="${named ? 'named' : 'plain'}"><details><summary>
<span class="id">${exchange.id}</span> <span class="lanes">${exchange.from} → ${exchange.to}</span>
<span class="line"><b>${exchange.request.method}</b> ${renderTarget(exchange)}</span>
<span class="status">${renderStatus(exchange)}</span> <span class="took">${renderDuration(exchange.durationMs)}</span>
${renderBecause(exchange)}</summary>${renderDetails(exchange)}</details></li>`;

/** Exchanges in order, those that a check names marked; request and response unfold. */
export const renderExchanges = (page: Page, result: ScenarioResult, ids: readonly string[]): Html => {
  const named = new Set(
    [...result.checks, ...result.findings].flatMap(({ verdict, exchanges }) => (verdict === 'pass' ? [] : exchanges)),
  );
  return html`<ol class="exchanges">${findExchanges(page.run, ids).map((exchange) =>
    renderExchange(page, result, exchange, named.has(exchange.id)),
  )}</ol>`;
};
