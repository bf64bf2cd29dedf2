import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly visit: model.Visit;
  readonly wasIn: boolean;
  /** Cookies of the app after the login. */
  readonly cookies: readonly model.StoredItem[];
  /** Names of those that show who is signed in; undefined where cookies alone sign nobody in. */
  readonly sessionCookies: readonly string[] | undefined;
  readonly wire: readonly Exchange[];
  /** What the person stores. */
  readonly own: steps.Keeping;
  /** What a page of another site stores in the browser of the person. */
  readonly foreign: steps.Keeping | undefined;
  readonly shown: model.Visit;
}

/** A site of somebody else; nothing of it is ever opened. */
const OTHER_SITE = new URL('http://site-of-somebody-else.example/');

/** Where a script of the page stores: no form is known that another page could send. */
const NO_FORM = 'The app has no form to store with (`store` is a button of its page), so no other site can send one.';

const submitFrom = async (context: model.ScenarioContext): Promise<steps.Keeping> => {
  const { person, thirdPartyServer, variant } = context;
  const from = variant === 'neighbour' ? new URL(`http://127.0.0.1:${(await thirdPartyServer()).port}/`) : OTHER_SITE;
  const visit = await person.stores({ from, stopBefore: steps.leaves(context) });
  return { text: visit.canary ?? '', visit };
};

const named = (cookies: readonly model.StoredItem[]): string => cookies.map(({ name }) => name).join(', ');

/** The cookies that others must not get: of the session, and with a token in clear. Scripts may read settings and CSRF tokens. */
const secretOf = ({ cookies, sessionCookies = [], wire }: Seen): readonly model.StoredItem[] => {
  const withToken = new Set(steps.findKeptTokens(cookies, wire).map(({ item }) => item));
  return cookies.filter((each) => sessionCookies.includes(each.name) || withToken.has(each));
};

const checkAttributes = (cookies: readonly model.StoredItem[], { app, check }: model.ScenarioContext): void => {
  const open = cookies.filter(({ cookie }) => cookie?.httpOnly === false);
  const readable = `scripts of a page can read ${named(open)}, which shows who is signed in or has a token`;
  check.must('http-only', 'Cookies of a session cannot be read by scripts', open.length === 0, readable);
  const loose = cookies.filter(({ cookie }) => cookie?.sameSite === 'none');
  const sent = `requests of other sites carry ${named(loose)}`;
  check.must('same-site', 'Cookies of a session are not sent by other sites', loose.length === 0, sent);
  const plain = cookies.filter(({ cookie }) => cookie?.secure === false);
  if (plain.length === 0) return;
  const found = `without Secure: ${named(plain)}`;
  if (app.url.startsWith('https:')) check.must('secure', 'Cookies of a session are sent by https only', false, found);
  else check.info('secure', 'Cookies of a session on http', `${found}; the app runs on http here, and needs it on https`);
};

export default model.defineScenario<Seen>({
  id: 'resource/cookie-session-hardening',
  title: 'A page of another site sends a form to the app, in the browser of the person',
  level: 'MUST',
  basis: [
    model.asvs('3.3'),
    model.asvs('3.3.4'),
    model.asvs('3.5.1'),
    model.spec('RFC6265-5.3'),
    model.lab('The browser sends the cookie with whatever asks for it: a cookie alone does not show what the person wants.'),
  ],
  seedQuestion: 'S2',
  provider: 'Behaves correctly. The person is signed in, and opens a page of another site, which posts a form to the app.',
  rightClient:
    'Gives the cookie of its session, and each cookie with a token, HttpOnly, SameSite=Lax or Strict and, on https, Secure. It refuses a form that changes something and comes from elsewhere: by its Origin, or by a token that only its own pages have.',
  fix: 'Set the cookie with HttpOnly; Secure; SameSite=Lax. Compare Origin with your own address for each request that changes something, or expect a token of the form (OWASP CSRF Prevention).',
  fixes: {
    'http-only': 'Set the session cookie with HttpOnly.',
    'same-site': 'Set the session cookie with SameSite=Lax or SameSite=Strict.',
    'foreign-form-refused':
      'Compare Origin with your own address, port included, or expect a token of the form. SameSite alone lets other ports and subdomains through.',
  },
  personas: ['google', 'facebook', 'auth0', 'first-party'],
  needs: ['signIn', 'store', 'recall'],
  shows: [],
  variants: {
    'other-site': 'the page is of another site, so SameSite applies',
    neighbour: 'the page is at another port of the same host, to which SameSite does not apply',
  },
  bites: [
    { client: 'web', mutant: 'sess-cookie-for-scripts', variant: 'other-site', verdict: 'fail', check: 'http-only' },
    { client: 'web', mutant: 'sess-refresh-token-for-scripts', variant: 'other-site', verdict: 'fail', check: 'http-only' },
    {
      client: 'web',
      mutant: 'sess-cookie-for-other-sites',
      variant: 'other-site',
      verdict: 'fail',
      check: 'foreign-form-refused',
    },
    {
      client: 'web',
      mutant: 'sess-neighbour-forms-accepted',
      variant: 'neighbour',
      verdict: 'fail',
      check: 'foreign-form-refused',
    },
    { client: 'rest', mutant: 'sess-cookie-for-scripts', variant: 'neighbour', verdict: 'fail', check: 'http-only' },
    { client: 'rest', mutant: 'sess-cookie-for-other-sites', variant: 'other-site', verdict: 'fail', check: 'same-site' },
    {
      client: 'rest',
      mutant: 'sess-neighbour-forms-accepted',
      variant: 'neighbour',
      verdict: 'fail',
      check: 'foreign-form-refused',
    },
    { client: 'graph-client', mutant: 'sess-cookie-for-scripts', variant: 'other-site', verdict: 'fail', check: 'http-only' },
  ],
  async steps(context) {
    const { app, person, twist, wire } = context;
    const visit = await person.signsIn();
    const cookies = await person.cookies();
    const own = await steps.seeStore(person, context);
    const foreign = app.verbsInPage.has('store') ? undefined : await twist(() => submitFrom(context));
    const shown = await steps.seeRecall(person, context);
    const showsOwn = async (browser: model.Visitor) => steps.isKeptIn(await steps.seeRecall(browser, context), own);
    const sessionCookies = await twist(() => steps.sessionCookiesOf(person, showsOwn));
    return { visit, wasIn: visit.ok, cookies, sessionCookies, own, foreign, shown, wire: await wire.all() };
  },
  control({ visit, wasIn, own, shown }, context) {
    context.check.must('signs-in', 'The person signs in', wasIn, traffic.describeVisit(visit));
    steps.checkKeeps(shown, own, context);
  },
  judge(seen, context) {
    const { check, app } = context;
    const { own, foreign, shown } = seen;
    const secret = secretOf(seen);
    if (secret.length === 0 && app.kind === 'spa')
      check.skip('No cookie of the app signs anybody in: a form of another site carries nothing.');
    if (secret.length > 0) checkAttributes(secret, context);
    else check.info('http-only', 'Cookies of a session', 'no cookie shows who is signed in, and none has a token in clear');
    if (app.verbsInPage.has('store')) check.skip(NO_FORM);
    const isDone = foreign !== undefined && steps.isKeptIn(shown, foreign);
    const found = `a form of another site was carried out for the person: ${foreign ? traffic.describeVisit(foreign.visit) : ''}`;
    check.must('foreign-form-refused', 'A form of another site changes nothing', !isDone, found);
    const lost = `after the form of another site the person does not see the account any more: ${traffic.describeVisit(shown)}`;
    check.should('stays-signed-in', 'The person stays signed in', steps.isKeptIn(shown, own), lost);
  },
});
