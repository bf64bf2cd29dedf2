import type { Exchange } from '../../provider/model/index.ts';
import {
  brokenVerdict,
  type Finding,
  type ReportedExchange,
  type ScenarioResult,
  type Stage,
  type VerbName,
} from '../model/index.ts';
import { RULES } from '../rules/index.ts';
import { findLeaks } from './canaries.ts';
import type { Crowd } from './cast.ts';
import { type LegTraffic, reportTraffic } from './exchanges.ts';
import { type LegRun, nameIn, playLeg } from './leg.ts';
import { honestLogin } from './liveness.ts';
import type { Unit } from './plan.ts';
import { reproduceCommand } from './reproduce.ts';
import type { Station } from './station.ts';
import { type Judgement, judge, judgeControl } from './verdicts.ts';

/** What every result of a run has in common. */
export interface RunContext {
  readonly seed: string;
  readonly command: string;
  readonly crowd: Crowd;
  readonly signal: AbortSignal;
}

/** One result, and the exchanges that it names. */
export interface Performance {
  readonly result: ScenarioResult;
  readonly exchanges: readonly ReportedExchange[];
}

const DEFAULT_LIMIT_SECONDS = 30;

type Leg = ReportedExchange['leg'];
type Legs = readonly (readonly [Leg, LegRun])[];

const missingVerbs = ({ app, scenario }: Unit): readonly VerbName[] =>
  scenario.needs.filter((name) => app.verbs[name] === undefined);

const wordsOf = ({ app, persona, scenario, variant }: Unit, command: string) => ({
  scenario: scenario.id,
  ...(variant === undefined ? {} : { variant }),
  title: scenario.title,
  area: scenario.id.split('/', 1)[0] ?? '',
  level: scenario.level,
  basis: scenario.basis.map((basis) => ({ ...basis })),
  ...(scenario.seedQuestion === undefined ? {} : { seedQuestion: scenario.seedQuestion }),
  persona,
  app: { id: app.id, ...(app.library ? { library: app.library } : {}), ...(app.version ? { version: app.version } : {}) },
  ...(scenario.motion === undefined ? {} : { motion: scenario.motion }),
  fix: scenario.fix,
  reproduce: reproduceCommand(command, { app, persona, scenario, variant }),
  story: { provider: scenario.provider, rightClient: scenario.rightClient },
});

/** A result for which nothing was played. */
export const withoutLegs = (unit: Unit, command: string, verdict: 'skip' | 'inconclusive', reason: string): Performance => ({
  result: { ...wordsOf(unit, command), verdict, reason, durationMs: 0, checks: [], findings: [], exchanges: [] },
  exchanges: [],
});

const findingsOf = (unit: Unit, station: Station, legs: Legs): Finding[] => {
  const runs = legs.map(([, run]) => run);
  const exchanges = runs.flatMap((run) => run.exchanges.filter(({ stale }) => !stale));
  const nameOf = nameIn(station);
  const byRule = RULES.flatMap((rule) =>
    rule.look(exchanges).map(({ message, exchanges: ids }) => ({
      rule: rule.id,
      verdict: brokenVerdict[rule.level],
      message,
      exchanges: ids.map((id) => `${station.id}-${id}`),
    })),
  );
  const leaks = findLeaks(
    {
      exchanges,
      steps: runs.flatMap(({ steps }) => steps),
      output: runs.flatMap(({ output }) => output),
      clientSecrets: [station.personas[unit.persona]?.clientSecret ?? ''].filter(Boolean),
      inBrowser: unit.app.kind === 'spa',
    },
    nameOf,
  );
  return [...byRule, ...leaks];
};

const trafficOf = (unit: Unit, station: Station, legs: Legs): readonly ReportedExchange[] => {
  const traffic = legs.map(([leg, run]): LegTraffic => {
    const steps = run.steps.map((step) => [station.nameForStep(), step] as const);
    return { leg, persona: unit.persona, exchanges: run.exchanges, steps };
  });
  return reportTraffic(traffic, nameIn(station), [station.personas[unit.persona]?.clientSecret ?? ''].filter(Boolean));
};

/** Runs one unit on its station: the control leg, the judged leg, an honest login after it. Rejects only when the run is aborted or the lab fails. */
export const perform = async (unit: Unit, station: Station, context: RunContext): Promise<Performance> => {
  const { scenario, persona, variant, app } = unit;
  const missing = missingVerbs(unit);
  if (missing.length > 0) return withoutLegs(unit, context.command, 'skip', `The app has no verb ${missing.join(', ')}.`);

  const started = performance.now();
  const play = (leg: Leg, off: readonly string[], story: (stage: Stage) => Promise<void>) =>
    playLeg(
      {
        ...{ station, persona, variant, leg, off },
        limitSeconds: scenario.limitSeconds ?? DEFAULT_LIMIT_SECONDS,
        seed: context.seed,
        place: [app.id, persona, scenario.id, variant ?? '', leg],
        crowd: context.crowd,
        signal: context.signal,
      },
      story,
    );
  const told = (judgement: Judgement, controlVerdict: ScenarioResult['verdict'], legs: Legs): Performance => {
    const exchanges = trafficOf(unit, station, legs);
    const idsOf = (leg: Leg) => exchanges.filter((exchange) => exchange.leg === leg).map(({ id }) => id);
    const result: ScenarioResult = {
      ...wordsOf(unit, context.command),
      verdict: judgement.verdict,
      ...(judgement.reason === undefined ? {} : { reason: judgement.reason }),
      durationMs: Math.round(performance.now() - started),
      control: { verdict: controlVerdict, exchanges: idsOf('control') },
      checks: [...judgement.checks],
      findings: findingsOf(unit, station, legs),
      exchanges: idsOf('judged'),
    };
    return { result, exchanges };
  };

  const control = await play('control', scenario.controlOff ?? [], async (stage) =>
    scenario.control(await scenario.steps(stage), stage),
  );
  const unjudged = judgeControl(control);
  if (unjudged) return told(unjudged, unjudged.controlVerdict, [['control', control]]);

  const judged = await play('judged', [], async (stage) => scenario.judge(await scenario.steps(stage), stage));
  const isLivelinessOpen = judged.twisted && judged.death === undefined && judged.ended?.verdict !== 'skip' && app.verbs.signIn;
  const live = isLivelinessOpen ? await play('liveness', [], honestLogin) : undefined;
  const judgement = judge(scenario, judged, live);
  const legs: Legs = [['control', control], ['judged', judged], ...(live ? [['liveness', live] as const] : [])];
  return told(judgement, 'pass', legs);
};

/** The exchanges that a result names, of those of its legs. */
export const namedExchanges = ({ result, exchanges }: Performance): readonly ReportedExchange[] => {
  const named = new Set([
    ...result.exchanges,
    ...(result.control?.exchanges ?? []),
    ...result.checks.flatMap((check) => check.exchanges),
    ...result.findings.flatMap((finding) => finding.exchanges),
  ]);
  return exchanges.filter(({ id }) => named.has(id));
};

/** Ids of every behaviour that spoke in some exchanges. */
export const behavioursIn = (exchanges: readonly Pick<Exchange, 'because'>[]): ReadonlySet<string> =>
  new Set(exchanges.flatMap(({ because }) => because.map(({ id }) => id)));
