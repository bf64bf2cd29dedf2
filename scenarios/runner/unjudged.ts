import type { PersonaId } from '../../provider/model/index.ts';
import { type App, isJudgement, type ScenarioResult, SIGN_IN_CHECK_ID, type Unjudged, type VerbName } from '../model/index.ts';
import { passwordLoginOf } from '../traffic/index.ts';
import type { Unit } from './plan.ts';
import { LIVENESS } from './verdicts.ts';

/** One app with one of its personas, as a run was asked for them. */
export interface Selected {
  readonly app: App;
  readonly persona: PersonaId;
}

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? '';

/** At most this many reasons are named; the rest is counted. */
const MOST_REASONS = 2;

const NOT_JUDGED = { skip: 'skipped', inconclusive: 'inconclusive', info: 'only observed' } as const;

const quoted = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');

/** The verb of the app that does what a scenario needs: where the app passes passwords on, to sign in is to sign in with a password. */
const boundVerb = ({ app, persona }: Pick<Unit, 'app' | 'persona'>, name: VerbName): VerbName =>
  name === 'signInWithPassword' && !app.verbs[name] && passwordLoginOf({ persona }) ? 'signIn' : name;

/** The verbs of the app that do what a scenario needs. */
export const needsOf = (unit: Pick<Unit, 'app' | 'persona' | 'scenario'>): readonly VerbName[] =>
  unit.scenario.needs.map((name) => boundVerb(unit, name));

/** The verbs that an app lacks for a scenario. */
export const missingVerbs = (unit: Pick<Unit, 'app' | 'persona' | 'scenario'>): readonly VerbName[] =>
  needsOf(unit).filter((name) => unit.app.verbs[name] === undefined);

/** Reasons of some results, the most frequent first. */
const reasonsOf = (results: readonly ScenarioResult[]): readonly string[] => {
  const reasons = results.map(({ reason, checks }) => firstLine(reason ?? checks[0]?.message ?? 'no reason was given'));
  const counted = Map.groupBy(reasons, (reason) => reason.replace(/\.$/, ''));
  return [...counted].toSorted(([, some], [, others]) => others.length - some.length).map(([reason]) => reason);
};

const whySkipped = (results: readonly ScenarioResult[]): string => {
  const verdicts = new Set(results.map(({ verdict }) => verdict));
  const [only] = verdicts;
  const how = verdicts.size === 1 ? NOT_JUDGED[only as keyof typeof NOT_JUDGED] : 'skipped or inconclusive';
  const reasons = reasonsOf(results);
  const more = reasons.length > MOST_REASONS ? `; and ${reasons.length - MOST_REASONS} more reasons` : '';
  return `every scenario was ${how}: ${reasons.slice(0, MOST_REASONS).join('; ')}${more}`;
};

/** Every scenario lacks verbs: those that would let most of them run. */
const whyLacking = (units: readonly Unit[]): string => {
  const lacking = Map.groupBy(units, (unit) => quoted(missingVerbs(unit)));
  const [most = ''] = [...lacking].toSorted(([, some], [, others]) => others.length - some.length)[0] ?? [];
  return `every scenario was skipped: the app has no verb ${most}`;
};

const signInFailure = (results: readonly ScenarioResult[]): string | undefined => {
  const failed = results.find(({ scenario, verdict }) => scenario === SIGN_IN_CHECK_ID && verdict === 'fail');
  const check = failed?.checks.find(({ verdict }) => verdict === 'fail');
  return check && `every scenario was skipped: ${firstLine(check.message ?? check.title).replace(/\.$/, '')}`;
};

const whyOf = (planned: readonly Unit[], results: readonly ScenarioResult[], persona: string): string => {
  if (planned.length === 0) return `none of the scenarios is for the persona ${persona}`;
  const failure = signInFailure(results);
  if (failure !== undefined) return failure;
  if (planned.every((unit) => missingVerbs(unit).length > 0)) return whyLacking(planned);
  return whySkipped(results);
};

/**
 * Selected apps of which no scenario was judged. `planned` is the whole plan and `played` the part that this run took of it:
 * where that is a shard, an app is named only if no shard can judge it.
 */
export const findUnjudged = (
  selected: readonly Selected[],
  planned: readonly Unit[],
  played: readonly Unit[],
  results: readonly ScenarioResult[],
): readonly Unjudged[] =>
  selected.flatMap(({ app, persona }): Unjudged[] => {
    const ofThis = (unit: Unit) => unit.app === app && unit.persona === persona;
    const [whole, part] = [planned.filter(ofThis), played.filter(ofThis)];
    const own = results.filter((result) => result.app.id === app.id && result.persona === persona);
    const told = own.filter(({ scenario }) => scenario !== SIGN_IN_CHECK_ID);
    if (told.some(wasJudged)) return [];
    const isElsewhere = part.length < whole.length && whole.some((unit) => missingVerbs(unit).length === 0);
    return isElsewhere ? [] : [{ app: app.id, persona, reason: whyOf(whole, own, persona) }];
  });

/**
 * The same of a run that was joined from its parts: `named` is what the parts found, each of apps that no other part could judge.
 */
export const joinUnjudged = (named: readonly Unjudged[], results: readonly ScenarioResult[]): readonly Unjudged[] => {
  const keyOf = (app: string, persona: string) => JSON.stringify([app, persona]);
  const found = new Map(named.map((each) => [keyOf(each.app, each.persona ?? ''), each]));
  for (const [key, own] of Map.groupBy(results, ({ app, persona }) => keyOf(app.id, persona))) {
    const told = own.filter(({ scenario }) => scenario !== SIGN_IN_CHECK_ID);
    const [first] = told;
    if (!first || told.some(wasJudged)) continue;
    const reason = signInFailure(own) ?? found.get(key)?.reason ?? whySkipped(told);
    found.set(key, { app: first.app.id, persona: first.persona, reason });
  }
  return [...found.values()];
};

/** At least one check of it holds or is broken. A login that works afterwards says nothing of the scenario. */
const wasJudged = ({ verdict, checks }: ScenarioResult): boolean =>
  verdict !== 'skip' &&
  verdict !== 'inconclusive' &&
  checks.some((check) => isJudgement(check.verdict) && !(check.id === LIVENESS && check.verdict === 'pass'));

/** The reason why such an app makes a run red. */
export const describeUnjudged = ({ app, persona, reason }: Unjudged): string =>
  `Nothing was judged of ${app}${persona ? ` with ${persona}` : ''}: ${reason}.`;
