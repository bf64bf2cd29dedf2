import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Again {
  readonly login: steps.LoginSeen;
  /** Everything since. */
  readonly later: readonly Exchange[];
  readonly shown: model.Visit;
}
interface Seen {
  readonly first: steps.LoginSeen;
  /** The page that says who is signed in, loaded twice. */
  readonly shown: readonly model.Visit[];
  readonly again: Again | undefined;
}

const asksForCode = (each: Exchange) => traffic.responseTypesOf(each).includes('code');

const tokenIn = (each: Exchange): string | undefined =>
  each.endpoint === 'token' ? traffic.memberOf(each, 'access_token') : (traffic.answerOf(each).get('access_token') ?? undefined);

/** The person returns, in the same browser or in a new one, and uses the app. */
const comeBack = async ({ app, person, variant, wire, settled }: model.ScenarioContext): Promise<Omit<Again, 'later'>> => {
  if (variant === 'signed-out') await person.signsOut();
  const who = variant === 'new-browser' ? await person.inNewBrowser() : person;
  const login = await steps.seeLogin(who, { app, wire, settled });
  if (app.verbs.has('useResource')) await who.usesResource();
  await settled();
  return { login, shown: app.verbs.has('whoAmI') ? await who.asksWhoAmI() : login.visit };
};

const checkTokens = ({ again }: Seen & { again: Again }, { check }: model.ScenarioContext): void => {
  const { later } = again;
  const fresh = new Set(later.flatMap((each) => tokenIn(each) ?? []));
  const begin = later.findIndex(({ endpoint }) => endpoint === 'authorize');
  const calls = later.slice(Math.max(0, begin)).filter((each) => each.endpoint.startsWith('api:') && traffic.accessTokenOf(each));
  const old = calls.filter((each) => !fresh.has(traffic.accessTokenOf(each) ?? ''));
  const told = `${traffic.count(old.length, 'call')} with a token from before this login: ${[...new Set(old.map(traffic.describeExchange))].join('; ')}`;
  check.should('newest-token-used', 'After that the newest token is used', old.length === 0 && fresh.size > 0, told, old);
};

export default model.defineScenario<Seen>({
  id: 'login/facebook-already-authorized',
  title: 'The person has already authorized the app',
  level: 'MUST',
  basis: [
    model.vendor('F-19', 'https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow'),
    model.vendor('F-77', 'https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow'),
    model.vendor('F-18'),
    model.spec('RFC9700-2.1.2'),
  ],
  seedQuestion: 'S5',
  provider: 'Remembers the consent: it skips the dialog and redirects at once, with a new code and a new token.',
  rightClient:
    'Handles an immediate redirect like the first one: redeems the new code, finds the same account, and uses the newest token.',
  fix: 'Do not depend on the dialog. Request a code, redeem it each time, find the account by the app-scoped id, and store the newest token.',
  personas: ['facebook'],
  needs: ['signIn'],
  shows: ['facebook/consent/remembered-by-app'],
  variants: {
    'signed-out': 'the person has signed out of the app',
    'still-signed-in': 'the person is signed in to the app, and signs in once more',
    'new-browser': 'the person comes with another browser, and signs in to Facebook there',
  },
  bites: [
    { client: 'facebook-window-naive', verdict: 'warn', check: 'asks-for-code' },
    { client: 'graph-client', mutant: 'login-known-person-refused', verdict: 'fail', check: 'signed-in-again' },
    {
      client: 'graph-client',
      mutant: 'login-first-token-kept',
      variant: 'still-signed-in',
      verdict: 'warn',
      check: 'newest-token-used',
    },
  ],
  async steps(context) {
    const { app, check, person, wire, twist, variant } = context;
    if (variant === 'signed-out' && !app.verbs.has('signOut')) check.skip('The app has no verb signOut.');
    const first = await steps.seeLogin(person, context);
    const shown = app.verbs.has('whoAmI') ? [await person.asksWhoAmI(), await person.asksWhoAmI()] : [];
    const mark = traffic.markOf(await wire.all());
    const again = await twist(() => comeBack(context));
    return { first, shown, again: again && { ...again, later: traffic.after(await wire.all(), mark) } };
  },
  control({ first }, { check }) {
    check.must(
      'signed-in',
      'The first login signs the person in',
      first.visit.ok && first.signedIn,
      traffic.describeVisit(first.visit),
    );
  },
  judge(seen, context) {
    const { shown, again } = seen;
    const { check, person } = context;
    if (!again) return check.inconclusive('The browser did not return to the app.');
    const { login } = again;
    const lost = `${person.name} is not shown as the one signed in; ${traffic.describeVisit(login.visit)}`;
    check.must(
      'signed-in-again',
      'The second login signs the person in as well',
      login.visit.ok && login.signedIn,
      lost,
      login.asked,
    );
    const types = `it requests ${[...new Set(login.asked.map((each) => traffic.paramsOf(each).get('response_type')))].join(', ')}`;
    check.should('asks-for-code', 'The client requests a code', login.asked.every(asksForCode), types, login.asked);
    const refused = login.redeemed.filter((each) => !traffic.isAccepted(each));
    const told = `${traffic.count(refused.length, 'code')} of ${login.redeemed.length} was refused`;
    check.must('code-redeemed', 'Each code is redeemed once', refused.length === 0, told, refused);
    if (login.signedIn) checkTokens({ ...seen, again }, context);
    const [one, two] = shown;
    const isSteady = one !== undefined && one.body === two?.body;
    const changed = 'the page that says who is signed in differs from the first one';
    if (isSteady) check.may('same-account', 'It is the account of the first login', again.shown.body === one.body, changed);
  },
});
