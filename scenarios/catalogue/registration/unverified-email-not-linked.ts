import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly registered: model.Visit;
  readonly entered: model.Visit;
  readonly kept: steps.Keeping;
  readonly shown: model.Visit;
  readonly attack: model.Visit;
  /** The stored texts of the account that the attacker got. */
  readonly reached: model.Visit;
  readonly planted: steps.Keeping | undefined;
  /** What the person sees after signing in again with the password. */
  readonly last: model.Visit;
}

/** The forged email_verified; `undefined`: nothing is forged, the account itself is unverified. */
const CLAIMS: Readonly<Record<string, { readonly says: string; readonly claim?: string | null }>> = {
  unverified: { says: 'the provider says that the address is not verified' },
  'unverified-as-text': { says: 'the provider says so with a string: "false"', claim: 'false' },
  'no-claim': { says: 'the provider does not say whether the address is verified', claim: null },
};

/** The attacker sets the person's address at the provider, which has not verified it, or does not say so. */
const claimAddress = async ({ world, person, variant = '' }: model.ScenarioContext, attacker: model.Visitor): Promise<void> => {
  const { claim } = CLAIMS[variant] ?? {};
  await world.people.change(person.key, { email: `not-${person.email}` });
  await world.people.change(attacker.key, { email: person.email, emailVerified: claim === null });
  if (claim === undefined) return;
  await world.faults.inject({ on: 'token', at: 'reply', do: { tamperIdToken: { claims: { email_verified: claim } } } });
  await world.faults.inject({ on: 'userinfo', at: 'reply', do: { setBody: { email_verified: claim } } });
};

export default model.defineScenario<Seen>({
  id: 'registration/unverified-email-not-linked',
  title: 'An attacker signs in through the provider with the e-mail address of another account',
  level: 'MUST',
  basis: [
    model.spec('OIDCC-5.7'),
    model.spec('OIDCC-5.1'),
    model.vendor('F-65'),
    model.lab('An attacker who can set any address at a provider would own every account with that address.'),
  ],
  seedQuestion: 'S4',
  provider: 'Returns a valid response for the attacker, with the e-mail address of a person who has an account of the app.',
  rightClient:
    'Does not sign the attacker in to that account: it creates a separate one, or links only after a proof, such as the password.',
  fix: 'Link a login of the provider to an account only while the person is signed in to both. An e-mail address is no proof if email_verified is not the boolean true, or if the provider has no such claim.',
  fixes: {
    'says-so': 'Answer a login that is not linked with a page that says what to do, with a status below 500.',
  },
  personas: ['google', 'facebook', 'auth0'],
  needs: ['signIn', 'register', 'signInWithPassword', 'store', 'recall'],
  shows: [],
  variants: Object.fromEntries(Object.entries(CLAIMS).map(([name, { says }]) => [name, says])),
  // Facebook says nothing about the address.
  variantPersonas: { unverified: ['google', 'auth0'], 'unverified-as-text': ['google', 'auth0'] },
  bites: [
    { client: 'web', mutant: 'reg-links-unverified-email', variant: 'unverified', verdict: 'fail', check: 'account-closed' },
    { client: 'web', mutant: 'reg-links-any-claim', variant: 'unverified', verdict: 'fail', check: 'account-closed' },
    { client: 'web', mutant: 'reg-links-any-claim', variant: 'unverified-as-text', verdict: 'fail', check: 'account-closed' },
    {
      client: 'web',
      mutant: 'reg-email-verified-as-text',
      variant: 'unverified-as-text',
      verdict: 'fail',
      check: 'account-closed',
    },
    { client: 'web', mutant: 'reg-links-without-claim', variant: 'no-claim', verdict: 'fail', check: 'account-closed' },
    {
      client: 'graph-client',
      mutant: 'reg-links-unverified-email',
      variant: 'no-claim',
      verdict: 'fail',
      check: 'account-closed',
    },
  ],
  async steps(context) {
    const { person, twist } = context;
    const registered = await person.registers();
    const entered = await person.signsInWithPassword();
    const kept = await steps.seeStore(person, context);
    const shown = await steps.seeRecall(person, context);
    const attacker = await context.secondPerson();
    await twist(() => claimAddress(context, attacker));
    const attack = await attacker.signsIn();
    const reached = await steps.seeRecall(attacker, context);
    const planted = attack.ok ? await steps.seeStore(attacker, context) : undefined;
    await twist(() => context.world.faults.clear());
    const home = await person.inNewBrowser();
    await home.signsInWithPassword();
    return { registered, entered, kept, shown, attack, reached, planted, last: await steps.seeRecall(home, context) };
  },
  control({ registered, entered, kept, shown, attack, reached }, context) {
    const { check } = context;
    check.must(
      'registers',
      'A person can register and sign in with a password',
      entered.ok,
      `${traffic.describeVisit(registered)}; ${traffic.describeVisit(entered)}`,
    );
    steps.checkKeeps(shown, kept, context);
    check.must('signs-in', 'A second person can sign in through the provider', attack.ok, traffic.describeVisit(attack));
    check.must('apart', 'The second person has another account', !steps.isKeptIn(reached, kept), traffic.describeVisit(reached));
  },
  judge({ kept, attack, reached, planted, last }, context) {
    const { check, person, variant = '' } = context;
    const says = CLAIMS[variant]?.says ?? '';
    const taken = `${says}, and the attacker with ${person.name}'s address got the account of ${person.name}: ${traffic.describeVisit(reached)}`;
    check.must('account-closed', 'The attacker does not get the account', !steps.isKeptIn(reached, kept), taken);
    const mixed = `what the attacker stored is shown to ${person.name}`;
    if (planted)
      check.must('nothing-planted', 'Nothing of the attacker is in the account', !steps.isKeptIn(last, planted), mixed);
    check.must('still-there', 'The owner’s account is unchanged', steps.isKeptIn(last, kept), traffic.describeVisit(last));
    steps.checkComesToRest(attack, context);
  },
});
