import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly usual: model.Visit;
  readonly signedIn: boolean;
  /** The pages that may show the text. */
  readonly pages: readonly model.Visit[];
  readonly again: { readonly visit: model.Visit; readonly signedIn: boolean } | undefined;
}

const TEXT = steps.HOSTILE_TEXT;
/** Characters of a text that nobody reads to its end; the address of the callback stays below the limits of servers. */
const LONG = 10_000;

/** An error, by the names of the specification and of vendors. */
const errorWith = (code: string, text: string): Readonly<Record<string, string>> => ({
  ...{ error: code, error_description: text, error_uri: steps.HOSTILE_ADDRESS },
  ...{ error_code: '1349220', error_message: text, error_reason: text, message: text },
});

const signInRefused = (context: model.ScenarioContext, code: string, text: string): Promise<model.Visit> =>
  context.person.signsIn({ rewrite: steps.refuse(context, errorWith(code, text)) });

/** Links of somebody else lead to the callback, with a state that nobody waits for, and with none. */
const openLinks = async (context: model.ScenarioContext): Promise<readonly model.Visit[]> => {
  const { callback } = await steps.holdCallback(await context.secondPerson(), context);
  const browser = await context.person.inNewBrowser();
  const visits: model.Visit[] = [];
  for (const state of [{ state: TEXT }, {}]) {
    callback.search = new URLSearchParams({ ...errorWith(TEXT, TEXT), ...state }).toString();
    visits.push(await browser.opens(callback));
  }
  return visits;
};

/** The same answer with the hostile text in place of its texts, but for those under the names that are kept. */
const withText = (value: unknown, kept: readonly string[], name = ''): unknown => {
  if (typeof value === 'string') return kept.includes(name) ? value : TEXT;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withText(member, kept, key)]));
};

/** The token endpoint refuses, with the code of the error as it is, and with a text in its place. */
const refuseCode = async (context: model.ScenarioContext): Promise<readonly model.Visit[]> => {
  const { status, body } = traffic.conventionsOf(context).renewal.badRequest;
  const visits: model.Visit[] = [];
  for (const kept of [['error', 'type'], []]) {
    const told = { ...(withText(body, kept) as object), error_description: TEXT, error_uri: steps.HOSTILE_ADDRESS };
    await context.world.faults.inject({ on: 'token', do: { status, body: told } });
    visits.push(await context.person.signsIn());
    await context.world.faults.clear();
  }
  return visits;
};

const NAMES = { name: TEXT, givenName: TEXT, familyName: TEXT, picture: `${steps.HOSTILE_ADDRESS}"${TEXT}` };

const CLAIMS = { name: TEXT, given_name: TEXT, family_name: TEXT, nickname: TEXT, picture: NAMES.picture };

/** The person has such a name; every page that shows it is looked at. */
const showProfile = async ({ app, world, person }: model.ScenarioContext): Promise<readonly model.Visit[]> => {
  await world.people.change(person.key, NAMES);
  // A vendor may have other rules for names; what the app is told of the person counts.
  await world.faults.inject({ on: 'token', do: { tamperIdToken: { claims: CLAIMS } } });
  await world.faults.inject({ on: 'userinfo', at: 'reply', do: { setBody: CLAIMS } });
  const visits = [await person.signsIn()];
  if (app.verbs.has('whoAmI')) visits.push(await person.asksWhoAmI());
  if (app.verbs.has('useResource')) visits.push(await person.usesResource());
  if (app.verbs.has('recall')) visits.push(await person.recalls());
  visits.push(await person.opens('/'));
  await world.faults.clear();
  return visits;
};

const PLACES: Readonly<Record<string, (context: model.ScenarioContext) => Promise<readonly model.Visit[]>>> = {
  callback: async (context) => [
    await signInRefused(context, 'server_error', TEXT),
    await signInRefused(context, TEXT, TEXT),
    await signInRefused(context, 'access_denied', TEXT),
  ],
  link: openLinks,
  'token-endpoint': refuseCode,
  profile: showProfile,
  long: async (context) => {
    const { unavailable } = traffic.conventionsOf(context).callback;
    const name = 'error_message' in unavailable ? 'error_message' : 'error_description';
    const error = { ...unavailable, [name]: TEXT.padEnd(LONG, 'long ') };
    return [await context.person.signsIn({ rewrite: steps.refuse(context, error) })];
  },
};

/** A person of whom no page knows a hostile name. */
const signInAgain = async (context: model.ScenarioContext): Promise<NonNullable<Seen['again']>> => {
  const mark = traffic.markOf(await context.wire.all());
  const who = context.variant === 'profile' ? await context.secondPerson() : context.person;
  const visit = await who.signsIn();
  return { visit, signedIn: await steps.isSignedIn(who, context, [visit], mark) };
};

export default model.defineScenario<Seen>({
  id: 'adversarial/error-text-escaped',
  title: 'Error texts and names hold markup and script',
  level: 'MUST',
  basis: [
    model.spec('RFC6749-4.1.2.1'),
    model.spec('RFC6749-10.14'),
    model.asvs('1.2.1'),
    model.asvs('1.2.2'),
    model.asvs('1.2.3'),
  ],
  provider:
    'Answers with an error whose texts hold markup and script, or a link of an attacker does; or the person has such a name. One text is 10,000 characters long.',
  rightClient: 'Shows the text as text, or not at all, and lets the person try again.',
  fix: 'Write every text from outside through the escaping of your template engine, with the rules of the place: text, attribute, address, script. Show a message of your own for an error, and put the words of the provider into the log.',
  fixes: {
    'can-sign-in': 'Keep no text of the provider in a cookie or a session that the next login reads.',
  },
  personas: ['google', 'facebook', 'auth0'],
  needs: ['signIn'],
  shows: [],
  variants: {
    callback: 'in the error of the callback, and as its code',
    link: 'in a link of somebody else to the callback, also as its state',
    'token-endpoint': 'in the answer of the token endpoint',
    profile: 'as the name and picture of the person',
    long: 'in the error of the callback, 10,000 characters long',
  },
  bites: [
    { client: 'web', mutant: 'adv-error-description-html', variant: 'callback', verdict: 'fail', check: 'text-escaped' },
    { client: 'web', mutant: 'adv-error-description-html', variant: 'token-endpoint', verdict: 'fail', check: 'text-escaped' },
    { client: 'web', mutant: 'adv-error-description-html', variant: 'long', verdict: 'fail', check: 'text-escaped' },
    { client: 'web', mutant: 'adv-error-in-script', variant: 'callback', verdict: 'fail', check: 'text-escaped' },
    { client: 'web', mutant: 'adv-error-in-attribute', variant: 'callback', verdict: 'fail', check: 'text-escaped' },
    { client: 'web', mutant: 'adv-error-uri-linked', variant: 'callback', verdict: 'fail', check: 'text-escaped' },
    { client: 'web', mutant: 'adv-unknown-callback-html', variant: 'link', verdict: 'fail', check: 'text-escaped' },
    { client: 'web', mutant: 'adv-name-html', variant: 'profile', verdict: 'fail', check: 'text-escaped' },
    { client: 'graph-client', mutant: 'adv-error-description-html', variant: 'callback', verdict: 'fail', check: 'text-escaped' },
  ],
  async steps(context) {
    const { person, twist, settled } = context;
    const usual = await (await person.inNewBrowser()).signsIn();
    const signedIn = usual.ok;
    const pages = (await twist(() => PLACES[context.variant ?? '']?.(context))) ?? [];
    await settled();
    const again = await twist(() => signInAgain(context));
    return { usual, signedIn, pages, again };
  },
  control({ usual, signedIn }, { check }) {
    check.must('signed-in', 'Without an error the person is signed in', signedIn, traffic.describeVisit(usual));
  },
  judge({ pages, again }, { check, variant }) {
    const bad = pages.flatMap((visit) => steps.hostileMarkupIn(visit).map((how) => `${visit.url.pathname} has the text ${how}`));
    const found = [...new Set(bad)].join('; ');
    check.must('text-escaped', 'A text from outside is text in every page', bad.length === 0, found);
    const worst = pages.find(({ end }) => end !== 'done') ?? pages.find(({ status }) => status === 500) ?? pages.at(-1);
    if (worst) steps.checkComesToRest(worst, { check });
    const retry = again ? traffic.describeVisit(again.visit) : '';
    const title = variant === 'profile' ? 'Another person can sign in' : 'The person can sign in afterwards';
    check.must('can-sign-in', title, again?.signedIn === true, retry);
  },
});
