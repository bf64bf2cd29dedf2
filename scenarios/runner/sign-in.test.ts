import { describe, expect, test } from 'vitest';
import type { ScenarioResult, VerbName, Verdict } from '../model/index.ts';
import { withoutAnswer } from './leg.ts';
import type { SignIn } from './sign-in.ts';
import { withSignIn } from './sign-in.ts';

const unjudged = (control: Verdict): ScenarioResult => ({
  ...{ scenario: 'refresh/x', title: 'X', area: 'refresh', level: 'MUST', basis: [], persona: 'google', app: { id: 'shop' } },
  ...{ verdict: 'inconclusive', reason: 'The scenario did not finish within 30 s.', durationMs: 1, reproduce: '' },
  ...{ story: { provider: '', rightClient: '' }, checks: [], findings: [], exchanges: [] },
  control: { verdict: control, exchanges: [] },
});

const unit = (...needs: readonly VerbName[]) => ({ scenario: { needs } }) as unknown as Parameters<typeof withSignIn>[1];

/** An app whose sign-out does nothing. */
const SIGNS_NOBODY_OUT: Pick<SignIn, 'broken'> = { broken: new Map([['signOut', 'verbs.signOut: it signs nobody out.']]) };

describe('a scenario that could not be judged, of an app with a broken verb', () => {
  test('is an effect of that verb: skipped, with its message', () => {
    expect(withSignIn(SIGNS_NOBODY_OUT, unit('signIn'), unjudged('fail'), false)).toMatchObject({
      verdict: 'skip',
      reason: 'The sign-in check failed: verbs.signOut: it signs nobody out.',
    });
  });
  test('stays inconclusive if it ran out of time: the verb has nothing to do with that', () => {
    const result = unjudged('inconclusive');
    expect(withSignIn(SIGNS_NOBODY_OUT, unit('signIn'), result, true)).toBe(result);
  });
  test('is an effect of a verb that hangs if it ran out of time', () => {
    const hangs = {
      broken: new Map([['useResource', 'verbs.useResource: it hangs.']] as const),
      hanging: 'useResource',
    } as const;
    expect(withSignIn(hangs, unit('signIn', 'useResource'), unjudged('inconclusive'), true).verdict).toBe('skip');
  });
  test('keeps its verdict where the client passed without the twist', () => {
    const result = unjudged('pass');
    expect(withSignIn(SIGNS_NOBODY_OUT, unit('signIn'), result, false)).toBe(result);
  });
});

describe('what an app was not seen to do', () => {
  const skip = { verdict: 'skip', reason: 'No refresh was seen.' } as const;
  test('is a reason to skip where it answered', () => {
    expect(withoutAnswer(skip, false)).toBe(skip);
  });
  test('is not known where a request was lost', () => {
    expect(withoutAnswer(skip, true)).toEqual({
      verdict: 'inconclusive',
      reason: 'A request of the person got no answer from the app, so this is not known: No refresh was seen.',
    });
    expect(withoutAnswer(undefined, true)).toBeUndefined();
  });
});
