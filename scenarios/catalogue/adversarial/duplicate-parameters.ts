import { type Exchange, isApi } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

/** One callback with a parameter twice. */
interface Attempt {
  readonly order: 'the own value first' | 'the other value first';
  readonly visit: model.Visit;
  readonly signedIn: boolean;
  readonly page: model.Visit;
  readonly redeemed: readonly Exchange[];
  readonly codes: readonly string[];
}

/** One login whose token answer has an access token twice. */
interface Answer extends Omit<Attempt, 'codes'> {
  /** The access tokens that the app sent afterwards, and those that were in token answers. */
  readonly sent: ReadonlySet<string>;
  readonly given: ReadonlySet<string>;
  /** The one of the repeated name that is the person’s. */
  readonly own: string | undefined;
}

interface Seen {
  readonly attacker: model.Visitor;
  readonly usual: model.Visit;
  readonly signedIn: boolean;
  readonly attempts: readonly Attempt[];
  readonly answers: readonly Answer[];
  readonly again: { readonly visit: model.Visit; readonly signedIn: boolean } | undefined;
}

const NAMES: Readonly<Record<string, { readonly name: string; readonly says: string }>> = {
  code: { name: 'code', says: 'two codes, of the person and of an attacker' },
  state: { name: 'state', says: 'two states, of the person’s login and of an attacker’s' },
  issuer: { name: 'iss', says: 'two issuers, of the provider and of an attacker' },
  fragment: { name: 'code', says: 'the code of an attacker in the fragment besides' },
};
const FOREIGN_ISSUER = 'https://accounts.attacker.example';

/** The same callback with another value beside its own. */
const doubled = (callback: URL, name: string, own: string, other: string, isOwnFirst: boolean): URL => {
  const url = new URL(callback);
  const rest = [...url.searchParams].filter(([each]) => each !== name);
  const pair = (isOwnFirst ? [own, other] : [other, own]).map((value) => [name, value] as const);
  url.search = new URLSearchParams([...rest, ...pair].map(([key, value]): [string, string] => [key, value])).toString();
  return url;
};

const tryOrder = async (context: model.ScenarioContext, attacker: model.Visitor, isOwnFirst: boolean): Promise<Attempt> => {
  const { variant = '', wire } = context;
  const { name } = NAMES[variant] ?? { name: 'code' };
  const person = await context.person.inNewBrowser();
  const [held, foreign] = [
    await steps.holdCallback(person, context, 'once'),
    await steps.holdCallback(attacker, context, 'once'),
  ];
  const own = held.callback.searchParams.get(name);
  if (own === null) context.check.skip(`The callback of this client has no ${name}.`);
  const other = name === 'iss' ? FOREIGN_ISSUER : (foreign.callback.searchParams.get(name) ?? '');
  if (own === other) context.check.skip(`This client has the same ${name} in every callback.`);
  const url = doubled(held.callback, name, own, other, isOwnFirst);
  if (variant === 'fragment') Object.assign(url, { search: held.callback.search, hash: `code=${other}` });
  const mark = traffic.markOf(await wire.all());
  const visit = await person.opens(url);
  const page = await person.asksWhoAmI({ stopBefore: steps.leaves(context) });
  await context.settled();
  const redeemed = traffic.after(await wire.codeExchanges(), mark);
  const order = isOwnFirst ? 'the own value first' : 'the other value first';
  return { order, visit, page, signedIn: await person.isSignedIn(), redeemed, codes: [held.code, foreign.code] };
};

const IN_ANSWER = 'token-answer';
/** An access token of nobody. */
const OTHER_TOKEN = 'token-0-of-nobody-at-all';

/** The access tokens in a token answer, each as often as it is there: who parses JSON sees one of them. */
const tokensIn = ({ response }: Exchange): readonly string[] =>
  [...(response?.body ?? '').matchAll(/"access_token"\s*:\s*"([^"]+)"/g)].map(([, token = '']) => token);

const tryAnswer = async (context: model.ScenarioContext, isOwnFirst: boolean): Promise<Answer> => {
  const { app, wire, world, settled } = context;
  const person = await context.person.inNewBrowser();
  const addMember = { name: 'access_token', value: OTHER_TOKEN, place: isOwnFirst ? 'last' : 'first' } as const;
  const { id } = await world.faults.inject({ on: 'token', times: 1, do: { addMember } });
  const mark = traffic.markOf(await wire.all());
  const visit = await person.signsIn();
  const page = await person.asksWhoAmI({ stopBefore: steps.leaves(context) });
  const signedIn = await person.isSignedIn();
  if (signedIn && app.verbs.has('useResource')) await person.usesResource();
  await settled();
  await world.faults.clear(id);
  const all = traffic.after(await wire.all(), mark);
  const doubled = all.find(steps.isStruck);
  if (!doubled) context.check.skip('This client asks for no token when a person signs in.');
  const calls = all.filter(({ endpoint }) => isApi(endpoint) || endpoint === 'userinfo');
  const order = isOwnFirst ? 'the own value first' : 'the other value first';
  return {
    ...{ order, visit, page, signedIn, redeemed: [doubled, ...calls] },
    sent: new Set(calls.flatMap((call) => traffic.accessTokenOf(call) ?? [])),
    given: new Set(all.filter(({ endpoint }) => endpoint === 'token').flatMap(tokensIn)),
    own: tokensIn(doubled).find((token) => token !== OTHER_TOKEN),
  };
};

/** True for a client that sends something that is in no answer, or both of the two. */
const mixes = ({ sent, given, own }: Answer): boolean =>
  [...sent].some((token) => !given.has(token)) || (own !== undefined && sent.has(own) && sent.has(OTHER_TOKEN));

/**
 * Which of two members of one name counts, JSON leaves open (RFC 8259, section 4); most parsers take the last one, some the
 * first, some refuse. Each of them is right, and who has taken the dead one may fail in any way. What harms is to go on with
 * both, or with something made of both, and not to survive the repetition itself.
 */
const checkAnswers = ({ answers, again }: Seen, { check }: Pick<model.ScenarioContext, 'check'>): void => {
  const mixed = answers.find(mixes);
  const sent = mixed
    ? `with ${mixed.order} the app sent ${traffic.count(mixed.sent.size, 'access token')}: ${[...mixed.sent].map((token) => (token === OTHER_TOKEN ? 'the other one' : mixed.given.has(token) ? 'its own' : 'one that is in no answer')).join(', ')}`
    : '';
  check.should('one-token', 'One of the two access tokens is used, as it came', !mixed, sent, mixed?.redeemed);
  const crashed = answers.filter(({ visit }) => visit.end !== 'done' || visit.status === 500);
  const [first] = crashed;
  const told = first ? `whichever comes first; ${traffic.describeVisit(first.visit)}` : '';
  check.should('no-crash', 'The browser ends on a page of the app, and not on that of a crash', crashed.length < 2, told);
  const retry = again ? traffic.describeVisit(again.visit) : '';
  check.should('can-sign-in', 'An honest login works afterwards', again?.signedIn === true, retry);
  const taken = answers.filter(({ signedIn }) => signedIn).map(({ order }) => order);
  if (taken.length > 0) check.info('taken', 'Such an answer is refused', `it is taken with ${taken.join(', and with ')}`);
};

const sentCodes = ({ redeemed }: Attempt): readonly string[] => redeemed.flatMap((each) => traffic.paramsOf(each).getAll('code'));

/** One code for a callback, as it came: not several, not several in one. */
const sendsOneCode = (attempt: Attempt): boolean => {
  const sent = sentCodes(attempt);
  return sent.length <= 1 && sent.every((code) => attempt.codes.includes(code));
};

export default model.defineScenario<Seen>({
  id: 'adversarial/duplicate-parameters',
  title: 'The callback has a parameter twice, or the token answer a member',
  level: 'SHOULD',
  basis: [
    model.spec('RFC6749-3.1'),
    model.spec('RFC6749-3.2'),
    model.spec('RFC6749-4.1.2'),
    model.spec('RFC8259-4'),
    model.lab(
      'Parts of a program read the first of two values, the last one, or both. What one part has checked, another part then uses.',
    ),
  ],
  provider:
    'Redirects back with one value of each parameter. On the way an attacker adds a second one. Or its token answer has an access token twice, the second one of nobody.',
  rightClient:
    'Refuses such a callback, or reads the same one of the two values everywhere: it sends one code at most, and takes the callback in one order at most. Of two members of one name in a token answer it uses one, or refuses the answer.',
  fix: 'Refuse a callback in which a parameter occurs twice. Where the framework gives you a list for a repeated parameter, expect it.',
  fixes: {
    'one-token': 'Read the token answer once, with one JSON parser, and keep what it gives: not the text, and no list.',
  },
  personas: ['google', 'facebook', 'auth0'],
  needs: ['signIn', 'whoAmI'],
  shows: [],
  variants: {
    ...Object.fromEntries(Object.entries(NAMES).map(([name, { says }]) => [name, says])),
    [IN_ANSWER]: 'the JSON of the token answer has access_token twice, of the person and of nobody',
  },
  variantPersonas: { issuer: ['google'] },
  bites: [
    { client: 'web', mutant: 'adv-duplicate-any-state', variant: 'state', verdict: 'warn', check: 'one-order' },
    { client: 'web', mutant: 'adv-duplicate-joined', variant: 'code', verdict: 'warn', check: 'one-code' },
    { client: 'graph-client', mutant: 'adv-duplicate-joined', variant: 'code', verdict: 'warn', check: 'one-code' },
    { client: 'web', mutant: 'adv-duplicate-crashes', variant: 'code', verdict: 'warn', check: 'no-crash' },
    { client: 'web', mutant: 'adv-duplicate-any-issuer', variant: 'issuer', verdict: 'warn', check: 'one-order' },
    { client: 'web', mutant: 'adv-duplicate-member-joined', variant: IN_ANSWER, verdict: 'warn', check: 'one-token' },
    { client: 'web', mutant: 'adv-duplicate-member-crashes', variant: IN_ANSWER, verdict: 'warn', check: 'no-crash' },
  ],
  async steps(context) {
    const attacker = await context.secondPerson();
    const other = await context.person.inNewBrowser();
    const usual = await other.signsIn();
    const signedIn = await other.isSignedIn();
    const isInAnswer = context.variant === IN_ANSWER;
    const answers = await context.twist(async () =>
      isInAnswer ? [await tryAnswer(context, true), await tryAnswer(context, false)] : [],
    );
    const attempts = await context.twist(async () => {
      if (isInAnswer) return [];
      const first = await tryOrder(context, attacker, true);
      return context.variant === 'fragment' ? [first] : [first, await tryOrder(context, attacker, false)];
    });
    const again = await context.twist(async () => {
      const browser = await context.person.inNewBrowser();
      return { visit: await browser.signsIn(), signedIn: await browser.isSignedIn() };
    });
    return { attacker, usual, signedIn, attempts: attempts ?? [], answers: answers ?? [], again };
  },
  control({ usual, signedIn }, { check }) {
    check.must('signed-in', 'With one of each the person is signed in', signedIn, traffic.describeVisit(usual));
  },
  judge(seen, context) {
    const { attacker, attempts, again } = seen;
    const { check, variant = '' } = context;
    if (variant === IN_ANSWER) return checkAnswers(seen, context);
    const redeemed = attempts.flatMap((attempt) => attempt.redeemed);
    const says = NAMES[variant]?.says ?? '';
    const taken = attempts.filter(({ signedIn }) => signedIn);
    const both = `the callback has ${says}, and is taken whichever comes first`;
    check.should('one-order', 'Not every order of the two is taken', taken.length < 2, both, redeemed);
    const many = attempts.filter((attempt) => !sendsOneCode(attempt));
    const sent = many
      .map(
        (attempt) => `with ${attempt.order} the app sent ${traffic.count(sentCodes(attempt).length, 'code')}, not one as it came`,
      )
      .join('; ');
    check.should('one-code', 'One code is sent at most, as it came', many.length === 0, sent, redeemed);
    const shown = attempts.find(({ page }) => steps.showsPerson(page, attacker));
    const found = shown ? `the app says to the person: ${traffic.describeVisit(shown.page)}` : '';
    check.should('attacker-not-shown', 'Nobody is signed in as the attacker', !shown, found, redeemed);
    const crashed = attempts.find(({ visit }) => visit.end !== 'done' || visit.status === 500);
    const told = crashed ? `with ${crashed.order} ${traffic.describeVisit(crashed.visit)}` : '';
    check.should('no-crash', 'The browser ends on a page of the app, and not on that of a crash', !crashed, told);
    const retry = again ? traffic.describeVisit(again.visit) : '';
    check.should('can-sign-in', 'An honest login works afterwards', again?.signedIn === true, retry);
    const [first] = taken;
    if (first) check.info('taken', 'Such a callback is refused', `it is taken with ${first.order}`, redeemed);
  },
});
