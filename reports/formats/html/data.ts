import { deflateRawSync } from 'node:zlib';
import { isBad } from '../../../scenarios/model/breach.ts';
import type { ReportedExchange, RunResult, ScenarioResult } from '../../../scenarios/model/index.ts';
import { shownIds } from './anchors.ts';
import { pack } from './pack.ts';

/** What every result needs: the run without its exchanges, and of its results only what others show of them. */
export interface SharedData {
  readonly run: RunResult;
  /** The number of the part that holds a result, by the place of the result. */
  readonly parts: readonly number[];
}

/** Some results of one app, with their places in the run, and their exchanges. */
export interface PartData {
  readonly results: readonly (readonly [place: number, result: ScenarioResult])[];
  readonly exchanges: Readonly<Record<string, ReportedExchange>>;
}

/** Results of one part: more take longer to open, fewer compress less. */
const MOST_RESULTS = 60;

/** Packed and compressed parts of the page, as base64. */
export interface PageData {
  readonly shared: string;
  readonly parts: readonly string[];
}

const compressed = (value: unknown): string => deflateRawSync(JSON.stringify(pack(value)), { level: 9 }).toString('base64');

/** A result as other results show it: its names and what it counts as. */
const outlineOf = ({
  scenario,
  variant,
  area,
  level,
  persona,
  app,
  verdict,
  expected,
  checks,
  findings,
}: ScenarioResult): ScenarioResult => ({
  scenario,
  ...(variant === undefined ? {} : { variant }),
  ...{ title: '', area, level, basis: [], persona, app, verdict },
  ...(expected === undefined ? {} : { expected }),
  ...{ durationMs: 0, reproduce: '', story: { provider: '', rightClient: '' }, exchanges: [] },
  checks: checks
    .filter((check) => isBad(check.verdict))
    .map((check) => ({ ...NO_CHECK, id: check.id, verdict: check.verdict, ...listed(check) })),
  findings: findings.map((finding) => ({
    ...{ rule: finding.rule, verdict: finding.verdict, message: '', exchanges: [] },
    ...listed(finding),
  })),
});

const NO_CHECK = { title: '', level: 'MUST' as const, exchanges: [], behaviours: [] };

const listed = ({ expected }: { readonly expected?: true | undefined }): { expected?: true } => (expected ? { expected } : {});

const partOf = (run: RunResult, places: readonly number[]): PartData => {
  const results = places.flatMap((place) => {
    const result = run.results[place];
    return result ? [[place, result] as const] : [];
  });
  const ids = new Set(results.flatMap(([, result]) => shownIds(result)));
  const held = [...ids].filter((id) => Object.hasOwn(run.exchanges, id));
  return { results, exchanges: Object.fromEntries(held.flatMap((id) => (run.exchanges[id] ? [[id, run.exchanges[id]]] : []))) };
};

/** The part of each result: results of one app, as they follow each other. */
const partsOf = ({ results }: RunResult): readonly number[] => {
  let [part, size] = [0, 0];
  return results.map(({ app }, place) => {
    const isOther = place > 0 && results[place - 1]?.app.id !== app.id;
    if (isOther || size >= MOST_RESULTS) [part, size] = [part + 1, 0];
    size += 1;
    return part;
  });
};

/** The data of the page. Each exchange is stored with the results that show it. */
export const readPageData = (run: RunResult): PageData => {
  const places = run.results.map((_, place) => place);
  const parts = partsOf(run);
  const held = Map.groupBy(places, (place) => parts[place]);
  const shared: SharedData = { run: { ...run, exchanges: {}, results: run.results.map(outlineOf) }, parts };
  return { shared: compressed(shared), parts: [...held.values()].map((own) => compressed(partOf(run, own))) };
};
