import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

/** One visit that was to end at another site. */
interface Attempt {
  /** The address that was asked for, and how. */
  readonly by: string;
  readonly visit: model.Visit;
}

interface Seen {
  readonly usual: model.Visit;
  readonly signedIn: boolean;
  /** A return address of the app itself was honoured. */
  readonly takesAddress: boolean;
  readonly attempts: readonly Attempt[];
  /** Where the attacker serves: a host, and its port where that differs. */
  readonly elsewhere: string;
}

/** Nobody answers there: the browser stops before it. */
const HOST = 'attacker.example';
const OWN_PAGE = '/?returned=here';
/** Cookies know no ports: whoever serves there gets those of the app, and has its host name in the address bar. */
const OTHER_PORT = 'other-port';

type Address = (app: URL, elsewhere: string) => string;
const ADDRESSES: Readonly<Record<string, { readonly says: string; readonly addresses: readonly Address[] }>> = {
  absolute: {
    says: 'an absolute address of another site, also without slashes and after a space',
    addresses: [() => `https://${HOST}/welcome`, () => `https:${HOST}/welcome`, () => ` https://${HOST}/welcome`],
  },
  'scheme-relative': {
    says: 'two or more slashes, also after a dot segment, and as the path of a page',
    addresses: [() => `//${HOST}/welcome`, () => `///${HOST}/welcome`, () => `/.//${HOST}/welcome`],
  },
  backslash: {
    says: 'a backslash or a tab, which browsers read as a slash, or not at all',
    addresses: [
      () => `/\\${HOST}/welcome`,
      () => `\\\\${HOST}/welcome`,
      () => `/\t/${HOST}/welcome`,
      () => `/welcome/..//${HOST}/`,
    ],
  },
  encoded: {
    says: 'slash, backslash and tab encoded twice',
    addresses: [
      () => `/%5c${HOST}/welcome`,
      () => `/%2f${HOST}/welcome`,
      () => `%2f%2f${HOST}/welcome`,
      () => `/%09/${HOST}/welcome`,
      () => `https%3a%2f%2f${HOST}/welcome`,
    ],
  },
  'looks-own': {
    says: 'another site, with the address of the app in front of it or inside of it',
    addresses: [
      ({ origin }) => `${origin}@${HOST}/welcome`,
      ({ protocol, hostname }) => `${protocol}//${hostname}.${HOST}/welcome`,
      ({ origin }) => `https://${HOST}/?${origin}/`,
      ({ host }) => `https://${HOST}/${host}`,
      ({ host }) => `//${host}@${HOST}/`,
    ],
  },
  [OTHER_PORT]: {
    says: 'another port of the same host, where somebody else may serve',
    addresses: [
      (_, elsewhere) => `http://${elsewhere}/welcome`,
      (_, elsewhere) => `//${elsewhere}/welcome`,
      ({ host }, elsewhere) => `http://${host}@${elsewhere}/welcome`,
    ],
  },
  script: { says: 'a script instead of an address', addresses: [() => 'javascript:alert(1)//', () => 'data:text/html,hello'] },
};
const REFERRER = 'from-another-site';
const IN_STATE = 'in-state';

const signsIn = async (context: model.ScenarioContext, by: string, options: model.VisitOptions): Promise<readonly Attempt[]> => {
  const browser = await context.person.inNewBrowser();
  const visit = await browser.signsIn(options);
  // Who is signed in already may be sent on at once.
  return [
    { by, visit },
    { by: `${by}, when signed in`, visit: await browser.signsIn(options) },
    ...(await signsOut(browser, context, by, options)),
  ];
};

const signsOut = async (
  browser: model.Visitor,
  { app }: model.ScenarioContext,
  by: string,
  { rewrite: _, ...options }: model.VisitOptions,
): Promise<readonly Attempt[]> => {
  if (!app.verbs.has('signOut') || app.verbsInPage.has('signOut') || options.from) return [];
  return [{ by: `${by}, at the sign-out`, visit: await browser.signsOut(options) }];
};

const tryAddresses = async (
  context: model.ScenarioContext,
  addresses: readonly Address[],
  elsewhere: string,
): Promise<readonly Attempt[]> => {
  const app = new URL(context.app.url);
  const attempts: Attempt[] = [];
  for (const address of addresses) {
    const asked = address(app, elsewhere);
    attempts.push(
      ...(await signsIn(context, `with the return address ${JSON.stringify(asked)}`, { adds: steps.askingToReturnTo(asked) })),
    );
  }
  return attempts;
};

/** An app may return to the page that somebody wanted to see: here its path is the address of another site. */
const tryPath = async ({ app, person }: model.ScenarioContext): Promise<readonly Attempt[]> => {
  const browser = await person.inNewBrowser();
  const page = `${new URL(app.url).origin}//${HOST}/welcome`;
  return [{ by: `for the page ${page}`, visit: await browser.opens(page) }];
};

/** The attacker changes the return address that the state holds, where it can be read. */
const tryState = async (context: model.ScenarioContext): Promise<readonly Attempt[]> => {
  const isCallback = steps.isCallbackOf(context);
  let isChanged = false;
  const rewrite = (url: URL): URL => {
    const state = isCallback(url) ? url.searchParams.get('state') : null;
    const changed = state === null ? undefined : steps.withPartReplaced(state, OWN_PAGE, `//${HOST}/welcome`);
    if (changed !== undefined) url.searchParams.set('state', changed);
    isChanged ||= changed !== undefined;
    return url;
  };
  const attempts = await signsIn(context, 'with another return address in the state', {
    adds: steps.askingToReturnTo(OWN_PAGE),
    rewrite,
  });
  return isChanged ? attempts : context.check.skip('No return address can be read in the state of this app.');
};

const placeElsewhere = async ({ app, thirdPartyServer, variant }: model.ScenarioContext): Promise<string> =>
  variant === OTHER_PORT ? `${new URL(app.url).hostname}:${(await thirdPartyServer()).port}` : HOST;

const attempt = async (context: model.ScenarioContext, elsewhere: string): Promise<readonly Attempt[]> => {
  const { variant = '' } = context;
  if (variant === REFERRER && context.app.verbsInPage.has('signIn'))
    context.check.skip('The login is a button of a page that works by scripts: no link of another site leads to it.');
  if (variant === REFERRER) return signsIn(context, `by a link of ${HOST}`, { from: new URL(`http://${HOST}/page`) });
  if (variant === IN_STATE) return tryState(context);
  const attempts = await tryAddresses(context, ADDRESSES[variant]?.addresses ?? [], elsewhere);
  return variant === 'scheme-relative' ? [...attempts, ...(await tryPath(context))] : attempts;
};

const leadsTo =
  (elsewhere: string) =>
  ({ host, protocol }: URL): boolean =>
    host.endsWith(elsewhere) || protocol === 'javascript:' || protocol === 'data:';

const tell = (attempts: readonly Attempt[], what: string): string => attempts.map(({ by }) => `${by} ${what}`).join('; ');

export default model.defineScenario<Seen>({
  id: 'adversarial/return-url-open-redirect',
  title: 'A link to the login names a page of another site to return to',
  level: 'MUST',
  basis: [model.spec('RFC9700-4.11.1'), model.asvs('3.7.2')],
  seedQuestion: 'S1',
  provider: 'Behaves correctly. A link of an attacker starts the login, with an address of the attacker to return to.',
  rightClient: 'Returns only to its own pages: any other address is refused, or replaced by the home page.',
  fix: 'Parse the address relative to your own origin with a URL parser. Use it only if the origin is yours, port included, and then only its path and query; refuse a path that begins with two slashes. Keep it with the login on the server, not in the state.',
  fixes: {
    'no-link-there': 'Write no link, form or refresh to an address that came from outside.',
    'comes-to-rest': 'Answer a return address that you refuse with your home page, or with an error below 500.',
  },
  personas: ['google', 'facebook', 'auth0', 'first-party'],
  needs: ['signIn'],
  kinds: ['web', 'spa'],
  shows: [],
  variants: {
    ...Object.fromEntries(Object.entries(ADDRESSES).map(([name, { says }]) => [name, says])),
    [REFERRER]: 'a link of another site, whose address is in the Referer header',
    [IN_STATE]: 'the return address in the state is changed on the way back',
  },
  bites: [
    { client: 'web', mutant: 'adv-returnto-unvalidated', variant: 'absolute', verdict: 'fail', check: 'no-open-redirect' },
    { client: 'web', mutant: 'adv-returnto-unvalidated', variant: 'script', verdict: 'fail', check: 'no-open-redirect' },
    { client: 'web', mutant: 'adv-returnto-any-path', variant: 'backslash', verdict: 'fail', check: 'no-open-redirect' },
    { client: 'web', mutant: 'adv-returnto-normalized', variant: 'scheme-relative', verdict: 'fail', check: 'no-open-redirect' },
    { client: 'web', mutant: 'adv-returnto-prefix', variant: 'looks-own', verdict: 'fail', check: 'no-open-redirect' },
    { client: 'web', mutant: 'adv-returnto-hostname', variant: 'other-port', verdict: 'fail', check: 'no-open-redirect' },
    { client: 'web', mutant: 'adv-returnto-decoded-again', variant: 'encoded', verdict: 'fail', check: 'no-open-redirect' },
    { client: 'web', mutant: 'adv-returnto-referer', variant: 'from-another-site', verdict: 'fail', check: 'no-open-redirect' },
    { client: 'web', mutant: 'adv-returnto-in-state', variant: 'in-state', verdict: 'fail', check: 'no-open-redirect' },
    {
      client: 'graph-client',
      mutant: 'adv-returnto-unvalidated',
      variant: 'absolute',
      verdict: 'fail',
      check: 'no-open-redirect',
    },
    { client: 'rest', mutant: 'adv-returnto-unvalidated', variant: 'absolute', verdict: 'fail', check: 'no-open-redirect' },
    { client: 'web', mutant: 'out-returnto-unvalidated', variant: 'absolute', verdict: 'fail', check: 'no-open-redirect' },
  ],
  async steps(context) {
    const { person, twist } = context;
    const usual = await person.signsIn({ adds: steps.askingToReturnTo(OWN_PAGE) });
    const signedIn = await steps.isSignedIn(person, context, [usual]);
    const elsewhere = await placeElsewhere(context);
    const attempts = (await twist(() => attempt(context, elsewhere))) ?? [];
    await context.settled();
    return { usual, signedIn, attempts, elsewhere, takesAddress: usual.url.searchParams.get('returned') === 'here' };
  },
  control({ usual, signedIn }, { check }) {
    const title = 'With a return address of its own the person is signed in';
    check.must('signed-in', title, usual.end === 'done' && signedIn, traffic.describeVisit(usual));
  },
  judge({ attempts, elsewhere, takesAddress }, { check, variant }) {
    const isElsewhere = leadsTo(elsewhere);
    const gone = attempts.filter(({ visit }) => isElsewhere(visit.url));
    const linking = attempts.filter(({ visit }) => steps.linksOf(visit).some(isElsewhere));
    if (gone.length + linking.length === 0 && !takesAddress && variant !== REFERRER && variant !== IN_STATE)
      check.skip('The app does not return to an address that the link to its login names, under any usual name.');
    check.must(
      'no-open-redirect',
      'The browser stays at the app',
      gone.length === 0,
      tell(gone, `the browser went to ${elsewhere}`),
    );
    check.should('no-link-there', 'No page leads there', linking.length === 0, tell(linking, 'a page of the app links there'));
    const lost = attempts.filter((each) => !gone.includes(each) && (each.visit.end !== 'done' || each.visit.status === 500));
    const found = lost.map(({ by, visit }) => `${by}: ${traffic.describeVisit(visit)}`).join('; ');
    check.should('comes-to-rest', 'Each visit ends on a page of the app', lost.length === 0, found);
  },
});
