import type { App, Scenario, ScenarioContext, VerbName } from '../model/index.ts';
import { lab, SIGN_IN_CHECK_ID } from '../model/index.ts';
import { type Probe, probeOf } from './probe.ts';
import { checkSignIn } from './sign-in.ts';
import { checkAccepted, checkAccounts, checkResource, checkSignOut, checkStored } from './verbs.ts';

/** What is checked: that the app starts, and each of its verbs. */
export type CheckedVerb = VerbName | 'start';

/** The check of one app with one persona. */
export interface SignInCheck {
  /** In the form of a scenario, to be played and reported like one. It is in no suite. */
  readonly scenario: Scenario;
  /** The verb under way: where the check ended if it ended early. */
  readonly at: CheckedVerb;
  readonly tell: (context: ScenarioContext) => Promise<void>;
}

const TEXTS = {
  id: SIGN_IN_CHECK_ID,
  title: 'The app starts, and its verbs do what they are declared for',
  level: 'MUST',
  basis: [lab('What does not work without any twist cannot be judged with one.')],
  provider: 'Behaves correctly.',
  rightClient: 'Starts, signs a person in, shows who is signed in, uses the API, and signs the person out.',
  fix: 'Correct the verb that is named, in the config or in the app. loginlab doctor repeats this check.',
} as const;

/** A verb, and the check that judges it; false where later verbs cannot be judged. */
type Part = readonly [verb: VerbName, check: (probe: Probe) => Promise<boolean>];

/** In this order: each needs a signed-in person, and the last one ends that. */
const AFTER_LOGIN: readonly Part[] = [
  ['useResource', checkResource],
  ['store', checkStored],
  ['register', checkAccounts],
  ['signOut', checkSignOut],
];

/** A check of the verbs of an app. */
export const openSignInCheck = (app: App): SignInCheck => {
  const state: { at: CheckedVerb } = { at: 'start' };
  const tell = async (context: ScenarioContext): Promise<void> => {
    const begin = (verb: VerbName) => {
      state.at = verb;
    };
    const probe = probeOf(context, app, begin);
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
    ...TEXTS,
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
    get at() {
      return state.at;
    },
  };
};
