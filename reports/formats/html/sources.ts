import type { RunResult, ScenarioResult } from '../../../scenarios/model/index.ts';
import { findExchanges } from '../../evidence.ts';
import type { Page } from './page.ts';
import { type Html, html, link } from './template.ts';

type Behaviour = RunResult['behaviours'][string];
type Confidence = Behaviour['source']['confidence'];

const AUTHORITIES = { spec: 'Specification', vendor: "The vendor's catalogue", lab: 'Our judgement' } as const;

/** Confidence that the vendor does so. */
const CONFIDENCES: Readonly<Record<Confidence, string>> = {
  documented: 'documented by the vendor',
  recorded: 'recorded from a real answer',
  reported: 'reported by users',
  inferred: 'inferred',
};

/** The source of a row of the vendor's catalogue, from a behaviour that cites it. */
const sourceOf = ({ run }: Page, row: string): Behaviour['source'] | undefined =>
  Object.values(run.behaviours).find(({ source }) => source.row === row)?.source;

const renderBasis = (page: Page, { authority, ref, url }: ScenarioResult['basis'][number]): Html => {
  const source = authority === 'vendor' ? sourceOf(page, ref) : undefined;
  return html`<li><b>${AUTHORITIES[authority]}</b> <span>${link(url ?? source?.url, ref)} <small>${source && CONFIDENCES[source.confidence]}</small></span></li>`;
};

const renderBehaviour = ({ anchors }: Page, result: ScenarioResult, id: string, { summary, source }: Behaviour): Html =>
  html`<li id="${anchors.behaviour(result, id)}"><code>${id}</code> <span>${summary}</span> <small>${link(source.url, source.row)}, ${CONFIDENCES[source.confidence]}, checked ${source.checkedOn}</small></li>`;

/** Behaviours that the checks name or that applied in the exchanges, in the order of the run. */
const spokenIn = ({ run }: Page, result: ScenarioResult, shown: readonly string[]): readonly (readonly [string, Behaviour])[] => {
  const spoke = new Set([
    ...result.checks.flatMap(({ behaviours }) => behaviours),
    ...findExchanges(run, shown).flatMap(({ because }) => because.map(({ id }) => id)),
  ]);
  return Object.entries(run.behaviours).filter(([id]) => spoke.has(id));
};

/** Behaviours related to what did not pass. */
const namedBy = ({ checks }: ScenarioResult): ReadonlySet<string> =>
  new Set(checks.flatMap(({ verdict, behaviours }) => (verdict === 'pass' ? [] : behaviours)));

const renderBehaviours = (page: Page, result: ScenarioResult, shown: readonly string[]): Html => {
  const list = (behaviours: ReturnType<typeof spokenIn>): Html | undefined =>
    behaviours.length > 0
      ? html`<ul class="behaviours">${behaviours.map(([id, behaviour]) => renderBehaviour(page, result, id, behaviour))}</ul>`
      : undefined;
  const named = namedBy(result);
  const [first, others] = [true, false].map((wanted) => spokenIn(page, result, shown).filter(([id]) => named.has(id) === wanted));
  const more = list(others ?? []);
  return html`${list(first ?? [])}${more && html`<details class="more"><summary>${first?.length ? `${others?.length} more, not named by a failed check` : `All ${others?.length}`}</summary>${more}</details>`}`;
};

/** The sources of a result: the specifications, and the confidence in each behaviour of the provider. */
export const renderSources = (page: Page, result: ScenarioResult, shown: readonly string[]): Html =>
  html`<h4>Sources</h4><ul class="basis">${result.basis.map((basis) => renderBasis(page, basis))}</ul>
${spokenIn(page, result, shown).length > 0 && html`<h4>Behaviours of the provider that applied</h4>${renderBehaviours(page, result, shown)}`}`;
