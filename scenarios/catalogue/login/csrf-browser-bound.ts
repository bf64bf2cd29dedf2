import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly attacker: model.Visitor;
  readonly held: steps.HeldLogin;
  /** The page on which the link ended. */
  readonly opened: model.Visit;
  /** What the app says to the person afterwards. */
  readonly page: model.Visit;
  /** True when the person's earlier session, and the attacker in another browser, are unchanged. */
  readonly kept: boolean;
  readonly unlinked: boolean;
  readonly later: readonly Exchange[];
}

const isUse = ({ endpoint }: Exchange) => endpoint.startsWith('api:');

const isIn = ({ variant = '' }: model.ScenarioContext): boolean => variant.startsWith('signed-in');

/** The link of the attacker: a callback of their own login, or several with an error that nobody asked for. */
const openLinks = async (context: model.ScenarioContext, callback: URL): Promise<model.Visit> => {
  const { person, variant } = context;
  if (variant !== 'signed-in-error') return person.opens(callback);
  const { unavailable } = traffic.conventionsOf(context).callback;
  const errors = { error: 'access_denied', ...unavailable };
  for (const state of [{}, { state: 'of-nobody' }])
    await person.opens(`${callback.origin}${callback.pathname}?${new URLSearchParams({ ...errors, ...state })}`);
  callback.searchParams.delete('code');
  for (const [name, value] of Object.entries(errors)) callback.searchParams.set(name, value);
  return person.opens(callback);
};

export default model.defineScenario<Seen>({
  id: 'login/csrf-browser-bound',
  title: 'The person opens a link with the callback of an attacker’s login (login CSRF)',
  level: 'MUST',
  basis: [model.spec('RFC6749-10.12'), model.spec('RFC9700-4.7')],
  provider:
    'Answers the login of an attacker. The attacker stops before the callback, and sends its URL with a valid code and state to another person.',
  rightClient:
    'Accepts a callback only in the browser that started the login: the state is stored in that browser’s session, not in a global list. The other browser is not signed in as the attacker, and its session is unchanged.',
  fix: 'Store state, nonce and PKCE verifier in the session of the browser that started the login, and look them up only there. The same applies to linking an account to a signed-in user.',
  fixes: {
    'says-so': 'Answer a foreign callback with a page that says that the login failed, with a status below 500.',
  },
  personas: ['google', 'facebook', 'auth0'],
  needs: ['signIn', 'whoAmI'],
  shows: [],
  variants: {
    'fresh-browser': 'in a new browser',
    'login-under-way': 'in a browser with a login in progress',
    'signed-in': 'in a browser with a signed-in person',
    'signed-in-error': 'in a browser with a signed-in person, and the callback has an error in place of the code',
  },
  bites: [
    { client: 'web', mutant: 'login-state-global-map', variant: 'fresh-browser', verdict: 'fail', check: 'attacker-not-shown' },
    { client: 'web', mutant: 'login-state-global-map', variant: 'login-under-way', verdict: 'fail', check: 'attacker-not-shown' },
    { client: 'web', mutant: 'login-state-global-map', variant: 'signed-in', verdict: 'fail', check: 'session-kept' },
    {
      client: 'web',
      personas: ['google'],
      mutant: 'login-connect-unbound',
      variant: 'signed-in',
      verdict: 'fail',
      check: 'attackers-account-unused',
    },
    {
      client: 'web',
      mutant: 'login-foreign-error-signs-out',
      variant: 'signed-in-error',
      verdict: 'fail',
      check: 'session-kept',
    },
    {
      client: 'web',
      mutant: 'login-any-error-signs-out',
      variant: 'signed-in-error',
      verdict: 'fail',
      check: 'session-kept',
    },
    {
      client: 'graph-client',
      mutant: 'login-state-global-map',
      variant: 'fresh-browser',
      verdict: 'fail',
      check: 'attacker-not-shown',
    },
  ],
  async steps(context) {
    const { app, person, twist, settled, wire, variant } = context;
    const attacker = await context.secondPerson();
    if (isIn(context)) await person.signsIn();
    if (variant === 'login-under-way') await steps.holdCallback(person, context);
    const held = await steps.holdCallback(attacker, context);
    const mark = traffic.markOf(await wire.all());
    const opened = (await twist(() => openLinks(context, new URL(held.callback)))) ?? (await attacker.opens(held.callback));
    const page = await person.asksWhoAmI();
    const kept = !isIn(context) || (await person.isSignedIn());
    if (app.verbs.has('useResource')) await twist(() => person.usesResource());
    await settled();
    const later = traffic.after(await wire.all(), mark);
    if (isIn(context)) await twist(() => attacker.signsIn());
    return { attacker, held, opened, page, kept, later, unlinked: !isIn(context) || (await attacker.isSignedIn()) };
  },
  async control({ attacker, opened, kept }, { check }) {
    check.must(
      'callback-works',
      'In the right browser the callback signs in',
      await attacker.isSignedIn(),
      traffic.describeVisit(opened),
    );
    check.must('signed-in', 'The signed-in person stays signed in', kept, 'the person is no longer shown as signed in');
  },
  judge(seen, context) {
    const { attacker, held, opened, page, later } = seen;
    const { check } = context;
    const redeemed = later.filter((each) => traffic.grantTypeOf(each) && traffic.paramsOf(each).get('code') === held.code);
    const shown = `the app says to the person: ${traffic.describeVisit(page)}`;
    const isShown = steps.showsPerson(page, attacker);
    check.must('attacker-not-shown', 'Nobody is signed in as the attacker', !isShown, shown, redeemed);
    if (isIn(context)) {
      const lost = `the person was signed in before opening the link, and no longer is; ${shown}`;
      check.must('session-kept', 'The existing session is unchanged', seen.kept, lost, redeemed);
      const linked =
        'the attacker signed in again in another browser, and the app does not show the attacker, or also shows the person';
      check.must('account-not-linked', 'The attacker’s account is not linked to the person’s', seen.unlinked, linked, redeemed);
    }
    const misused = later.filter((each) => isUse(each) && each.person === attacker.key);
    const told = `the person’s action went to the attacker’s account: ${misused.map(traffic.describeExchange).join('; ')}`;
    check.must('attackers-account-unused', 'Nothing is done with the attacker’s account', misused.length === 0, told, misused);
    const accepted = redeemed.filter(traffic.isAccepted);
    const taken = 'the code of the attacker was sent to the token endpoint and accepted';
    const title = 'The code of the attacker is not redeemed';
    // A client that relies on the nonce detects this only in the ID token, after it has redeemed the code.
    if (!held.asked.get('nonce')) check.must('code-not-redeemed', title, accepted.length === 0, taken, accepted);
    else if (accepted.length > 0) check.info('code-not-redeemed', title, taken, accepted);
    steps.checkComesToRest(opened, context);
  },
});
