import { lab } from './basis.ts';

/** The result of the check that comes before the scenarios of an app: it starts, and its verbs do what they are declared for. */
export const SIGN_IN_CHECK_ID = 'app/sign-in';

/** That check, described like a scenario. */
export const SIGN_IN_CHECK = {
  id: SIGN_IN_CHECK_ID,
  title: 'The app starts, and its verbs do what they are declared for',
  level: 'MUST',
  basis: [lab('What does not work without any twist cannot be judged with one.')],
  provider: 'Behaves correctly.',
  rightClient: 'Starts, signs a person in, shows who is signed in, uses the API, and signs the person out.',
  fix: 'Correct the verb that is named, in the config or in the app. loginlab doctor repeats this check.',
} as const;
