import { type CheckResult, type Verdict, worst } from '../model/index.ts';
import type { LegRun } from './leg.ts';

/** The verdict of a scenario, before expectations. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly reason?: string;
  readonly checks: readonly CheckResult[];
}

const made = (check: Pick<CheckResult, 'id' | 'title' | 'verdict'> & { readonly message?: string }): CheckResult => ({
  level: 'MUST',
  exchanges: [],
  behaviours: [],
  ...check,
});

/** Why the client cannot be judged after its control leg; undefined when it can. */
export const judgeControl = (control: LegRun): (Judgement & { readonly controlVerdict: Verdict }) | undefined => {
  const { ended, checks, death } = control;
  if (ended?.verdict === 'skip' && death === undefined)
    return { verdict: 'skip', reason: ended.reason, checks: [], controlVerdict: 'skip' };
  const broken = checks.filter(({ verdict }) => verdict === 'fail' || verdict === 'inconclusive');
  const why =
    death ??
    ended?.reason ??
    (broken.map(({ id, message, title }) => `${id}: ${message ?? title}`).join('\n') ||
      (checks.length === 0 ? 'nothing was checked' : undefined));
  if (why === undefined) return undefined;
  const message = `The same steps failed in the control leg, without the twist, so the client cannot be judged. ${why}`;
  const check = made({ id: 'control', title: 'The same steps work without the twist', verdict: 'inconclusive', message });
  const exchanges = broken.flatMap((each) => each.exchanges);
  return {
    verdict: 'inconclusive',
    reason: message,
    checks: [{ ...check, exchanges }],
    controlVerdict: broken.some(({ verdict }) => verdict === 'fail') ? 'fail' : 'inconclusive',
  };
};

const aliveCheck = ({ death }: LegRun): CheckResult =>
  made({
    id: 'app-alive',
    title: 'The app keeps running',
    verdict: death ? 'fail' : 'pass',
    ...(death ? { message: `The app kept running in the control leg. In the judged leg ${death}` } : {}),
  });

/** Behaviours that should have applied and did not. */
const silentOf = (shows: readonly string[], { exchanges }: LegRun): readonly string[] => {
  const spoke = new Set(exchanges.flatMap(({ because }) => because.map(({ id }) => id)));
  return shows.filter((id) => !spoke.has(id));
};

const premiseCheck = (silent: readonly string[]): CheckResult =>
  made({
    id: 'premise',
    title: 'The provider showed the behaviour of the scenario',
    verdict: 'inconclusive',
    message: `${silent.join(', ')} did not apply in this run: the app never reached this point of the scenario.`,
  });

export const LIVENESS = 'liveness';

const liveCheck = ({ ended, checks, death }: LegRun): CheckResult => {
  const why = death ?? ended?.reason ?? checks.find(({ verdict }) => verdict === 'fail')?.message;
  return made({
    id: LIVENESS,
    title: 'Afterwards another person can sign in',
    verdict: why === undefined ? 'pass' : 'fail',
    ...(why === undefined ? {} : { message: `After the scenario the app is broken: ${why}` }),
  });
};

/** Judges a client by its judged leg, in which the behaviours of the scenario must have applied, and by the login after it, if there was one. */
export const judge = (shows: readonly string[], judged: LegRun, live: LegRun | undefined): Judgement => {
  const { ended, death } = judged;
  if (ended?.verdict === 'skip' && death === undefined && !judged.checks.some(({ verdict }) => verdict === 'fail')) {
    return { verdict: 'skip', reason: ended.reason, checks: judged.checks };
  }
  const silent = silentOf(shows, judged);
  const checks = [
    ...judged.checks,
    ...(death ? [aliveCheck(judged)] : []),
    ...(silent.length > 0 ? [premiseCheck(silent)] : []),
    ...(live ? [liveCheck(live)] : []),
  ];
  if (death) return { verdict: 'fail', checks };
  if (silent.length > 0) return { verdict: 'inconclusive', reason: ended?.reason ?? premiseCheck(silent).message ?? '', checks };
  if (checks.some(({ verdict }) => verdict === 'fail')) return { verdict: 'fail', checks };
  if (ended) return { verdict: 'inconclusive', reason: ended.reason, checks };
  if (judged.checks.length === 0) return { verdict: 'inconclusive', reason: 'The scenario checked nothing.', checks };
  // A working login afterwards is no pass: if all other checks are informational, so is the result.
  const counted = checks.filter(({ id, verdict }) => id !== LIVENESS || verdict !== 'pass');
  return { verdict: worst(counted.map(({ verdict }) => verdict)), checks };
};
