import type { CheckResult, Scenario } from '../model/index.ts';
import { isBad } from '../model/index.ts';

/** What to change where a check fails that the runner makes, or that means the same in every scenario. */
const SHARED: Readonly<Record<string, string>> = {
  'app-alive':
    'Handle the error where it occurs and answer the request: an exception of one login must not end the program for everybody.',
  'tokens-left-alone': 'Use no token of a response whose ID token was refused: check it before you store or use the others.',
  liveness:
    'Keep what belongs to one login in that login: after a failed or refused one, the next person must be able to sign in.',
};

/** Adds to each failed check what to change in the client: the fix of that check, or else of the scenario. */
export const withFixes = (checks: readonly CheckResult[], { fix, fixes = {} }: Pick<Scenario, 'fix' | 'fixes'>): CheckResult[] =>
  checks.map((check) => {
    // A check that could not be judged says nothing about the client.
    if (!isBad(check.verdict) || check.verdict === 'inconclusive') return check;
    return { ...check, fix: fixes[check.id] ?? SHARED[check.id] ?? fix };
  });
