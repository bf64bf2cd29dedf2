import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  /** Two people without an e-mail address, one after the other. */
  readonly logins: readonly steps.LoginSeen[];
  /** Who is shown to each of them after that. */
  readonly shown: readonly [model.Visit, model.Visit];
}

const authTypeOf = (each: Exchange) => traffic.paramsOf(each).get('auth_type') ?? '';

/** Text that a program prints for a missing value. */
const showsNothing = ({ body }: model.Visit): boolean =>
  /\bundefined\b|["'>]null["'<]/.test(body.replaceAll(/<script\b.*?<\/script>/gis, ''));

/** True for a form with an e-mail field. */
const asksForAddress = ({ body, ok }: model.Visit): boolean => ok && /<input\b[^>]*\b(?:type|name)="?[a-z_-]*mail/i.test(body);

const wantsEmail = (each: Exchange) => traffic.scopesOf(each).includes('email');

/** Signs in a person whose e-mail address the app does not receive. */
const signInWithout = async (
  who: model.Visitor,
  { app, world, variant, wire, settled, twist }: model.ScenarioContext,
): Promise<steps.LoginSeen> => {
  const options: model.VisitOptions = variant === 'declined' ? { consent: { except: ['email'] } } : {};
  const hidden = await twist(async () => {
    if (variant === 'no-address') await world.people.change(who.key, { email: '' });
    return options;
  });
  return steps.seeLogin(who, { app, wire, settled }, hidden);
};

export default model.defineScenario<Seen>({
  id: 'registration/email-missing-or-declined',
  title: 'The app gets no e-mail address',
  level: 'SHOULD',
  basis: [model.vendor('F-66'), model.vendor('F-21'), model.vendor('F-07'), model.spec('OIDCC-5.4'), model.spec('OIDCC-5.3.2')],
  provider: 'Returns no e-mail address: the account has none, or the person declined the permission.',
  rightClient:
    'Signs the person in by the id. Or it asks once for an address, at the provider with auth_type=rerequest or on its own page, and accepts a refusal.',
  fix: 'Treat `email` as optional: check it before use, find accounts by the id, and if you need an address, ask for it on your own page.',
  personas: ['facebook', 'auth0'],
  needs: ['signIn', 'whoAmI'],
  shows: [],
  variants: { 'no-address': 'the account has none', declined: 'the person declines the permission' },
  variantPersonas: { declined: ['facebook'] },
  bites: [
    { client: 'web', mutant: 'reg-crash-without-email', verdict: 'warn', check: 'signed-in' },
    { client: 'web', mutant: 'reg-user-key-is-email', verdict: 'warn', check: 'own-account' },
    { client: 'web', mutant: 'reg-without-email-is-one-account', verdict: 'warn', check: 'own-account' },
    { client: 'web', mutant: 'reg-missing-email-as-text', verdict: 'warn', check: 'nothing-made-up' },
    { client: 'graph-client', mutant: 'reg-crash-without-email', verdict: 'warn', check: 'signed-in' },
    { client: 'graph-client', mutant: 'reg-email-required', verdict: 'warn', check: 'signed-in' },
    { client: 'graph-client', mutant: 'reg-user-key-is-email', verdict: 'warn', check: 'own-account' },
    { client: 'graph-client', mutant: 'reg-without-email-is-one-account', verdict: 'warn', check: 'own-account' },
    { client: 'graph-client', mutant: 'reg-missing-email-as-text', verdict: 'warn', check: 'nothing-made-up' },
    { client: 'graph-client', mutant: 'reg-email-asked-for-ever', verdict: 'warn', check: 'asked-once' },
    {
      client: 'graph-client',
      mutant: 'reg-email-asked-without-rerequest',
      variant: 'declined',
      verdict: 'warn',
      check: 'asked-once',
    },
  ],
  async steps(context) {
    const { person, secondPerson, check } = context;
    const first = await signInWithout(person, context);
    if (first.asked.length > 0 && !first.asked.some(wantsEmail))
      check.skip('No authorization request of the first login asked for an e-mail address.');
    const other = await secondPerson();
    const second = await signInWithout(other, context);
    return { logins: [first, second], shown: [await person.asksWhoAmI(), await other.asksWhoAmI()] };
  },
  control({ logins }, { check }) {
    const lost = logins.find(({ signedIn }) => !signedIn);
    check.must('signed-in', 'With an address people are signed in', !lost, lost ? traffic.describeVisit(lost.visit) : '');
  },
  async judge({ logins, shown }, { check, person, wire }) {
    const [first, second] = logins;
    const hasGotIt = (await wire.all()).some((each) => traffic.memberOf(each, 'email') === person.email);
    if (!first || hasGotIt) return check.inconclusive('The app received the address.');
    const { visit, signedIn, asked } = first;
    const told = traffic.describeVisit(visit);
    check.should(
      'comes-to-rest',
      'The app answers with a page, not with a crash',
      visit.end === 'done' && visit.status !== 500,
      told,
    );
    const lost = `${person.name} is neither signed in nor asked for an address; ${told}`;
    check.should('signed-in', 'The person is signed in, or asked for an address', signedIn || asksForAddress(visit), lost, asked);
    const again = asked.slice(1);
    const times = `${traffic.count(asked.length, 'authorization request')}, with auth_type ${again.map((each) => authTypeOf(each) || 'left out').join(', ')}; ${told}`;
    const isOnce = again.length <= 1 && again.every((each) => authTypeOf(each) === 'rerequest');
    check.should('asked-once', 'The provider is asked again at most once, with auth_type=rerequest', isOnce, times, asked);
    const [own, others] = shown;
    const isLost = signedIn && second?.signedIn === true && !steps.showsPerson(own, person);
    const mixed = `one account is shown to both: ${traffic.describeVisit(own)}; ${traffic.describeVisit(others)}`;
    check.should(
      'own-account',
      'Two people without an address have two accounts',
      !isLost && !steps.showsPerson(others, person),
      mixed,
    );
    const madeUp = shown.find(showsNothing);
    check.should(
      'nothing-made-up',
      'No placeholder text is shown for the missing address',
      !madeUp,
      madeUp ? `"undefined" or "null" is shown instead; ${traffic.describeVisit(madeUp)}` : '',
    );
  },
});
