import { between, LANE_NAMES, type Lane, readLanes } from '../../../../drawing/sequence.ts';
import { nameOfEndpoint } from '../../../../provider/model/index.ts';
import type { ComparedMove, ComparedStory, Comparison } from '../../../../scenarios/model/index.ts';
import { type Html, html } from '../../../formats/html/template.ts';
import { anchorOf } from '../../cells.ts';

const renderWhy = (behaviours: readonly string[]): Html | undefined =>
  behaviours.length === 0
    ? undefined
    : html`<div class="reasons"><ul class="why">${behaviours.map((id) => html`<li><a href="#${anchorOf(id)}">${id}</a></li>`)}</ul></div>`;

const renderMove = (lanes: readonly Lane[], { from, to, method, endpoint, status, behaviours }: ComparedMove): Html =>
  html`<li class="move call plain"><div class="line"><span class="said ${between(lanes, from, to)}"><span class="hidden">${LANE_NAMES[from]} to ${LANE_NAMES[to]}: </span><span class="label"><b>${method}</b> ${nameOfEndpoint(endpoint)}</span></span><span class="arrow ${between(lanes, from, to)}" aria-hidden="true"></span><span class="reply ${between(lanes, to, from)}"><span class="hidden">answered with </span><b class="code">${status === 0 ? 'no answer' : String(status)}</b><i class="head" aria-hidden="true"></i></span></div>${renderWhy(behaviours)}</li>`;

/** Each step has its title before its first request. */
const renderMoves = (lanes: readonly Lane[], moves: readonly ComparedMove[]): readonly Html[] =>
  moves.map((move, index) => {
    const isFirst = move.step !== moves[index - 1]?.step;
    return html`${isFirst && html`<li class="moment"><span>${move.step}</span></li>`}${renderMove(lanes, move)}`;
  });

const renderDiagram = (title: string, lanes: readonly Lane[], moves: readonly ComparedMove[]): Html =>
  html`<div><h3>${title}</h3><div class="diagram lanes-${lanes.length}">
<div class="heads" aria-hidden="true">${lanes.map((lane, index) => html`<span class="lane-${index + 1}">${LANE_NAMES[lane]}</span>`)}</div>
<div class="lives" aria-hidden="true">${lanes.map((_, index) => html`<i class="lane-${index + 1}"></i>`)}</div>
<ol class="moves">${renderMoves(lanes, moves)}</ol></div></div>`;

const drawable = ({ from, to }: ComparedMove) => ({ from, to, startedAtEpochMs: 0, durationMs: 0 });

/** The requests of a story, a sequence diagram for each provider, with the same lanes. */
export const renderDiagrams = ({ personas }: Comparison, { moves }: ComparedStory): Html | undefined => {
  if (Object.keys(moves).length === 0) return undefined;
  const lanes = readLanes(Object.values(moves).flat().map(drawable));
  const all = personas.map(({ id, title }) => renderDiagram(title, lanes, moves[id] ?? []));
  return html`<details class="sequence"><summary>Sequence diagrams side by side</summary><div class="side-by-side">${all}</div></details>`;
};
