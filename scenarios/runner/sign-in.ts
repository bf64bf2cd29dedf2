import type { Exchange } from '../../provider/model/index.ts';
import { redactText } from '../../provider/wire/index.ts';
import { type CheckResult, type ScenarioResult, type VerbName, worst } from '../model/index.ts';
import { type CheckedVerb, openSignInCheck, type SignInCheck } from '../sign-in-check/index.ts';
import { answerOf, isLogin, isLoginAttempt } from '../traffic/index.ts';
import type { AppInstance } from './app-instance.ts';
import { redactResult } from './exchanges.ts';
import { withDoubt } from './gaps.ts';
import type { LegRun } from './leg.ts';
import { describeUnit } from './messages.ts';
import type { UnitOutcome } from './outcome.ts';
import type { Unit } from './plan.ts';
import { doctorCommand } from './reproduce.ts';
import type { RunContext } from './run-context.ts';
import { namedBy, playUnitLeg, trafficOf, withShown } from './unit-leg.ts';
import { needsOf } from './unjudged.ts';

/** The check of one app with one persona, as its result and as what it means for the scenarios. */
export interface SignIn {
  readonly outcome: UnitOutcome;
  /** What is broken, each with its message. */
  readonly broken: ReadonlyMap<CheckedVerb, string>;
  /** The login never got as far as the provider: no scenario with a login can tell anything. */
  readonly isStuck: boolean;
  /** The verb at which the check ran out of time. */
  readonly hanging?: CheckedVerb;
  /** The provider sent the person back with a code or a token. */
  readonly hasReturned: boolean;
  /** What the app printed meanwhile, without secrets. */
  readonly output: () => readonly string[];
}

const reasonFor = (message: string): string => `The sign-in check failed: ${message}`;

/** Why a scenario is not played at all: it cannot even begin. */
export const whyNotPlayed = ({ broken, isStuck }: SignIn, unit: Unit): string | undefined => {
  const entrance = needsOf(unit).find((verb) => verb === 'signIn' || verb === 'acceptsToken');
  const message = broken.get('start') ?? (isStuck && entrance ? broken.get(entrance) : undefined);
  return message && reasonFor(message);
};

/** Verbs that many scenarios use where the app has them, and do without where it has not. */
const USED_IF_THERE = ['whoAmI', 'useResource', 'signOut'] as const;

/**
 * A result without a judgement, of a scenario that needs a broken verb, is one more effect of that verb. What a scenario could
 * still judge stands: a client may be broken in the very way that the scenario is about. So does a leg that ran out of time, as
 * it does on a busy machine, unless the verb did the same.
 */
export const withSignIn = (
  { broken, hanging }: Pick<SignIn, 'broken' | 'hanging'>,
  unit: Pick<Unit, 'app' | 'persona' | 'scenario'>,
  result: ScenarioResult,
  isOverLimit: boolean,
): ScenarioResult => {
  const isUnjudged = result.verdict === 'inconclusive' && result.control?.verdict !== 'pass';
  const verbs = [...needsOf(unit), ...USED_IF_THERE].filter((verb) => !isOverLimit || verb === hanging);
  const message = verbs.map((verb) => broken.get(verb)).find((each) => each !== undefined);
  if (!isUnjudged || message === undefined) return result;
  return { ...result, verdict: 'skip', reason: reasonFor(message), checks: [] };
};

const madeCheck = (id: CheckedVerb, title: string, message?: string): CheckResult => ({
  ...{ id, title, level: 'MUST', exchanges: [], behaviours: [] },
  ...(message === undefined ? { verdict: 'pass' } : { verdict: 'fail', message }),
});

const STARTS = 'The app starts';

/** The check of the verb at which the story ended before it was told. */
const endedAt = (at: CheckedVerb, reason: string): CheckResult =>
  at === 'start' ? madeCheck(at, STARTS, reason) : madeCheck(at, `The app answers ${at}`, `verbs.${at}: ${reason}`);

const STARTS_NOT = 'Correct command, cwd, url and ready of the app in the config; what the app printed says more.';
const ANSWERS_NOT = 'Let the app answer this request; what it printed says more.';

const withFix = (check: CheckResult, { fixes }: SignInCheck): CheckResult => {
  if (check.verdict !== 'fail') return check;
  return { ...check, fix: fixes.get(check.id as VerbName) ?? (check.id === 'start' ? STARTS_NOT : ANSWERS_NOT) };
};

const checksOf = (check: SignInCheck, { checks, ended, death }: LegRun): readonly CheckResult[] => {
  const { at } = check;
  const early = death ?? ended?.reason;
  const started = early !== undefined && at === 'start' ? [] : [madeCheck('start', STARTS)];
  const told = early === undefined ? checks : [...checks.filter(({ id }) => id !== at), endedAt(at, early)];
  return [...started, ...told].map((each) => withFix(each, check));
};

const isReturn = (exchange: Exchange): boolean =>
  isLogin(exchange) || ['code', 'access_token', 'id_token'].some((name) => answerOf(exchange).has(name));

/** A check as it was played. */
interface PlayedCheck {
  readonly check: SignInCheck;
  readonly unit: Unit;
  readonly run: LegRun;
}

const playCheck = async (
  app: Unit['app'],
  persona: Unit['persona'],
  instance: AppInstance,
  context: RunContext,
): Promise<PlayedCheck> => {
  const check = openSignInCheck(app);
  const unit: Unit = { app, persona, scenario: check.scenario, variant: undefined };
  return { check, unit, run: await playUnitLeg(unit, instance, context, 'judged', check.tell) };
};

/** Starts the app unless it runs, and lets one person use each of its verbs. */
export const checkSignIn = async (
  { app, persona }: Pick<Unit, 'app' | 'persona'>,
  instance: AppInstance,
  context: RunContext,
): Promise<SignIn> => {
  const person = context.browsers && 'browser';
  const started = performance.now();
  const first = await playCheck(app, persona, instance, context);
  // On a busy machine a check can run out of time once; an app that hangs does so again.
  const { check, unit, run } = first.run.ended?.isOverLimit ? await playCheck(app, persona, instance, context) : first;
  const secrets = instance.openSecrets();
  const told = withDoubt(checksOf(check, run), run);
  const exchanges = trafficOf(unit, instance, [['judged', run]], secrets);
  const verdict = worst(told.map((check) => check.verdict));
  const whole: ScenarioResult = {
    ...describeUnit(unit, context.command, person),
    reproduce: doctorCommand(context.command, unit, person),
    ...{ verdict, durationMs: Math.round(performance.now() - started) },
    ...{ checks: [...told], findings: [], exchanges: exchanges.map(({ id }) => id) },
  };
  const result = redactResult(withShown(whole, [['judged', run]], exchanges), secrets);
  const { checks } = result;
  if (verdict === 'pass') await context.browsers?.forget(unit);
  const failed = checks.filter(({ verdict }) => verdict === 'fail');
  const broken = new Map(failed.map(({ id, message = '' }) => [id as VerbName, message] as const));
  const hasArrived = run.exchanges.some((each) => each.endpoint === 'authorize' || isLoginAttempt(each));
  const hasReturned = run.exchanges.some(isReturn);
  const isStuck = run.ended !== undefined || run.death !== undefined || !hasArrived;
  return {
    outcome: { result, exchanges: namedBy(result, exchanges) },
    ...{ broken, isStuck, hasReturned, output: () => run.output.map((line) => redactText(secrets, line)) },
    ...(run.ended?.isOverLimit ? { hanging: check.at } : {}),
  };
};
