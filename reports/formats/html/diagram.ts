import { between, LANE_NAMES, type Lane, type Move, readLanes, readMoves } from '../../../drawing/sequence.ts';
import { nameOfEndpoint } from '../../../provider/model/index.ts';
import type { ReportedExchange, ScenarioResult } from '../../../scenarios/model/index.ts';
import { findExchanges, renderStatus, renderTarget } from '../../evidence.ts';
import { becauseLines, MOST_LINES } from './because.ts';
import { type Mark, readMarks } from './breaks.ts';
import { hrefOfExchange, type Page } from './page.ts';
import { type Html, html } from './template.ts';
import { renderMarks } from './verdict.ts';

/** The target of a request: the endpoint if known (`token`, `drive.files.create`), else the path. */
const renderAim = (exchange: ReportedExchange): string => {
  const { endpoint, to } = exchange;
  if (to === 'app' || to === 'elsewhere' || endpoint === 'unknown') return renderTarget(exchange);
  return nameOfEndpoint(endpoint);
};

const renderWhy = (lines: readonly Html[], open: boolean): Html | undefined => {
  if (lines.length === 0) return undefined;
  const list = html`<ul class="why">${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
  if (lines.length <= MOST_LINES) return html`<div class="reasons">${list}</div>`;
  return html`<details class="reasons"${open && html` open`}><summary>${lines.length} behaviours applied</summary>${list}</details>`;
};

const renderAsked = (lanes: readonly Lane[], { from, to }: ReportedExchange, label: Html): Html =>
  html`<span class="said ${between(lanes, from, to)}"><span class="hidden">${LANE_NAMES[from]} to ${LANE_NAMES[to]}: </span>${label}</span><span class="arrow ${between(lanes, from, to)}" aria-hidden="true"></span>`;

const renderAnswered = (lanes: readonly Lane[], exchange: ReportedExchange): Html =>
  html`<span class="reply ${between(lanes, exchange.to, exchange.from)}"><span class="hidden">answered with </span><b class="code">${renderStatus(exchange)}</b><i class="head" aria-hidden="true"></i></span>`;

const renderMove = (
  page: Page,
  result: ScenarioResult,
  lanes: readonly Lane[],
  marks: readonly Mark[],
  move: Move<ReportedExchange>,
): Html => {
  const { exchange, kind } = move;
  const what = html`<span class="label"><b>${exchange.request.method}</b> ${renderAim(exchange)}</span>`;
  const body = {
    call: () => [renderAsked(lanes, exchange, what), renderAnswered(lanes, exchange)],
    ask: () => renderAsked(lanes, exchange, what),
    answer: () => [
      html`<span class="hidden">${LANE_NAMES[exchange.to]} to ${LANE_NAMES[exchange.from]}, after all that: ${what} </span>`,
      renderAnswered(lanes, exchange),
    ],
  }[kind]();
  const last = kind !== 'ask';
  return html`<li class="move ${kind} ${marks[0]?.verdict ?? 'plain'}"><a href="${hrefOfExchange(page, result, exchange)}">${body}${
    last && marks.length > 0 && html`<span class="marks">${renderMarks(marks)}</span>`
  }</a>${last && renderWhy(becauseLines(page, result, exchange), marks.length > 0)}</li>`;
};

/** The exchanges as a sequence diagram: lanes, and an arrow for each message that links to its exchange. */
export const renderDiagram = (page: Page, result: ScenarioResult, ids: readonly string[]): Html => {
  const exchanges = findExchanges(page.run, ids);
  const lanes = readLanes(exchanges);
  const marks = readMarks(result);
  return html`<div class="diagram lanes-${lanes.length}">
<div class="heads" aria-hidden="true">${lanes.map((lane, index) => html`<span class="lane-${index + 1}">${LANE_NAMES[lane]}</span>`)}</div>
<div class="lives" aria-hidden="true">${lanes.map((_, index) => html`<i class="lane-${index + 1}"></i>`)}</div>
<ol class="moves">${readMoves(exchanges).map((move) => renderMove(page, result, lanes, marks.get(move.exchange.id) ?? [], move))}</ol></div>`;
};
