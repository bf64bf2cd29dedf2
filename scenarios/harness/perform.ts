import type { ReportedExchange, ScenarioResult, Stage } from '../model/index.ts';
import type { Browsers } from './browsers.ts';
import type { Crowd } from './cast.ts';
import { reportTraffic } from './exchanges.ts';
import { findingsOf } from './findings.ts';
import { type LegRun, nameIn, playLeg } from './leg.ts';
import { honestLogin } from './liveness.ts';
import type { Unit } from './plan.ts';
import type { Station } from './station.ts';
import { type Judgement, judge, judgeControl } from './verdicts.ts';
import { wordsOf } from './words.ts';

/** What every result of a run has in common. */
export interface RunContext {
  readonly seed: string;
  readonly command: string;
  /** Longest time for one leg; undefined: the scenario's own. */
  readonly limitSeconds: number | undefined;
  readonly crowd: Crowd;
  /** Real browsers; undefined: HTTP clients. */
  readonly browsers?: Browsers | undefined;
  readonly signal: AbortSignal;
}

/** One result, and the exchanges that it names. */
export interface Outcome {
  readonly result: ScenarioResult;
  readonly exchanges: readonly ReportedExchange[];
}

type Leg = ReportedExchange['leg'];
type Legs = readonly (readonly [Leg, LegRun])[];

const DEFAULT_LIMIT_SECONDS = 30;
/** Pages render and scripts run. */
const REAL_BROWSER_FACTOR = 3;

const play = (
  unit: Unit,
  station: Station,
  context: RunContext,
  leg: Leg,
  story: (stage: Stage) => Promise<void>,
): Promise<LegRun> => {
  const { app, persona, scenario, variant } = unit;
  const { seed, crowd, signal, browsers } = context;
  const { limitSeconds = (scenario.limitSeconds ?? DEFAULT_LIMIT_SECONDS) * (browsers ? REAL_BROWSER_FACTOR : 1) } = context;
  const off = leg === 'control' ? (scenario.controlOff ?? []) : [];
  const place = [app.id, persona, scenario.id, variant ?? '', leg];
  const evidence = browsers?.evidenceOf(unit, leg);
  return playLeg({ station, persona, variant, leg, off, limitSeconds, seed, place, crowd, browsers, evidence, signal }, story);
};

const trafficOf = ({ persona }: Unit, station: Station, legs: Legs): readonly ReportedExchange[] => {
  const traffic = legs.map(([leg, { exchanges, steps }]) => {
    const named = steps.map((step) => [station.nameForStep(), step] as const);
    return { leg, persona, exchanges, steps: named };
  });
  return reportTraffic(traffic, nameIn(station), station.secretsOf(persona));
};

/** The exchanges that a result names, of those of its legs. */
const namedBy = (result: ScenarioResult, exchanges: readonly ReportedExchange[]): readonly ReportedExchange[] => {
  const lists = [
    result.exchanges,
    result.control?.exchanges ?? [],
    ...[...result.checks, ...result.findings].map((each) => each.exchanges),
  ];
  const named = new Set(lists.flat());
  return exchanges.filter(({ id }) => named.has(id));
};

/** What needs no evidence. */
const GOOD: ReadonlySet<ScenarioResult['verdict']> = new Set(['pass', 'info', 'skip']);

/** Plays the legs of a story: the control leg, the judged leg, and, where something was done to the app, an honest login after it. */
const playLegs = async (
  unit: Unit,
  station: Station,
  context: RunContext,
): Promise<{ judgement: Judgement; controlVerdict: ScenarioResult['verdict']; legs: Legs }> => {
  const { scenario, app } = unit;
  const control = await play(unit, station, context, 'control', async (stage) =>
    scenario.control(await scenario.steps(stage), stage),
  );
  const unjudged = judgeControl(control);
  if (unjudged) return { judgement: unjudged, controlVerdict: unjudged.controlVerdict, legs: [['control', control]] };
  const judged = await play(unit, station, context, 'judged', async (stage) =>
    scenario.judge(await scenario.steps(stage), stage),
  );
  const isOver = judged.death !== undefined || judged.ended?.verdict === 'skip' || !app.verbs.signIn;
  const live = judged.twisted && !isOver ? await play(unit, station, context, 'liveness', honestLogin) : undefined;
  const legs: Legs = [['control', control], ['judged', judged], ...(live ? [['liveness', live] as const] : [])];
  return { judgement: judge(scenario, judged, live), controlVerdict: 'pass', legs };
};

/** Runs one unit on its station and judges it. Rejects only when the run is stopped or the lab itself fails. */
export const perform = async (unit: Unit, station: Station, context: RunContext): Promise<Outcome> => {
  const words = wordsOf(unit, context.command, context.browsers && 'browser');
  const missing = unit.scenario.needs.filter((name) => unit.app.verbs[name] === undefined);
  if (missing.length > 0) {
    const reason = `The app has no verb ${missing.join(', ')}.`;
    return {
      result: { ...words, verdict: 'skip', reason, durationMs: 0, checks: [], findings: [], exchanges: [] },
      exchanges: [],
    };
  }
  const started = performance.now();
  const { judgement, controlVerdict, legs } = await playLegs(unit, station, context);
  const exchanges = trafficOf(unit, station, legs);
  const idsOf = (leg: Leg) => exchanges.filter((exchange) => exchange.leg === leg).map(({ id }) => id);
  const { verdict, reason, checks } = judgement;
  if (GOOD.has(verdict)) await context.browsers?.forget(unit);
  const runs = legs.map(([, leg]) => leg);
  const result: ScenarioResult = {
    ...words,
    ...{ verdict, ...(reason === undefined ? {} : { reason }), durationMs: Math.round(performance.now() - started) },
    control: { verdict: controlVerdict, exchanges: idsOf('control') },
    checks: [...checks],
    findings: findingsOf(unit, station, runs),
    exchanges: idsOf('judged'),
  };
  return { result, exchanges: namedBy(result, exchanges) };
};
