import * as v from '../../harness/vocabulary/index.ts';
import * as m from '../../model/index.ts';

interface Seen {
  readonly registered: m.Visit;
  readonly entered: m.Visit;
  readonly kept: v.Keeping;
  readonly shown: m.Visit;
  readonly attack: m.Visit;
  /** What the account keeps that the attacker landed in. */
  readonly reached: m.Visit;
  readonly planted: v.Keeping | undefined;
  /** What the person sees after signing in again with the password. */
  readonly last: m.Visit;
}

/** What the provider says of the address; `undefined`: nothing changes on the way, the account itself is unverified. */
const CLAIMS: Readonly<Record<string, { readonly says: string; readonly claim?: string | null }>> = {
  unverified: { says: 'the provider says that the address is not verified' },
  'unverified-as-text': { says: 'the provider says so in a text: "false"', claim: 'false' },
  'no-claim': { says: 'the provider does not say whether the address is verified', claim: null },
};

/** The attacker enters the person's address at the provider, which has not verified it, or keeps silent about that. */
const claimAddress = async ({ world, person, variant = '' }: m.Stage, attacker: m.Visitor): Promise<void> => {
  const { claim } = CLAIMS[variant] ?? {};
  await world.people.change(person.key, { email: `not-${person.email}` });
  await world.people.change(attacker.key, { email: person.email, emailVerified: claim === null });
  if (claim === undefined) return;
  await world.faults.inject({ on: 'token', at: 'reply', do: { tamperIdToken: { claims: { email_verified: claim } } } });
  await world.faults.inject({ on: 'userinfo', at: 'reply', do: { setBody: { email_verified: claim } } });
};

export default m.defineScenario<Seen>({
  id: 'registration/unverified-email-not-linked',
  title: 'Somebody signs in through the provider with the address of an account that is not theirs',
  level: 'MUST',
  basis: [
    m.spec('OIDCC-5.7'),
    m.spec('OIDCC-5.1'),
    m.vendor('F-65'),
    m.lab('Whoever can name an address at a provider would own every account with that address.'),
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
  async steps(stage) {
    const { person, twist } = stage;
    const registered = await person.registers();
    const entered = await person.signsInWithPassword();
    const kept = await v.seeStore(person, stage);
    const shown = await v.seeRecall(person, stage);
    const attacker = await stage.stranger();
    await twist(() => claimAddress(stage, attacker));
    const attack = await attacker.signsIn();
    const reached = await v.seeRecall(attacker, stage);
    const planted = attack.ok ? await v.seeStore(attacker, stage) : undefined;
    await twist(() => stage.world.faults.clear());
    const home = await person.inNewBrowser();
    await home.signsInWithPassword();
    return { registered, entered, kept, shown, attack, reached, planted, last: await v.seeRecall(home, stage) };
  },
  control({ registered, entered, kept, shown, attack, reached }, stage) {
    const { check } = stage;
    check.must(
      'registers',
      'Somebody can register and sign in with a password',
      entered.ok,
      `${m.tellVisit(registered)}; ${m.tellVisit(entered)}`,
    );
    v.checkKeeps(shown, kept, stage);
    check.must('signs-in', 'Somebody else can sign in through the provider', attack.ok, m.tellVisit(attack));
    check.must('apart', 'They have another account', !v.isKeptIn(reached, kept), m.tellVisit(reached));
  },
  judge({ kept, attack, reached, planted, last }, stage) {
    const { check, person, variant = '' } = stage;
    const says = CLAIMS[variant]?.says ?? '';
    const taken = `${says}, and whoever entered ${person.name}'s address there is in the account of ${person.name}: ${m.tellVisit(reached)}`;
    check.must('account-closed', 'The attacker does not come into the account', !v.isKeptIn(reached, kept), taken);
    const mixed = `what the attacker stored is shown to ${person.name}`;
    if (planted) check.must('nothing-planted', 'Nothing of the attacker is in the account', !v.isKeptIn(last, planted), mixed);
    check.must('still-there', 'The owner finds the account as it was', v.isKeptIn(last, kept), m.tellVisit(last));
    v.checkComesToRest(attack, stage);
  },
});
