import { renderDuration } from '../../../drawing/duration.ts';
import { bodyText, unfolded } from '../../../drawing/message-text.ts';
import type { ReportedExchange, ScenarioResult } from '../../../scenarios/model/index.ts';
import { findExchanges, renderStatus, renderTarget } from '../../evidence.ts';
import { becauseLines, MOST_LINES } from './because.ts';
import { type Mark, readMarks } from './breaks.ts';
import { renderJwt } from './jwt.ts';
import type { Page } from './page.ts';
import { type Html, html } from './template.ts';
import { renderMarks } from './verdict.ts';

type Message = ReportedExchange['request'] | NonNullable<ReportedExchange['response']>;

const renderMessage = (name: string, start: string, message: Message): Html => {
  const head = message.headers.map(([header, value]) => `\n${header}: ${value}`);
  const cut = message.cutFromBytes;
  return html`<h5>${name}</h5><pre tabindex="0"><code><b>${start}</b>${head}${message.body !== undefined && `\n\n${bodyText(message)}`}</code></pre>
${cut !== undefined && html`<p class="note">The body was cut; the full size is ${cut} bytes.</p>`}`;
};

const renderWhy = (lines: readonly Html[]): Html | undefined =>
  lines.length === 0
    ? undefined
    : html`<h5>Why it was answered this way</h5><ul class="why">${lines.map((line) => html`<li>${line}</li>`)}</ul>`;

const renderDetails = (exchange: ReportedExchange, why: readonly Html[]): Html => {
  const { request, response } = exchange;
  return html`<div class="messages">${renderWhy(why)}
${renderMessage('Request', `${request.method} ${unfolded(request.url)}`, request)}
${response ? renderMessage('Response', String(response.status), response) : html`<p class="note">There was no answer.</p>`}
${exchange.jwts.map((jwt) => renderJwt(exchange, jwt))}</div>`;
};

const renderLine = (exchange: ReportedExchange): Html =>
  html`<span class="id">${exchange.id}</span> <span class="lanes">${exchange.from} → ${exchange.to}</span>
<span class="line"><b>${exchange.request.method}</b> ${renderTarget(exchange)}</span>
<span class="status">${renderStatus(exchange)}</span> <span class="took">${renderDuration(exchange.durationMs)}</span>`;

const renderExchange = (page: Page, result: ScenarioResult, exchange: ReportedExchange, marks: readonly Mark[]): Html => {
  const why = becauseLines(page, result, exchange);
  const isInline = marks.length > 0 || why.length <= MOST_LINES;
  const broken = marks.some(({ verdict }) => verdict === 'fail');
  return html`<li id="${page.anchors.exchange(result, exchange.id)}" class="${marks[0] ? `named ${marks[0].verdict}` : 'plain'}"><details${broken && html` open`}><summary>
${renderLine(exchange)} ${marks.length > 0 && html`<span class="marks">${renderMarks(marks)}</span>`}</summary>${renderDetails(exchange, isInline ? [] : why)}</details>${
    isInline &&
    why.length > 0 &&
    html`<ul class="why" aria-label="Why it was answered this way">${why.map((line) => html`<li>${line}</li>`)}</ul>`
  }</li>`;
};

/** Exchanges in order, those that a check names marked; request and response unfold. */
export const renderExchanges = (page: Page, result: ScenarioResult, ids: readonly string[]): Html => {
  const marks = readMarks(result);
  return html`<ol class="exchanges">${findExchanges(page.run, ids).map((exchange) =>
    renderExchange(page, result, exchange, marks.get(exchange.id) ?? []),
  )}</ol>`;
};
