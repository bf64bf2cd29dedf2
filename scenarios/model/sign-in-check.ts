/** The result of the check that comes before the scenarios of an app: it starts, and its verbs do what they are declared for. */
export const SIGN_IN_CHECK_ID = 'app/sign-in';
