import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  /** What the guest stored, and what is shown after the registration. */
  readonly kept: steps.Keeping;
  readonly shown: model.Visit;
  readonly registered: model.Visit;
  readonly signedIn: boolean;
  /** The token of nobody. */
  readonly token: string;
  /** From the registration on. */
  readonly wire: readonly Exchange[];
}

/** The tokens that the client got for nobody. */
const guestTokens = (wire: readonly Exchange[]): readonly string[] =>
  wire
    .filter((each) => traffic.grantTypeOf(each) === 'client_credentials')
    .flatMap((each) => traffic.memberOf(each, 'access_token') ?? []);

const OWNERS = 'Long-known phrase 7';

const disturb = async ({ variant, world, app, check }: model.ScenarioContext, who: model.Visitor): Promise<void> => {
  if (variant === 'later') await world.clock.age('29m');
  if (variant === 'restarted') {
    if (!app.verbs.has('restart')) check.skip('The app has no verb "restart".');
    await app.restart();
  }
  if (variant !== 'taken') return;
  await world.people.add({ key: 'owner', email: who.email, password: OWNERS, emailVerified: true });
  who.enters(OWNERS);
};

export default model.defineScenario<Seen>({
  id: 'registration/anonymous-session-upgrade',
  title: 'A guest registers, and the session goes on',
  level: 'MUST',
  basis: [
    model.vendor('P-03'),
    model.vendor('P-04'),
    model.spec('RFC6749-4.4'),
    model.lab('What somebody has collected as a guest is theirs. To lose it at the sign-up is to lose the person.'),
  ],
  seedQuestion: 'S4',
  provider:
    'Gives out a token for nobody (`client_credentials`). Whoever registers with it is who it acts for from then on, with no exchange. A taken address answers 409, and the token stays that of a guest.',
  rightClient:
    'Sends the token of the guest with POST /users, and goes on with the same token. What the guest has collected is still there, after 409 as well.',
  fix: 'Send the token that the client has with POST /users, keep it after 201, and clear nothing before the answer. After 409 leave the session of the guest as it is.',
  personas: ['first-party'],
  needs: ['register', 'whoAmI', 'store', 'recall'],
  shows: [],
  variants: {
    later: 'half an hour passes before the person registers',
    restarted: 'the app is ended and started again before',
    taken: 'somebody has the address: 409',
  },
  variantShows: { taken: ['first-party/registration/duplicate-address'] },
  bites: [
    {
      client: 'guest',
      mutant: 'reg-anon-upgrade-drops-session',
      variant: 'later',
      verdict: 'fail',
      check: 'data-kept',
      honestPasses: false,
    },
    { client: 'guest', mutant: 'reg-anon-taken-empties', variant: 'taken', verdict: 'fail', check: 'data-kept' },
    { client: 'guest', mutant: 'reg-anon-taken-signs-in', variant: 'taken', verdict: 'fail', check: 'not-in' },
    {
      client: 'guest',
      mutant: 'reg-anon-token-thrown-away',
      variant: 'later',
      verdict: 'fail',
      check: 'same-token',
      honestPasses: false,
    },
    {
      client: 'guest',
      mutant: 'reg-anon-token-left-out',
      variant: 'later',
      verdict: 'fail',
      check: 'token-sent',
      honestPasses: false,
    },
    { client: 'guest', mutant: 'reg-anon-kept-in-memory', variant: 'restarted', verdict: 'fail', check: 'data-kept' },
    { client: 'guest-naive', variant: 'later', verdict: 'fail', check: 'data-kept', honestPasses: false },
    { client: 'guest-naive', variant: 'taken', verdict: 'fail', check: 'data-kept', honestPasses: false },
  ],
  async steps(context) {
    const { check, twist, wire, settled } = context;
    const newcomer = await context.unregisteredPerson();
    const kept = await steps.seeStore(newcomer, context);
    await settled();
    const [token] = guestTokens(await wire.all());
    if (token === undefined) return check.skip('The app gets no token for people who are not registered.');
    if (!steps.isKeptIn(await steps.seeRecall(newcomer, context), kept))
      return check.skip('The app keeps nothing for people who are not registered.');
    await twist(() => disturb(context, newcomer));
    const mark = traffic.markOf(await wire.all());
    const registered = await newcomer.submitsRegistration();
    await settled();
    const signedIn = await newcomer.isSignedIn();
    const shown = await steps.seeRecall(newcomer, context);
    await settled();
    return { kept, shown, registered, signedIn, token, wire: traffic.after(await wire.all(), mark) };
  },
  control({ registered, wire }, { check }) {
    check.must('registers', 'A guest can register', registered.ok, traffic.describeVisit(registered));
    check.must('calls-api', 'Registering sends POST /users', steps.registrationsIn(wire).length > 0, 'no POST /users was seen');
  },
  judge({ kept, shown, registered, signedIn, token, wire }, context) {
    const { check, variant } = context;
    const posts = steps.registrationsIn(wire);
    if (posts.length === 0) check.inconclusive('No POST /users was seen.');
    const told = traffic.describeVisit(registered);
    steps.checkComesToRest(registered, context);
    check.must(
      'token-sent',
      'POST /users carries the token of the guest',
      posts.every((each) => traffic.carries(each, token)),
      'it was sent without',
      posts,
    );
    const fresh = wire.filter((each) => steps.CREDENTIAL_ENDPOINTS.includes(each.endpoint));
    check.must(
      'same-token',
      'No other credential is asked for',
      fresh.length === 0,
      `${traffic.count(fresh.length, 'request')} for another credential`,
      fresh,
    );
    check.must('data-kept', 'What the guest stored is still there', steps.isKeptIn(shown, kept), traffic.describeVisit(shown));
    if (variant === 'taken') {
      check.must(
        'told-taken',
        'The person is told that the address is taken',
        !registered.ok || steps.saysTaken(registered),
        told,
      );
      check.must('not-in', 'Nobody is signed in to the account that is there', !signedIn, told);
      return;
    }
    check.must('signed-in', 'The guest is the new user', signedIn, told);
  },
});
