import { behavioursOf, type ReportedExchange, type ScenarioResult } from '../model/index.ts';
import type { AppInstance } from './app-instance.ts';
import type { CachedControlLeg, ControlLegCache, PlayedControl } from './control-leg-cache.ts';
import { redactResult } from './exchanges.ts';
import { findingsOf } from './findings.ts';
import { withFixes } from './fixes.ts';
import { withGaps } from './gaps.ts';
import type { LegRun } from './leg.ts';
import { honestLogin } from './liveness.ts';
import { describeUnit, type ResultDescription } from './messages.ts';
import type { RunOptions } from './options.ts';
import type { UnitOutcome } from './outcome.ts';
import type { Unit } from './plan.ts';
import type { RunContext } from './run-context.ts';
import { type SignIn, whyNotPlayed, withSignIn } from './sign-in.ts';
import { namedBy, type PlayedLeg, playUnitLeg, trafficOf, withShown } from './unit-leg.ts';
import { missingVerbs } from './unjudged.ts';
import { type Judgement, judge, judgeControl } from './verdicts.ts';

type Leg = ReportedExchange['leg'];
type Legs = readonly [PlayedLeg, ...PlayedLeg[]];

/** Verdicts that need no evidence. */
const GOOD: ReadonlySet<ScenarioResult['verdict']> = new Set(['pass', 'info', 'skip']);

/** The legs of one unit, and their judgement. */
interface Story {
  readonly judgement: Judgement;
  readonly controlVerdict: ScenarioResult['verdict'];
  readonly legs: Legs;
  /** The app still runs, and a login after the twist worked. */
  readonly leftWell: boolean;
}

const isWell = ({ death, ended, checks }: LegRun): boolean =>
  death === undefined && ended?.verdict !== 'inconclusive' && checks.every(({ verdict }) => verdict !== 'fail');

/**
 * Runs the legs of a scenario: the control leg, unless another variant ran it, the judged leg, and, if
 * a twist was applied, a login after it.
 */
const playLegs = async (unit: Unit, instance: AppInstance, context: RunContext, earlier: LegRun | undefined): Promise<Story> => {
  const { scenario, app, persona, variant = '' } = unit;
  const shows = behavioursOf(persona, [...scenario.shows, ...(scenario.variantShows?.[variant] ?? [])]);
  const control =
    earlier ??
    (await playUnitLeg(unit, instance, context, 'control', async (stage) =>
      scenario.control(await scenario.steps(stage), stage),
    ));
  const unjudged = judgeControl(control);
  if (unjudged) {
    const judgement = withGaps(unjudged, [control]);
    return { judgement, controlVerdict: unjudged.controlVerdict, legs: [['control', control]], leftWell: false };
  }
  const judged = await playUnitLeg(unit, instance, context, 'judged', async (stage) =>
    scenario.judge(await scenario.steps(stage), stage),
  );
  const isOver = judged.death !== undefined || judged.ended?.verdict === 'skip' || !app.verbs.signIn;
  const live = judged.twisted && !isOver ? await playUnitLeg(unit, instance, context, 'liveness', honestLogin) : undefined;
  const legs: Legs = [['control', control], ['judged', judged], ...(live ? [['liveness', live] as const] : [])];
  const leftWell = isWell(live ?? judged) && (live !== undefined || !judged.twisted);
  const { requestChecks } = scenario;
  const judgement = withGaps(judge(shows, judged, live), [judged, ...(live ? [live] : [])], { control, requestChecks });
  return { judgement, controlVerdict: 'pass', legs, leftWell };
};

const missingVerb = (unit: Unit): string | undefined => {
  const missing = missingVerbs(unit);
  return missing.length > 0 ? `The app has no verb ${missing.join(', ')}.` : undefined;
};

/** Results that other variants reuse. */
const cachedLegOf = ({ legs, leftWell }: Story, result: ScenarioResult, played: PlayedControl): CachedControlLeg => {
  const control = leftWell && !played.run.askedVariant ? { control: played } : {};
  const isSame = legs.every(([, { askedVariant, ended }]) => !askedVariant && ended?.verdict !== 'inconclusive');
  return result.verdict === 'skip' && isSame ? { ...control, skip: result } : control;
};

const unplayed = (
  unit: Unit,
  command: string,
  person: RunOptions['person'],
  told: Pick<ScenarioResult, 'verdict' | 'reason'>,
): UnitOutcome => {
  const words = describeUnit(unit, command, person === 'browser' ? person : undefined);
  return { result: { ...words, ...told, durationMs: 0, checks: [], findings: [], exchanges: [] }, exchanges: [] };
};

/** The outcome of a unit that is not played. */
export const leaveOut = (unit: Unit, { command, browsers }: RunContext, reason: string): UnitOutcome =>
  unplayed(unit, command, browsers && 'browser', { verdict: 'skip', reason });

/** The outcome of a unit whose end did not come. */
export const giveUp = (unit: Unit, command: string, person: RunOptions['person'], reason: string): UnitOutcome =>
  unplayed(unit, command, person, { verdict: 'inconclusive', reason });

/** Runs one unit on its instance and judges it. Rejects only when the run is stopped or the lab itself fails. */
export const perform = async (
  unit: Unit,
  instance: AppInstance,
  context: RunContext,
  controlLegs: ControlLegCache,
  signIn: SignIn,
): Promise<UnitOutcome> => {
  const words = describeUnit(unit, context.command, context.browsers && 'browser');
  const reason = missingVerb(unit) ?? whyNotPlayed(signIn, unit);
  if (reason !== undefined) return leaveOut(unit, context, reason);
  const { skip, control } = controlLegs.of(unit);
  if (skip) return { result: { ...skip, ...words, durationMs: 0 }, exchanges: [] };
  const started = performance.now();
  const story = await playLegs(unit, instance, context, control?.run);
  const secrets = control?.secrets ?? instance.openSecrets();
  const news = control ? story.legs.filter(([leg]) => leg !== 'control') : story.legs;
  const traffic = trafficOf(unit, instance, news, secrets);
  const exchanges = [...(control?.exchanges ?? []), ...traffic];
  const durationMs = Math.round(performance.now() - started);
  const told = redactResult(resultOf(unit, instance, story, exchanges, { ...words, durationMs }), secrets);
  const isOverLimit = story.legs.some(([, { ended }]) => ended?.isOverLimit);
  const result = withSignIn(signIn, unit, told, isOverLimit);
  if (GOOD.has(result.verdict)) await context.browsers?.forget(unit);
  const ofControl = exchanges.filter(({ leg }) => leg === 'control');
  const [[, run]] = story.legs;
  controlLegs.keep(unit, cachedLegOf(story, result, { run, exchanges: ofControl, secrets }));
  return { result, exchanges: namedBy(result, traffic) };
};

const resultOf = (
  unit: Unit,
  instance: AppInstance,
  { judgement, controlVerdict, legs }: Story,
  exchanges: readonly ReportedExchange[],
  words: ResultDescription & Pick<ScenarioResult, 'durationMs'>,
): ScenarioResult => {
  const idsOf = (leg: Leg) => exchanges.filter((exchange) => exchange.leg === leg).map(({ id }) => id);
  const { verdict, reason, checks } = judgement;
  const runs = legs.map(([, leg]) => leg);
  const result: ScenarioResult = {
    ...words,
    ...{ verdict, ...(reason === undefined ? {} : { reason }) },
    control: { verdict: controlVerdict, exchanges: idsOf('control') },
    checks: withFixes(checks, unit.scenario),
    findings: findingsOf(unit, instance, runs),
    exchanges: idsOf('judged'),
  };
  return withShown(result, legs, exchanges);
};
