import type { ChangedResult, RunDiff, RunResult, ScenarioResult, Verdict } from '../../scenarios/model/index.ts';
import { findExchanges } from '../evidence.ts';
import { trafficOf } from './traffic.ts';

/** A run, and how it was named. */
export interface NamedRun {
  readonly file: string;
  readonly run: RunResult;
}

const keyOf = ({ scenario, variant = '', app, persona }: ScenarioResult): string =>
  [scenario, variant, app.id, persona].join('\n');

/** Results by what they are about. */
const byKey = ({ results }: RunResult): ReadonlyMap<string, ScenarioResult> =>
  new Map(results.map((result) => [keyOf(result), result]));

interface Judged {
  readonly verdict: Verdict;
  readonly message?: string | undefined;
}

/** What was judged under a name, before and after, where the verdicts differ. */
const changesIn = (before: ReadonlyMap<string, Judged>, after: ReadonlyMap<string, Judged>): ChangedResult['checks'] =>
  [...new Set([...before.keys(), ...after.keys()])].flatMap((id) => {
    const [old, now] = [before.get(id), after.get(id)];
    if (old?.verdict === now?.verdict) return [];
    const message = now?.message;
    return [
      {
        id,
        ...(old && { before: old.verdict }),
        ...(now && { after: now.verdict }),
        ...(message !== undefined && { message }),
      },
    ];
  });

const checksOf = (result: ScenarioResult): ReadonlyMap<string, Judged> =>
  new Map(result.checks.map((check) => [check.id, check]));
const rulesOf = (result: ScenarioResult): ReadonlyMap<string, Judged> =>
  new Map(result.findings.map((finding) => [finding.rule, finding]));

const NOT_CALLED = { statuses: '', behaviours: new Set<string>() };

const hasTraffic = (run: RunResult, { exchanges }: ScenarioResult): boolean =>
  exchanges.length === 0 || findExchanges(run, exchanges).length === exchanges.length;

const wireOf = (one: RunResult, old: ScenarioResult, other: RunResult, now: ScenarioResult): ChangedResult['wire'] => {
  if (!hasTraffic(one, old) || !hasTraffic(other, now)) return [];
  const [before, after] = [trafficOf(one, old), trafficOf(other, now)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((request) => {
    const [was, is] = [before.get(request) ?? NOT_CALLED, after.get(request) ?? NOT_CALLED];
    const gone = [...was.behaviours].filter((id) => !is.behaviours.has(id)).toSorted();
    const more = [...is.behaviours].filter((id) => !was.behaviours.has(id)).toSorted();
    if (was.statuses === is.statuses && gone.length === 0 && more.length === 0) return [];
    return [{ request, before: was.statuses, after: is.statuses, gone, new: more }];
  });
};

const naming = ({ scenario, variant, app, persona }: ScenarioResult) => ({
  ...{ scenario, app: app.id, persona },
  ...(variant !== undefined && { variant }),
});

const alone = (result: ScenarioResult, change: 'added' | 'removed'): ChangedResult => ({
  ...naming(result),
  change,
  verdict: { [change === 'added' ? 'after' : 'before']: result.verdict },
  checks: [],
  rules: [],
  wire: [],
});

const changed = (one: RunResult, old: ScenarioResult, other: RunResult, now: ScenarioResult): ChangedResult | undefined => {
  const checks = changesIn(checksOf(old), checksOf(now));
  const rules = changesIn(rulesOf(old), rulesOf(now));
  const wire = wireOf(one, old, other, now);
  const isOther = old.verdict !== now.verdict;
  if (!isOther && checks.length + rules.length + wire.length === 0) return undefined;
  const verdict = isOther ? { verdict: { before: old.verdict, after: now.verdict } } : {};
  return { ...naming(now), change: 'changed', ...verdict, checks, rules, wire };
};

const BAD: ReadonlySet<Verdict | undefined> = new Set(['fail', 'inconclusive']);

/** True for a result that is bad now, and was not before; a broken rule counts as well. */
export const isWorse = ({ verdict, rules }: Pick<ChangedResult, 'verdict' | 'rules'>): boolean =>
  (BAD.has(verdict?.after) && !BAD.has(verdict?.before)) || rules.some(({ before, after }) => BAD.has(after) && !BAD.has(before));

const sideOf = ({ file, run }: NamedRun): RunDiff['before'] => ({
  ...{ file, tool: run.tool.version, startedAt: run.startedAt, results: run.results.length },
  apps: Object.fromEntries(
    run.results.flatMap(({ app: { id, library, version } }) =>
      library === undefined ? [] : [[id, version === undefined ? library : `${library} ${version}`]],
    ),
  ),
});

/** What changed from one run to another: results that came or went, verdicts, checks, rules, traffic. */
export const diffRuns = (one: NamedRun, other: NamedRun): RunDiff => {
  const [before, after] = [byKey(one.run), byKey(other.run)];
  const results = [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const [old, now] = [before.get(key), after.get(key)];
    if (old && now) return changed(one.run, old, other.run, now) ?? [];
    return old ? alone(old, 'removed') : now ? alone(now, 'added') : [];
  });
  const worse = results.filter(isWorse);
  return {
    ...{ schemaVersion: 1, kind: 'run-diff', before: sideOf(one), after: sideOf(other) },
    same: [...before.keys()].filter((key) => after.has(key)).length - results.filter(({ change }) => change === 'changed').length,
    worse: worse.length,
    results: [...worse, ...results.filter((result) => !isWorse(result))],
  };
};
