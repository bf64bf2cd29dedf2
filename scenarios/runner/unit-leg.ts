import type { Secrets } from '../../provider/wire/index.ts';
import {
  behavioursOf,
  type CheckResult,
  type ReportedExchange,
  type ScenarioContext,
  type ScenarioResult,
} from '../model/index.ts';
import type { AppInstance } from './app-instance.ts';
import { countHidden, reportTraffic } from './exchanges.ts';
import { type LegRun, nameIn, playLeg } from './leg.ts';
import type { Unit } from './plan.ts';
import type { RunContext } from './run-context.ts';

type Leg = ReportedExchange['leg'];

/** A leg with its name. */
export type PlayedLeg = readonly [Leg, LegRun];

const DEFAULT_LIMIT_SECONDS = 30;
/** Pages render and scripts run. */
const REAL_BROWSER_FACTOR = 3;

/** Seconds that one leg of a unit may take. */
export const legSecondsOf = ({ scenario }: Unit, { limitSeconds, browsers }: RunContext): number =>
  limitSeconds ?? (scenario.limitSeconds ?? DEFAULT_LIMIT_SECONDS) * (browsers ? REAL_BROWSER_FACTOR : 1);

/** Plays one leg of a unit. */
export const playUnitLeg = (
  unit: Unit,
  instance: AppInstance,
  context: RunContext,
  leg: Leg,
  story: (context: ScenarioContext) => Promise<void>,
): Promise<LegRun> => {
  const { app, persona, scenario, variant } = unit;
  const { seed, registry, signal, browsers } = context;
  const limitSeconds = legSecondsOf(unit, context);
  const off = leg === 'control' ? behavioursOf(persona, scenario.controlOff ?? []) : [];
  const place = [app.id, persona, scenario.id, variant ?? '', leg];
  const evidence = browsers?.evidenceOf(unit, leg);
  return playLeg(
    { instance, persona, variant, leg, off, limitSeconds, seed, place, registry, browsers, evidence, signal },
    story,
  );
};

/** The traffic of some legs, as reports show it. */
export const trafficOf = (
  { persona }: Unit,
  instance: AppInstance,
  legs: readonly PlayedLeg[],
  secrets: Secrets,
): readonly ReportedExchange[] => {
  const traffic = legs.map(([leg, { exchanges, steps }]) => {
    const named = steps.map((step) => [instance.nameForStep(), step] as const);
    return { leg, persona, exchanges, steps: named };
  });
  return reportTraffic(traffic, nameIn(instance), secrets);
};

const hiddenCheck = (count: number): CheckResult => ({
  ...{ id: 'traffic', title: 'The report shows every request', level: 'MAY', verdict: 'info', exchanges: [], behaviours: [] },
  message: `${count} of the requests are left out of the report: of each leg it shows the first ones and the last ones.`,
});

/** A result that names only exchanges that the report shows, and says how many it does not show. */
export const withShown = (
  result: ScenarioResult,
  legs: readonly PlayedLeg[],
  exchanges: readonly ReportedExchange[],
): ScenarioResult => {
  const hidden = countHidden(legs.map(([, run]) => run));
  if (hidden === 0) return result;
  const known = new Set(exchanges.map(({ id }) => id));
  const only = <T extends { readonly exchanges: string[] }>(each: T): T => ({
    ...each,
    exchanges: each.exchanges.filter((id) => known.has(id)),
  });
  return { ...result, checks: [...result.checks.map(only), hiddenCheck(hidden)], findings: result.findings.map(only) };
};

/** The exchanges that a result names, of those of its legs. */
export const namedBy = (result: ScenarioResult, exchanges: readonly ReportedExchange[]): readonly ReportedExchange[] => {
  const lists = [
    result.exchanges,
    result.control?.exchanges ?? [],
    ...[...result.checks, ...result.findings].map((each) => each.exchanges),
  ];
  const named = new Set(lists.flat());
  return exchanges.filter(({ id }) => named.has(id));
};
