import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly registered: model.Visit;
  readonly entered: model.Visit;
  readonly kept: steps.Keeping;
  readonly shown: model.Visit;
  readonly attack: model.Visit;
  /** What the account keeps that the attacker landed in. */
  readonly reached: model.Visit;
  readonly planted: steps.Keeping | undefined;
  /** What the person sees after signing in again with the password. */
  readonly last: model.Visit;
}

/** What the provider says of the address; `undefined`: nothing changes on the way, the account itself is unverified. */
const CLAIMS: Readonly<Record<string, { readonly says: string; readonly claim?: string | null }>> = {
  unverified: { says: 'the provider says that the address is not verified' },
  'unverified-as-text': { says: 'the provider says so in a text: "false"', claim: 'false' },
  'no-claim': { says: 'the provider does not say whether the address is verified', claim: null },
};

/** The attacker enters the person's address at the provider, which has not verified it, or keeps silent about that. */
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
  title: 'Somebody signs in through the provider with the address of an account that is not theirs',
  level: 'MUST',
  basis: [
    model.spec('OIDCC-5.7'),
    model.spec('OIDCC-5.1'),
    model.vendor('F-65'),
    model.lab('Whoever can name an address at a provider would own every account with that address.'),
  ],
  seedQuestion: 'S4',
  provider: 'Gives a good answer for another person, with the e-mail address of somebody who has an account of the app’s own.',
  rightClient:
    'Does not let them in to that account: it makes a separate one, or links only after a proof, such as the password of the account.',
  fix: 'Link a login of the provider to an account only while somebody is signed in to both. An address is no proof: not when email_verified is anything but the boolean true, and not at a provider that has no such claim.',
  personas: ['google', 'facebook'],
  needs: ['signIn', 'register', 'signInWithPassword', 'store', 'recall'],
  shows: [],
  variants: Object.fromEntries(Object.entries(CLAIMS).map(([name, { says }]) => [name, says])),
  variantPersonas: { unverified: ['google'], 'unverified-as-text': ['google'] },
  bites: [
    { client: 'web', mutant: 'reg-links-unverified-email', variant: 'unverified', verdict: 'fail', check: 'account-closed' },
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
      'Somebody can register and sign in with a password',
      entered.ok,
      `${traffic.describeVisit(registered)}; ${traffic.describeVisit(entered)}`,
    );
    steps.checkKeeps(shown, kept, context);
    check.must('signs-in', 'Somebody else can sign in through the provider', attack.ok, traffic.describeVisit(attack));
    check.must('apart', 'They have another account', !steps.isKeptIn(reached, kept), traffic.describeVisit(reached));
  },
  judge({ kept, attack, reached, planted, last }, context) {
    const { check, person, variant = '' } = context;
    const says = CLAIMS[variant]?.says ?? '';
    const taken = `${says}, and whoever entered ${person.name}'s address there is in the account of ${person.name}: ${traffic.describeVisit(reached)}`;
    check.must('account-closed', 'The attacker does not come into the account', !steps.isKeptIn(reached, kept), taken);
    const mixed = `what the attacker stored is shown to ${person.name}`;
    if (planted)
      check.must('nothing-planted', 'Nothing of the attacker is in the account', !steps.isKeptIn(last, planted), mixed);
    check.must('still-there', 'The owner finds the account as it was', steps.isKeptIn(last, kept), traffic.describeVisit(last));
    steps.checkComesToRest(attack, context);
  },
});
