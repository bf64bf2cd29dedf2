import type { Exchange } from '../../../provider/model/index.ts';
import { defineScenario, type ScenarioContext, spec, type Visit, type Visitor } from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

type Claims = Readonly<Record<string, unknown>>;

/** A `sub` of a userinfo response, as the end of "a userinfo response …", made from that of the person. */
interface Subject {
  readonly says: string;
  readonly make: (own: string, other: string) => string | null;
}

/** The last character becomes another of its kind. */
const otherEnding = (own: string): string => own.slice(0, -1) + (own.endsWith('1') ? '2' : '1');

const SUBJECTS: Readonly<Record<string, Subject>> = {
  'other-person': { says: 'about another person', make: (_, other) => other },
  'without-sub': { says: 'without sub', make: () => null },
  'empty-sub': { says: 'whose sub is empty', make: () => '' },
  'longer-sub': { says: 'whose sub has one character more', make: (own) => `${own}1` },
  'shorter-sub': { says: 'whose sub has one character less', make: (own) => own.slice(0, -1) },
  'other-ending': { says: 'whose sub differs in the last character', make: otherEnding },
  'other-case': { says: 'whose sub differs in upper and lower case', make: (own) => own.toUpperCase() },
};

interface Seen {
  readonly own: steps.LoginSeen;
  readonly other: steps.LoginSeen;
  /** The person's login in a new browser, with the wrong userinfo. */
  readonly login: steps.LoginSeen;
  readonly whoAmI: Visit;
  /** What both people stored before, and the stored texts that the person is shown now; undefined for an app without texts. */
  readonly texts: { readonly own: steps.Keeping; readonly other: steps.Keeping; readonly recalled: Visit } | undefined;
  /** Answers of userinfo to the three logins. */
  readonly told: readonly Exchange[];
  /** Those that the fault changed. */
  readonly struck: readonly Exchange[];
}

/** Some versions of userinfo call it `id`. */
const nameOf = (claims: Claims): string => ('id' in claims && !('sub' in claims) ? 'id' : 'sub');

const claimsAbout = ({ email, name }: Visitor, told: readonly Exchange[]): Claims | undefined =>
  told
    .filter(traffic.isAccepted)
    .map(traffic.jsonOf)
    .find((claims) => claims?.email === email || claims?.name === name);

/** From now on userinfo says of everybody what it says of the other one, under the `sub` of this variant. */
const lie = async ({ world, wire, variant = '', person }: ScenarioContext, other: Visitor): Promise<void> => {
  const told = await wire.userinfos();
  const [mine, theirs] = [claimsAbout(person, told), claimsAbout(other, told)];
  if (!mine || !theirs) return;
  const name = nameOf(mine);
  const subject = SUBJECTS[variant]?.make(String(mine[name]), String(theirs[name]));
  await world.faults.inject({ on: 'userinfo', do: { setBody: { ...theirs, [name]: subject } } });
};

const hasIdToken = (login: steps.LoginSeen): boolean =>
  [...login.asked, ...login.redeemed].some((each) => steps.idTokenOf(each) !== undefined);

/** True when a client lets a person in whose ID token is no JWT: it never reads one, and so has nothing to compare with. */
const readsNoIdToken = async (context: ScenarioContext, login: steps.LoginSeen): Promise<boolean> => {
  await context.world.faults.clear();
  for (const on of steps.endpointsOf([...login.asked, ...login.redeemed].filter(steps.idTokenOf)))
    await context.world.faults.inject({ on, do: { setBody: { id_token: 'this.is-no.id-token' } } });
  const { signedIn, redeemed } = await steps.seeLogin(await context.secondPerson(), context);
  return signedIn && redeemed.some(steps.isStruck);
};

/** What shows that something of the response was used: the other person, or an account that is not the one of the ID token. */
const describeUsed = ({ other, whoAmI, texts }: Seen, { person }: ScenarioContext): string | undefined => {
  const named = `the ID token names ${person.name}, and the app shows`;
  if (whoAmI.ok && steps.showsPerson(whoAmI, other.who)) return `${named} ${other.who.name}: ${traffic.describeVisit(whoAmI)}`;
  if (!texts) return undefined;
  const { recalled } = texts;
  if (steps.isKeptIn(recalled, texts.other)) return `${named} what ${other.who.name} stored: ${traffic.describeVisit(recalled)}`;
  const isIn = whoAmI.ok && steps.showsPerson(whoAmI, person);
  if (!isIn || steps.isKeptIn(recalled, texts.own)) return undefined;
  return `${named} that name with another account, without what ${person.name} stored: ${traffic.describeVisit(recalled)}`;
};

export default defineScenario<Seen>({
  id: 'adversarial/userinfo-sub-mismatch',
  title: 'Userinfo is about another person than the ID token',
  level: 'MUST',
  basis: [spec('OIDCC-5.3.2'), spec('OIDCC-5.3.4'), spec('OIDCC-16.11')],
  provider:
    'Signs the person in with a valid ID token. Then it answers userinfo with the claims of somebody else, or without sub.',
  rightClient:
    'Compares sub of userinfo with sub of the ID token, as whole texts. If they differ it uses nothing of the response: the person is signed in as the ID token says, or not at all.',
  fix: 'Before you use a userinfo response, require userinfo.sub === idToken.sub. A missing sub is a mismatch. Take the account from the ID token, never from userinfo.',
  personas: ['google', 'auth0'],
  variantPersonas: { 'other-case': ['auth0'] },
  needs: ['signIn', 'whoAmI'],
  shows: [],
  variants: Object.fromEntries(Object.entries(SUBJECTS).map(([name, { says }]) => [name, `a userinfo response ${says}`])),
  bites: [
    { client: 'web', mutant: 'adv-userinfo-overrides-sub', variant: 'other-person', verdict: 'fail', check: 'values-not-used' },
    { client: 'web', mutant: 'adv-userinfo-overrides-sub', variant: 'without-sub', verdict: 'fail', check: 'values-not-used' },
    { client: 'web', mutant: 'adv-userinfo-sub-unchecked', variant: 'other-person', verdict: 'fail', check: 'values-not-used' },
    { client: 'web', mutant: 'adv-userinfo-account-of-sub', variant: 'other-person', verdict: 'fail', check: 'values-not-used' },
    { client: 'web', mutant: 'adv-userinfo-account-of-sub', variant: 'longer-sub', verdict: 'fail', check: 'values-not-used' },
    {
      client: 'web',
      mutant: 'adv-userinfo-absent-sub-accepted',
      variant: 'without-sub',
      verdict: 'fail',
      check: 'values-not-used',
    },
    {
      client: 'web',
      mutant: 'adv-userinfo-absent-sub-accepted',
      variant: 'empty-sub',
      verdict: 'fail',
      check: 'values-not-used',
    },
    { client: 'web', mutant: 'adv-userinfo-sub-prefix', variant: 'longer-sub', verdict: 'fail', check: 'values-not-used' },
    {
      client: 'web',
      personas: ['google'],
      mutant: 'adv-userinfo-sub-as-number',
      variant: 'other-ending',
      verdict: 'fail',
      check: 'values-not-used',
    },
    { client: 'web', mutant: 'adv-userinfo-sub-any-case', variant: 'other-case', verdict: 'fail', check: 'values-not-used' },
  ],
  async steps(context) {
    const { person, secondPerson, wire, twist } = context;
    const own = await steps.seeLogin(person, context);
    const other = await steps.seeLogin(await secondPerson(), context);
    const keep = async () => ({ own: await steps.seeStore(person, context), other: await steps.seeStore(other.who, context) });
    const kept = steps.keepsTexts(context) ? await keep() : undefined;
    await twist(() => lie(context, other.who));
    const login = await steps.seeLogin(await person.inNewBrowser(), context);
    const whoAmI = await login.who.asksWhoAmI({ stopBefore: steps.leaves(context) });
    const texts = kept && { ...kept, recalled: await steps.seeRecall(login.who, context) };
    await context.settled();
    const told = await wire.userinfos();
    return { own, other, login, whoAmI, texts, told, struck: told.filter(steps.isStruck) };
  },
  control({ own, other, login, texts, told }, { check }) {
    const lost = [own, other, login].find(({ visit, signedIn }) => !visit.ok || !signedIn);
    check.must('signed-in', 'With right userinfo people are signed in', !lost, lost ? traffic.describeVisit(lost.visit) : '');
    if (lost) return;
    if (texts) steps.checkKeeps(texts.recalled, texts.own, { check });
    if (told.length === 0) check.skip('The client does not ask userinfo.');
    if (!hasIdToken(login))
      check.skip('No ID token was seen in the answers to this client, so there is nothing to compare with.');
  },
  async judge(seen, context) {
    const { login, struck } = seen;
    const { check, variant = '' } = context;
    if (struck.length === 0) return check.inconclusive('The client did not ask userinfo this time.');
    const { says } = SUBJECTS[variant] ?? { says: variant };
    const title = `Nothing of a userinfo response ${says} is used`;
    const used = describeUsed(seen, context);
    if (used !== undefined && (await readsNoIdToken(context, login)))
      check.info(
        'identity-from-userinfo',
        'The person is the one of the ID token',
        `${used}; it lets people in whose ID token cannot be read, so it takes the person from userinfo alone, which is as safe as the way of the access token`,
        struck,
      );
    else check.must('values-not-used', title, used === undefined, used ?? '', struck);
    check.must(
      'comes-to-rest',
      'The browser ends on a page of the app',
      login.visit.end === 'done',
      traffic.describeVisit(login.visit),
      struck,
    );
  },
});
