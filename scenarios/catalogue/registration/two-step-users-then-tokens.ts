import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly registered: model.Visit;
  /** Whether the browser that registered is signed in then. */
  readonly signedIn: boolean;
  /** Requests of the registration. */
  readonly wire: readonly Exchange[];
  /** Number of users at the API with the address, at the end. */
  readonly users: number;
  /** The sign-in with the password in another browser. */
  readonly later: { readonly visit: model.Visit; readonly signedIn: boolean };
}

const disturb = async ({ world, variant }: model.ScenarioContext, who: model.Visitor): Promise<void> => {
  const unavailable = { status: 503, headers: { 'Retry-After': '1' } };
  if (variant === 'token-call-fails')
    for (const on of steps.CREDENTIAL_ENDPOINTS) await world.faults.inject({ on, at: 'request', times: 1, do: unavailable });
  if (variant === 'answer-lost') await world.faults.inject({ on: 'users.create', at: 'reply', times: 1, do: { drop: true } });
  if (variant === 'taken') await world.people.add({ key: 'owner', email: who.email, password: OWNERS, emailVerified: true });
};

/** The person who has the address already typed this password, then and now. */
const OWNERS = 'Long-known phrase 7';

export default model.defineScenario<Seen>({
  id: 'registration/two-step-users-then-tokens',
  title: 'Registering takes two requests, and one of them fails',
  level: 'MUST',
  basis: [
    model.spec('RFC9110-9.2.2'),
    model.spec('RFC9110-15.5.10'),
    model.vendor('P-01'),
    model.vendor('P-04'),
    model.vendor('P-14'),
    model.lab(
      'POST /users is not idempotent: sent again by itself, it makes a second user, or shows 409 to the one whom it has just made.',
    ),
  ],
  seedQuestion: 'S4',
  provider:
    'Answers POST /users with 201 and no credential; a second request with the password brings one. One of the two fails, or the address is taken.',
  rightClient:
    'Repeats the failed step alone, or lets the person sign in. It never sends POST /users again by itself. It says that the address is taken, and signs nobody in to the account that is there.',
  fix: 'Send POST /users once for each press of the button. If its answer is lost, say that nobody knows, and offer the sign-in. If only the sign-in fails, repeat that, or show the sign-in form.',
  fixes: {
    'told-taken': 'Show 409 as "there is an account with this address", with a way to the sign-in, and not as success.',
    'not-in': 'After 409 wait for the person to sign in; do not try the password by yourself.',
    'no-login': 'After 409 wait for the person to sign in; do not try the password by yourself.',
  },
  personas: ['first-party'],
  needs: ['register', 'signInWithPassword', 'whoAmI'],
  shows: [],
  variantShows: {
    'token-call-fails': ['first-party/registration/user-only'],
    'answer-lost': ['first-party/registration/user-only'],
    taken: ['first-party/registration/duplicate-address'],
  },
  variants: {
    'token-call-fails': 'the request for a session or token is answered with 503 once',
    'answer-lost': 'the user is made, and the answer is lost',
    taken: 'somebody has the address, with that very password: 409',
  },
  bites: [
    {
      client: 'rest-tokens',
      mutant: 'reg-whole-sign-up-repeated',
      variant: 'token-call-fails',
      verdict: 'fail',
      check: 'one-post',
    },
    { client: 'rest', mutant: 'reg-whole-sign-up-repeated', variant: 'token-call-fails', verdict: 'fail', check: 'one-post' },
    { client: 'rest-tokens', mutant: 'reg-users-post-repeated', variant: 'answer-lost', verdict: 'fail', check: 'one-post' },
    {
      client: 'rest-tokens',
      mutant: 'reg-failed-sign-in-fails-sign-up',
      variant: 'token-call-fails',
      verdict: 'warn',
      check: 'says-done',
    },
    { client: 'rest-tokens', mutant: 'reg-409-logs-in', variant: 'taken', verdict: 'fail', check: 'not-in' },
    { client: 'rest', mutant: 'reg-409-logs-in', variant: 'taken', verdict: 'fail', check: 'no-login' },
    { client: 'rest', mutant: 'reg-409-as-success', variant: 'taken', verdict: 'fail', check: 'told-taken' },
  ],
  async steps(context) {
    const { twist, world, wire, settled, variant } = context;
    const newcomer = await context.unregisteredPerson();
    await twist(() => disturb(context, newcomer));
    await twist(() => variant === 'taken' && newcomer.enters(OWNERS));
    const registered = await newcomer.submitsRegistration();
    await settled();
    const all = await wire.all();
    const signedIn = await newcomer.isSignedIn();
    await twist(() => world.faults.clear());
    const later = await steps.seePasswordSignIn(newcomer);
    const users = (await steps.usersOf(newcomer, context)).length;
    return { registered, signedIn, wire: all, later, users };
  },
  control({ registered, wire, later }, { check }) {
    check.must('registers', 'A new person can register', registered.ok, traffic.describeVisit(registered));
    check.must('calls-api', 'Registering sends POST /users', steps.registrationsIn(wire).length > 0, 'no POST /users was seen');
    check.must('signs-in', 'The new person can sign in with the password', later.signedIn, traffic.describeVisit(later.visit));
  },
  judge({ registered, signedIn, wire, users, later }, context) {
    const { check, variant } = context;
    const posts = steps.registrationsIn(wire);
    if (posts.length === 0) check.inconclusive('No POST /users was seen.');
    check.must(
      'one-post',
      'POST /users is sent once for one press of the button',
      posts.length === 1,
      `${traffic.count(posts.length, 'POST /users request')} for one press of the button`,
      posts,
    );
    check.must('one-user', 'There is one user with the address', users === 1, `${users} users have it`, posts);
    steps.checkComesToRest(registered, context);
    const told = traffic.describeVisit(registered);
    if (variant === 'taken') {
      const attempts = wire.filter(traffic.isLoginAttempt);
      check.must(
        'told-taken',
        'The person is told that the address is taken',
        !registered.ok || steps.saysTaken(registered),
        told,
        posts,
      );
      check.must(
        'no-login',
        'The password is not tried by the app',
        attempts.length === 0,
        `${traffic.count(attempts.length, 'sign-in')} after 409`,
        attempts,
      );
      check.must('not-in', 'Nobody is signed in to the account that is there', !signedIn, told);
      return;
    }
    check.must('usable', 'The new account can be used', later.signedIn, traffic.describeVisit(later.visit));
    if (variant === 'token-call-fails')
      check.should(
        'says-done',
        'The page does not say that registering failed',
        registered.ok,
        `the user was made; ${told}`,
        posts,
      );
  },
});
