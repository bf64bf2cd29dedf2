import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly kept: steps.Keeping;
  readonly shown: model.Visit;
  /** The person's next login, in another browser, and the stored texts of that account. */
  readonly again: { readonly visit: model.Visit; readonly shown: model.Visit };
  /** The login of a second person, who has the e-mail address by then, and the stored texts of that account. */
  readonly other: { readonly visit: model.Visit; readonly shown: model.Visit };
  /** What the person sees after the second person stored a text. */
  readonly last: model.Visit;
  readonly planted: steps.Keeping | undefined;
}

const signIn = async (who: model.Visitor, context: model.ScenarioContext) => {
  const visit = await who.signsIn();
  return { visit, shown: await steps.seeRecall(who, context) };
};

/** The e-mail address of the person is reassigned to the second person. */
const passAddressOn = async ({ world, person }: model.ScenarioContext, other: model.Visitor): Promise<void> => {
  await world.people.change(person.key, { email: `was-${person.email}` });
  await world.people.change(other.key, { email: person.email });
};

/** Subjects of a second person that a lossy key takes for that of the first: as a number beyond 2^53, cut off, or a beginning. */
const NEAR: Readonly<Record<string, (sub: string) => string>> = {
  'near-id': (sub) => sub.slice(0, -1) + ((Number(sub.at(-1)) + 1) % 10),
  'longer-id': (sub) => `${sub}0`,
};

/** A second person whose subject is nearly that of the first one, in the variants that are about it. */
const lookAlike = async ({ world, person, variant = '', secondPerson }: model.ScenarioContext) => {
  const own = (await world.people.list()).find(({ key }) => key === person.key)?.sub ?? '';
  const near = NEAR[variant]?.(own);
  return near === undefined ? undefined : secondPerson({ sub: near });
};

export default model.defineScenario<Seen>({
  id: 'registration/account-key-is-iss-sub',
  title: 'An e-mail address is reassigned to another person, or two people have nearly the same id',
  level: 'MUST',
  basis: [
    model.spec('OIDCC-5.7'),
    model.spec('OIDCC-2'),
    model.vendor('G-61'),
    model.vendor('F-65'),
    model.lab('E-mail addresses are changed, reassigned and shared. Only issuer and subject identify a person permanently.'),
  ],
  seedQuestion: 'S5',
  provider:
    'Reports the same subject for the person, with another e-mail address. The old address now belongs to a second person, who signs in too. Or the subject of the second person is nearly the same.',
  rightClient:
    'Finds the account by issuer and subject (at Facebook by the app-scoped id): the person gets the same account, and the second person does not.',
  fix: 'Give the accounts table a unique key of issuer and subject, and look people up only by it. Keep the subject as text of up to 255 characters, and compare all of it. Treat the e-mail address as display data that may change with every login.',
  personas: ['google', 'facebook', 'auth0'],
  needs: ['signIn', 'store', 'recall'],
  shows: [],
  variantPersonas: { 'near-id': ['google'], 'longer-id': ['google'] }, // where people have the subject that the test gives them
  variants: {
    'near-id': 'the subject of the second person differs in its last digit, beyond the precision of a number',
    'longer-id': 'the subject of the second person is that of the first with another digit',
    changed: 'the person signs in first, with the new address',
    recycled: 'the new owner of the address signs in first',
  },
  bites: [
    { client: 'web', mutant: 'reg-key-is-number', variant: 'near-id', verdict: 'fail', check: 'newcomer-apart' },
    { client: 'web', mutant: 'reg-key-cut-off', variant: 'near-id', verdict: 'fail', check: 'newcomer-apart' },
    { client: 'web', mutant: 'reg-key-prefix', variant: 'longer-id', verdict: 'fail', check: 'newcomer-apart' },
    { client: 'web', mutant: 'reg-user-key-is-email', variant: 'changed', verdict: 'fail', check: 'same-account' },
    { client: 'web', mutant: 'reg-user-key-is-email', variant: 'recycled', verdict: 'fail', check: 'newcomer-apart' },
    { client: 'web', mutant: 'reg-known-by-address-too', variant: 'recycled', verdict: 'fail', check: 'newcomer-apart' },
    { client: 'graph-client', mutant: 'reg-user-key-is-email', variant: 'changed', verdict: 'fail', check: 'same-account' },
    { client: 'graph-client', mutant: 'reg-known-by-address-too', variant: 'recycled', verdict: 'fail', check: 'newcomer-apart' },
  ],
  async steps(context) {
    const { person, twist } = context;
    const newcomer = (await twist(() => lookAlike(context))) ?? (await context.secondPerson());
    await person.signsIn();
    const kept = await steps.seeStore(person, context);
    const shown = await steps.seeRecall(person, context);
    await twist(() => (NEAR[context.variant ?? ''] ? undefined : passAddressOn(context, newcomer)));
    const back = await person.inNewBrowser();
    const early = context.variant === 'recycled' ? await signIn(newcomer, context) : undefined;
    const again = await signIn(back, context);
    const other = early ?? (await signIn(newcomer, context));
    const planted = other.visit.ok ? await steps.seeStore(newcomer, context) : undefined;
    return { kept, shown, again, other, planted, last: await steps.seeRecall(back, context) };
  },
  control({ kept, shown, again, other }, context) {
    steps.checkKeeps(shown, kept, context);
    const { check } = context;
    const lost = `the next login leads to an account without the stored text: ${traffic.describeVisit(again.shown)}`;
    check.must('same-account', 'The next login leads to the same account', steps.isKeptIn(again.shown, kept), lost);
    const found = `a second person sees what the person stored: ${traffic.describeVisit(other.shown)}`;
    check.must('newcomer-apart', 'A second person has another account', !steps.isKeptIn(other.shown, kept), found);
  },
  judge({ kept, again, other, last, planted }, { check, person }) {
    const lost = `${person.name} returned with the same subject and another address, and got another account or none: ${traffic.describeVisit(again.visit)}; then ${traffic.describeVisit(again.shown)}`;
    check.must('same-account', 'The same subject leads to the same account', steps.isKeptIn(again.shown, kept), lost);
    const taken = `another person, with another subject, sees what ${person.name} stored: ${traffic.describeVisit(other.shown)}`;
    check.must('newcomer-apart', 'Another subject has another account', !steps.isKeptIn(other.shown, kept), taken);
    const mixed = 'what the second person stored is shown to the person';
    if (planted)
      check.must('nothing-planted', 'The person sees nothing of the second person', !steps.isKeptIn(last, planted), mixed);
    for (const [id, visit] of [
      ['person-rests', again.visit],
      ['newcomer-rests', other.visit],
    ] as const)
      check.must(
        id,
        'The browser ends on a page of the app',
        visit.end === 'done' && visit.status !== 500,
        traffic.describeVisit(visit),
      );
  },
});
