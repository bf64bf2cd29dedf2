import * as v from '../../harness/vocabulary/index.ts';
import * as m from '../../model/index.ts';

interface Seen {
  readonly kept: v.Keeping;
  readonly shown: m.Visit;
  /** The person's next login, in another browser, and what the account there keeps. */
  readonly again: { readonly visit: m.Visit; readonly shown: m.Visit };
  /** The login of somebody else, who has the address by then, and what their account keeps. */
  readonly other: { readonly visit: m.Visit; readonly shown: m.Visit };
  /** What the person sees after the other one has stored something. */
  readonly last: m.Visit;
  readonly planted: v.Keeping | undefined;
}

const signIn = async (who: m.Visitor, stage: m.Stage) => {
  const visit = await who.signsIn();
  return { visit, shown: await v.seeRecall(who, stage) };
};

/** The address of the person becomes that of somebody else, as at a company or a provider that gives addresses out again. */
const passAddressOn = async ({ world, person }: m.Stage, other: m.Visitor): Promise<void> => {
  await world.people.change(person.key, { email: `was-${person.email}` });
  await world.people.change(other.key, { email: person.email });
};

export default m.defineScenario<Seen>({
  id: 'registration/account-key-is-iss-sub',
  title: 'An e-mail address changes hands',
  level: 'MUST',
  basis: [
    m.spec('OIDCC-5.7'),
    m.spec('OIDCC-2'),
    m.vendor('G-61'),
    m.vendor('F-65'),
    m.lab('Addresses are changed, given out again and shared; only issuer and subject name one person for good.'),
  ],
  seedQuestion: 'S5',
  provider:
    'Knows the person by the same subject as ever, under another e-mail address and with another access token; the old address belongs to somebody else now, who signs in too.',
  rightClient:
    'Finds the account by issuer and subject (at Facebook by the app-scoped id): the person is in their account again, and the newcomer is not.',
  fix: 'Give the table of accounts a unique key of issuer and subject, look people up by that alone, and treat the e-mail address as something to show, which may change with every login.',
  personas: ['google', 'facebook'],
  needs: ['signIn', 'store', 'recall'],
  shows: [],
  variants: {
    changed: 'the person is back first, under the new address',
    recycled: 'the new owner of the address is there first',
  },
  bites: [
    { client: 'web', mutant: 'reg-user-key-is-email', variant: 'changed', verdict: 'fail', check: 'same-account' },
    { client: 'web', mutant: 'reg-user-key-is-email', variant: 'recycled', verdict: 'fail', check: 'newcomer-apart' },
    { client: 'web', mutant: 'reg-known-by-address-too', variant: 'recycled', verdict: 'fail', check: 'newcomer-apart' },
    { client: 'graph-client', mutant: 'reg-user-key-is-email', variant: 'changed', verdict: 'fail', check: 'same-account' },
    { client: 'graph-client', mutant: 'reg-known-by-address-too', variant: 'recycled', verdict: 'fail', check: 'newcomer-apart' },
  ],
  async steps(stage) {
    const { person, twist, variant } = stage;
    const newcomer = await stage.stranger();
    await person.signsIn();
    const kept = await v.seeStore(person, stage);
    const shown = await v.seeRecall(person, stage);
    await twist(() => passAddressOn(stage, newcomer));
    const back = await person.inNewBrowser();
    const early = variant === 'recycled' ? await signIn(newcomer, stage) : undefined;
    const again = await signIn(back, stage);
    const other = early ?? (await signIn(newcomer, stage));
    const planted = other.visit.ok ? await v.seeStore(newcomer, stage) : undefined;
    return { kept, shown, again, other, planted, last: await v.seeRecall(back, stage) };
  },
  control({ kept, shown, again, other }, stage) {
    v.checkKeeps(shown, kept, stage);
    const { check } = stage;
    const lost = `the next login leads to an account that does not keep it: ${m.tellVisit(again.shown)}`;
    check.must('same-account', 'The next login leads to the same account', v.isKeptIn(again.shown, kept), lost);
    const found = `somebody else sees what the person stored: ${m.tellVisit(other.shown)}`;
    check.must('newcomer-apart', 'Somebody else has another account', !v.isKeptIn(other.shown, kept), found);
  },
  judge({ kept, again, other, last, planted }, { check, person }) {
    const lost = `${person.name} came back with the same subject and another address, and is in another account or in none: ${m.tellVisit(again.visit)}; then ${m.tellVisit(again.shown)}`;
    check.must('same-account', 'The same subject leads to the same account', v.isKeptIn(again.shown, kept), lost);
    const taken = `whoever has the address of ${person.name} now sees what ${person.name} stored: ${m.tellVisit(other.shown)}`;
    check.must(
      'newcomer-apart',
      'Another subject with the old address has another account',
      !v.isKeptIn(other.shown, kept),
      taken,
    );
    const mixed = 'what the newcomer stored is shown to the person';
    if (planted) check.must('nothing-planted', 'Nothing of the newcomer comes to the person', !v.isKeptIn(last, planted), mixed);
    for (const [id, visit] of [
      ['person-rests', again.visit],
      ['newcomer-rests', other.visit],
    ] as const)
      check.must(
        id,
        'The browser comes to rest on a page of the app',
        visit.end === 'done' && visit.status !== 500,
        m.tellVisit(visit),
      );
  },
});
