import { type Exchange, jsonOf } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly registered: model.Visit;
  readonly signedIn: boolean;
  /** Everything from the registration to the use of the app. */
  readonly wire: readonly Exchange[];
  readonly used: model.Visit | undefined;
}

/** The token beside the new user. */
const tokenIn = (wire: readonly Exchange[]): string | undefined => {
  const tokens = steps.registrationsIn(wire).map((each) => jsonOf(each)?.token);
  return tokens.find((token): token is string => typeof token === 'string');
};

/** Requests that bring the password once more, after the registration. */
const passwordsAgain = (wire: readonly Exchange[]): readonly Exchange[] => {
  const first = wire.findIndex(({ endpoint }) => endpoint === 'users.create');
  return wire.slice(first + 1).filter(traffic.isLoginAttempt);
};

/** A client that may not use tokens has nothing of one. */
const needTokens = async ({ world, persona, app, check }: model.ScenarioContext): Promise<void> => {
  const client = (await world[persona].clients()).find(({ clientId }) => clientId === app.clientId);
  const { credentials } = (client ?? {}) as { readonly credentials?: readonly string[] };
  if (credentials && !credentials.includes('token'))
    check.skip(`The client is registered for ${credentials.join(', ')}, and may not use the token.`);
};

export default model.defineScenario<Seen>({
  id: 'registration/user-and-token-in-one-response',
  title: 'The answer to the registration holds a token beside the user',
  level: 'SHOULD',
  basis: [
    model.vendor('P-02'),
    model.lab(
      'Whoever has just registered is signed in with the token. To ask for the password again, or to send it again, is of no use.',
    ),
  ],
  seedQuestion: 'S4',
  provider: 'Answers POST /users with 201 and `{"user": …, "token": …}`.',
  rightClient:
    'Reads the user from `user`, keeps the token, and sends it with the next request. It does not send the password again.',
  fix: 'Look for `token` in the answer to the registration, keep it as the answer to a sign-in, and sign in with the password only where there is none.',
  fixes: { registers: 'Read the user from `user` where the answer has that member.' },
  personas: ['first-party'],
  needs: ['register', 'whoAmI'],
  shows: ['first-party/registration/token-in-reply'],
  controlOff: [],
  bites: [
    { client: 'rest-tokens', mutant: 'reg-login-after-combined-response', verdict: 'warn', check: 'no-login' },
    { client: 'rest-tokens', mutant: 'reg-login-after-combined-response', verdict: 'warn', check: 'token-used' },
    { client: 'rest-tokens', mutant: 'reg-combined-response-is-the-user', verdict: 'warn', check: 'registers' },
  ],
  async steps(context) {
    const { app, twist, world, wire, settled } = context;
    await needTokens(context);
    const newcomer = await context.unregisteredPerson();
    await twist(() => world.settings.change({ 'first-party/registration/token-in-reply': 'user-and-token' }));
    const registered = await newcomer.submitsRegistration();
    await settled();
    const signedIn = await newcomer.isSignedIn();
    const used = app.verbs.has('useResource') && signedIn ? await newcomer.usesResource() : undefined;
    await settled();
    return { registered, signedIn, used, wire: await wire.all() };
  },
  control({ registered, wire }, { check }) {
    check.must('registers', 'A new person can register', registered.ok, traffic.describeVisit(registered));
    check.must('calls-api', 'Registering sends POST /users', steps.registrationsIn(wire).length > 0, 'no POST /users was seen');
  },
  judge({ registered, signedIn, used, wire }, { check }) {
    check.should('registers', 'The registration ends on a page of the app', registered.ok, traffic.describeVisit(registered));
    const token = tokenIn(wire) ?? check.inconclusive('No answer with a token was seen.');
    const after = wire.filter((each) => traffic.carries(each, token));
    check.should(
      'token-used',
      'The token is sent with the next request',
      after.length > 0,
      `${traffic.count(wire.length, 'request')}, none with the token of the answer`,
      steps.registrationsIn(wire),
    );
    const again = passwordsAgain(wire);
    check.should(
      'no-login',
      'The password is not sent again',
      again.length === 0,
      `${traffic.count(again.length, 'request')} with the password after the registration`,
      again,
    );
    check.should('signed-in', 'The new person is signed in', signedIn, traffic.describeVisit(registered));
    if (used) check.should('works', 'The app works with the token', used.ok, traffic.describeVisit(used));
  },
});
