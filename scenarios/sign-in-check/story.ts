import type { App, Scenario, ScenarioContext, VerbName } from '../model/index.ts';
import { SIGN_IN_CHECK } from '../model/index.ts';
import { type Probe, probeOf } from './probe.ts';
import { checkSignIn } from './sign-in.ts';
import {
  checkAccepted,
  checkAccounts,
  checkEverywhere,
  checkPresence,
  checkRemembered,
  checkResource,
  checkSignOut,
  checkStorage,
  checkStored,
} from './verbs.ts';

/** What is checked: that the app starts, and each of its verbs. */
export type CheckedVerb = VerbName | 'start';

/** The check of one app with one persona. */
export interface SignInCheck {
  /** In the form of a scenario, to be played and reported like one. It is in no suite. */
  readonly scenario: Scenario;
  /** The verb under way: where the check ended if it ended early. */
  readonly at: CheckedVerb;
  /** What to change, of each verb that is broken. */
  readonly fixes: ReadonlyMap<VerbName, string>;
  readonly tell: (context: ScenarioContext) => Promise<void>;
}

/** A verb, and the check that judges it; false where later verbs cannot be judged. */
type Part = readonly [verb: VerbName, check: (probe: Probe) => Promise<boolean>];

/** In this order: each needs a signed-in person, and the last one ends that. */
const AFTER_LOGIN: readonly Part[] = [
  ['storage', checkStorage],
  ['useResource', checkResource],
  ['store', checkStored],
  ['register', checkAccounts],
  ['rememberMe', checkRemembered],
  ['setPresence', checkPresence],
  ['signOutEverywhere', checkEverywhere],
  ['signOut', checkSignOut],
];

/** A check of the verbs of an app. */
export const openSignInCheck = (app: App): SignInCheck => {
  const state: { at: CheckedVerb } = { at: 'start' };
  const broken = new Map<VerbName, string>();
  const tell = async (context: ScenarioContext): Promise<void> => {
    const begin = (verb: VerbName) => {
      state.at = verb;
    };
    const probe = probeOf(context, app, { begin, broken });
    const [first, enter] = app.verbs.signIn ? (['signIn', checkSignIn] as const) : (['acceptsToken', checkAccepted] as const);
    if (!app.verbs[first]) return;
    begin(first);
    if (!(await enter(probe))) return;
    for (const [verb, check] of AFTER_LOGIN) {
      if (!app.verbs[verb]) continue;
      begin(verb);
      await check(probe);
    }
  };
  const scenario: Scenario = {
    ...SIGN_IN_CHECK,
    personas: [],
    needs: [],
    shows: [],
    bites: [],
    steps: tell,
    control: () => undefined,
    judge: () => undefined,
  };
  return {
    scenario,
    tell,
    fixes: broken,
    get at() {
      return state.at;
    },
  };
};
