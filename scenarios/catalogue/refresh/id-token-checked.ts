import type { Exchange, FaultInput } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

type Tampering = Extract<FaultInput['do'], { tamperIdToken: unknown }>['tamperIdToken'];

/** What a forgery is made of: the right claims, and the subject of somebody else, who has an account of the app if possible. */
interface Known extends steps.GoodClaims {
  readonly otherSubject: string;
}

/** A refreshed ID token, as the end of "an ID token …". */
interface Refreshed {
  readonly says: string;
  /** It may be accepted, and what it says may be shown. */
  readonly isGood?: true;
  /** TLS may replace the check (OpenID Connect Core 3.1.3.7, item 6). */
  readonly level?: model.Level;
  readonly make: (good: Known) => Tampering;
}

const HOUR_SECONDS = 3600;

const stranger = (says: string, claims: (good: Known) => Readonly<Record<string, unknown>>): Refreshed => ({
  says,
  make: (good) => ({ claims: { ...steps.STRANGER, ...claims(good) } }),
});

const TOKENS: Readonly<Record<string, Refreshed>> = {
  'other-subject': stranger('of another person', ({ otherSubject }) => ({ sub: otherSubject })),
  'other-issuer': stranger('of another issuer', ({ iss }) => ({ iss: `${iss}1` })),
  'other-audience': stranger('for another client', ({ aud }) => ({ aud: `${aud}1`, azp: null })),
  expired: stranger('that expired an hour ago', ({ iat }) => ({ iat: iat - 2 * HOUR_SECONDS, exp: iat - HOUR_SECONDS })),
  'bad-signature': {
    says: 'with a wrong signature',
    level: 'MAY',
    make: () => ({ claims: steps.STRANGER, signature: 'corrupt' }),
  },
  'without-nonce': { says: 'without a nonce', isGood: true, make: () => ({ claims: { nonce: null } }) },
};

/** Somebody else with an account of the app. */
interface Other {
  readonly who: model.Visitor;
  readonly kept: steps.Keeping | undefined;
}

interface Seen {
  readonly other: Other | undefined;
  readonly start: steps.Start;
  /** What the person stored; undefined for an app without texts. */
  readonly kept: steps.Keeping | undefined;
  readonly good: steps.GoodClaims | undefined;
  readonly use: steps.Use;
  readonly whoAmI: model.Visit;
  readonly recalled: model.Visit | undefined;
  /** After the ID tokens are right again, and the person signed in manually if needed. */
  readonly last: steps.Use;
  readonly lastWhoAmI: model.Visit;
  readonly lastRecalled: model.Visit | undefined;
}

/** Signs somebody else in before the person, where the ID token names another person. */
const seeOther = async (context: model.ScenarioContext): Promise<Other | undefined> => {
  if (context.variant !== 'other-subject') return undefined;
  const who = await context.secondPerson();
  await who.signsIn();
  return { who, kept: steps.keepsTexts(context) ? await steps.seeStore(who, context) : undefined };
};

/** True when the account page shows somebody else than the person, or the texts are those of somebody else. */
const isStranger = (whoAmI: model.Visit, recalled: model.Visit | undefined, { other }: Seen): boolean => {
  const { kept } = other ?? {};
  const isNamed = [steps.STRANGER, ...(other ? [other.who] : [])].some((each) => whoAmI.ok && steps.showsPerson(whoAmI, each));
  return isNamed || (kept !== undefined && recalled !== undefined && steps.isKeptIn(recalled, kept));
};

/** True when the account page shows the person, and the texts are not those of the person. */
const isElsewhere = ({ whoAmI, recalled, kept }: Seen, person: model.Visitor): boolean =>
  whoAmI.ok && steps.showsPerson(whoAmI, person) && !!kept && !!recalled && !steps.isKeptIn(recalled, kept);

/** What the logins before say: the last one is that of the person, the first one that of somebody else. */
const goodClaimsOf = (exchanges: readonly Exchange[]): Known | undefined => {
  const all = exchanges.flatMap((each) => traffic.memberOf(each, 'id_token') ?? []).map(traffic.claimsOf);
  const [first, latest] = [all[0], all.at(-1)];
  const otherSubject = first?.sub === latest?.sub ? steps.NOBODY : first?.sub;
  return latest === undefined ? undefined : ({ ...latest, from: ['token'], otherSubject } as unknown as Known);
};

/** Refreshes whose answer was changed, with an ID token in it. */
const struckIn = ({ refreshes }: steps.Use): readonly Exchange[] =>
  refreshes.filter((each) => steps.isStruck(each) && traffic.memberOf(each, 'id_token') !== undefined);

const forge = async ({ world, variant, wire }: model.ScenarioContext): Promise<void> => {
  const good = goodClaimsOf(await wire.codeExchanges());
  const made = good && TOKENS[variant ?? '']?.make(good);
  if (!made) return;
  await world.faults.inject({ on: 'token', where: { grantType: 'refresh_token' }, do: { tamperIdToken: made } });
};

const checkBad = (seen: Seen, { says, level = 'MUST' }: Refreshed, { check, person }: model.ScenarioContext): void => {
  const { use, whoAmI, recalled } = seen;
  const struck = struckIn(use);
  const isTaken = isStranger(whoAmI, recalled, seen) || isElsewhere(seen, person);
  const shown = [whoAmI, ...(recalled ? [recalled] : [])].map(traffic.describeVisit).join('; ');
  const taken = `the app took the person, or the account, from an ID token ${says}: ${shown}`;
  const kind = ({ MUST: 'must', SHOULD: 'should', MAY: 'may' } as const)[level];
  check[kind]('identity-kept', `No value is taken from a refreshed ID token ${says}`, !isTaken, taken, struck);
  const rests = use.visit.end === 'done' && use.visit.status !== 500;
  check.must('comes-to-rest', 'The person ends on a page of the app', rests, traffic.describeVisit(use.visit), struck);
  const given = new Set(struck.map((each) => traffic.memberOf(each, 'access_token')));
  const used = use.calls.filter((call) => given.has(traffic.accessTokenOf(call)));
  const found = `${traffic.count(used.length, 'API call')} of ${person.name} with an access token that came with an ID token ${says}`;
  check.may('tokens-left-alone', 'The access token of the same response is not used', used.length === 0, found, used);
};

const checkGood = ({ use, whoAmI }: Seen, { says }: Refreshed, { check, person }: model.ScenarioContext): void => {
  const lost = `the refreshed ID token was ${says}, as it should be, but ${steps.describeUse(use)}`;
  const goesOn = steps.worked(use) && use.asked.length === 0;
  check.must('accepted', `A refreshed ID token ${says} is accepted`, goesOn, lost, struckIn(use));
  const gone = `the app does not show ${person.name}: ${traffic.describeVisit(whoAmI)}`;
  check.must('still-signed-in', 'The person is still signed in', whoAmI.ok && steps.showsPerson(whoAmI, person), gone);
};

export default model.defineScenario<Seen>({
  id: 'refresh/id-token-checked',
  title: 'A refresh brings an ID token of somebody else',
  level: 'MUST',
  basis: [
    model.spec('OIDCC-12.2'),
    model.spec('OIDCC-3.1.3.7'),
    model.lab('Who refreshes is known already: the ID token of a refresh can confirm the person, and never change them.'),
  ],
  provider:
    'Answers a refresh with an ID token whose subject, issuer, audience, times or signature are wrong; or with a right one that has no nonce.',
  rightClient:
    'Checks it like the first one, except for the nonce, and compares issuer, subject and audience with those of the login. It takes nothing from a token that fails: the person stays who they are, or is asked to sign in.',
  fix: 'Validate the ID token of a refresh response before you read it: signature, iss, aud, exp, and sub equal to that of the login. Do not require a nonce. If a check fails, drop the whole response.',
  personas: ['google', 'auth0'],
  needs: ['signIn', 'whoAmI', 'useResource'],
  shows: [],
  variants: Object.fromEntries(Object.entries(TOKENS).map(([name, { says }]) => [name, `an ID token ${says}`])),
  bites: [
    { client: 'web', mutant: 'ref-idtoken-unchecked', variant: 'other-subject', verdict: 'fail', check: 'identity-kept' },
    { client: 'web', mutant: 'ref-idtoken-unchecked', variant: 'other-issuer', verdict: 'fail', check: 'identity-kept' },
    { client: 'web', mutant: 'ref-idtoken-of-other-person', variant: 'other-subject', verdict: 'fail', check: 'identity-kept' },
    { client: 'web', mutant: 'ref-idtoken-sub-adopted', variant: 'other-subject', verdict: 'fail', check: 'identity-kept' },
    { client: 'web', mutant: 'ref-idtoken-account-adopted', variant: 'other-issuer', verdict: 'fail', check: 'identity-kept' },
    { client: 'web', mutant: 'ref-idtoken-read-first', variant: 'other-audience', verdict: 'fail', check: 'identity-kept' },
    { client: 'web', mutant: 'ref-idtoken-read-first', variant: 'expired', verdict: 'fail', check: 'identity-kept' },
    { client: 'web', mutant: 'ref-idtoken-nonce-required', variant: 'without-nonce', verdict: 'fail', check: 'accepted' },
  ],
  async steps(context) {
    const { person, world, wire, twist } = context;
    const other = await seeOther(context);
    const start = await steps.seeStart(context);
    steps.needRefreshToken(start, context);
    const recalls = async () => (steps.keepsTexts(context) ? steps.seeRecall(person, context) : undefined);
    const kept = steps.keepsTexts(context) ? await steps.seeStore(person, context) : undefined;
    const good = goodClaimsOf(await wire.codeExchanges());
    await twist(() => forge(context));
    await twist(() => world.tokens.expire({ person: person.key, kinds: ['access-token'] }));
    const use = await steps.seeUse(context);
    const stopBefore = steps.leaves(context);
    const [whoAmI, recalled] = [await person.asksWhoAmI({ stopBefore }), await recalls()];
    await twist(() => world.faults.clear());
    const again = await steps.seeUse(context);
    const byHand = async () => (await person.signsIn()) && steps.seeUse(context);
    const last = (await twist(() => (steps.worked(again) ? again : byHand()))) ?? again;
    const [lastWhoAmI, lastRecalled] = [await person.asksWhoAmI({ stopBefore }), await recalls()];
    return { other, start, kept, good, use, whoAmI, recalled, last, lastWhoAmI, lastRecalled };
  },
  control({ start, kept, use, last, whoAmI, recalled, good }, context) {
    const { check, person } = context;
    steps.checkStart(start, [use.visit, last.visit], context);
    const shown = whoAmI.ok && steps.showsPerson(whoAmI, person);
    check.must('shown', 'The app shows who is signed in', shown, traffic.describeVisit(whoAmI));
    if (kept && recalled) steps.checkKeeps(recalled, kept, context);
    if (!good) check.skip('No ID token was seen in the answers to this client.');
  },
  judge(seen, context) {
    const { check, variant = '' } = context;
    const { use, whoAmI, recalled, last, lastWhoAmI, lastRecalled } = seen;
    const token = TOKENS[variant];
    steps.needRefresh(use, context);
    if (!token || struckIn(use).length === 0) return check.skip('No refresh was answered with an ID token.');
    (token.isGood ? checkGood : checkBad)(seen, token, context);
    const dead = `with right ID tokens the app did not work, even after the person signed in again: ${steps.describeUse(last)}`;
    check.must('works-again', 'With right ID tokens the app works again', steps.worked(last), dead, last.calls);
    const changed = `at the end the app shows somebody else: ${traffic.describeVisit(lastWhoAmI)}`;
    const isChanged = isStranger(lastWhoAmI, lastRecalled, seen);
    if (!isStranger(whoAmI, recalled, seen))
      check.must('nobody-else', 'At the end nobody else is signed in', !isChanged, changed, last.refreshes);
  },
});
