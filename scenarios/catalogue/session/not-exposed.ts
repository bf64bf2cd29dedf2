import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly signIn: model.Visit;
  readonly signedIn: boolean;
  /** Every page and address that the person saw. */
  readonly visits: readonly model.Visit[];
  /** Cookies during the login and after it. */
  readonly cookies: readonly model.StoredItem[];
  /** What the cookies say that show who is signed in. */
  readonly ids: readonly string[];
  readonly wire: readonly Exchange[];
}

type Context = model.ScenarioContext;

/** Shorter values are settings. */
const LEAST_ID = 16;

/** Signs the person in, with a look at the cookies on the way. A callback that is posted cannot be opened: that login starts anew. */
const signIn = async (context: Context): Promise<readonly [model.Visit, readonly model.StoredItem[]]> => {
  const { person, wire } = context;
  if (traffic.passwordLoginOf(context)) return [await person.signsIn(), []];
  const isAnswer = steps.isAnswerOf(context);
  const held = await person.signsIn({ stopBefore: isAnswer });
  const cookies = await person.cookies();
  const isPosted = steps.whyNoCallback((await wire.authorizations()).at(-1)) !== undefined;
  const canOpen = held.end === 'stuck' && isAnswer(held.url) && !isPosted;
  return [canOpen ? await person.opens(held.url) : await person.signsIn(), cookies];
};

/** The pages of a person who is signed in, and the beginning of one more login. */
const lookAround = async (context: Context): Promise<readonly model.Visit[]> => {
  const { app, person } = context;
  const stopBefore = steps.leaves(context);
  const visits = [await person.opens('/', { stopBefore }), await person.asksWhoAmI({ stopBefore })];
  if (app.verbs.has('useResource')) visits.push(await person.usesResource({ stopBefore }));
  if (app.verbs.has('recall')) visits.push(await person.recalls({ stopBefore }));
  if (!traffic.passwordLoginOf(context)) visits.push(await person.signsIn({ stopBefore: steps.isAnswerOf(context) }));
  return visits;
};

const spellingsOf = (id: string): readonly string[] => [...new Set([id, encodeURIComponent(id), decodedOf(id)])];

const decodedOf = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // not percent-encoded
  }
};

const has = (text: string, ids: readonly string[]): boolean => ids.flatMap(spellingsOf).some((id) => text.includes(id));

/** Addresses in the links and forms of a page. */
const linksIn = (html: string): readonly string[] =>
  [...html.matchAll(/\b(?:href|src|action)\s*=\s*(?:"([^"]*)"|'([^']*)')/gi)].map(([, one, other]) => one ?? other ?? '');

const checkIds = ({ visits, signIn: login, ids, wire }: Seen, check: model.Checks): void => {
  const pages = [login, ...visits];
  const inAddress = pages.flatMap(({ hops, url }) => [url, ...hops.map((hop) => hop.url)]).find(({ href }) => has(href, ids));
  const linking = pages.find(({ body }) => linksIn(body).some((link) => has(link, ids)));
  const sent = wire.filter((each) => has(each.request.url, ids) || has(traffic.headerOf(each.request, 'referer') ?? '', ids));
  const found = [
    ...(inAddress ? [`the session id is in the address ${inAddress.origin}${inAddress.pathname}`] : []),
    ...(linking ? [`the session id is in a link of the page ${linking.url.pathname}`] : []),
    ...(sent.length > 0 ? [`the session id was sent to the provider: ${sent.map(traffic.describeExchange).join('; ')}`] : []),
  ].join('; ');
  check.must('id-not-in-address', 'No address and no link has the session id', found === '', found, sent);
  const showing = pages.find((page) => page !== linking && has(page.body, ids));
  const shown = `the page ${showing?.url.pathname} has the value of a session cookie, which its scripts cannot read otherwise`;
  check.should('id-not-in-page', 'No page has the session id', !showing, shown);
};

/** Kinds of tokens whose copy lasts, or gives others: no script of a page has a use for them where a server holds them. */
const LASTING: ReadonlySet<string> = new Set(['refresh token']);

const checkCookies = ({ cookies, wire }: Seen, { app, check }: Context): void => {
  const open = cookies.filter(steps.isForScripts);
  const kept = steps.findKeptTokens(open, wire);
  const verifiers = wire.flatMap((each) => traffic.paramsOf(each).get('code_verifier') || []);
  const secrets = wire.flatMap((each) => traffic.paramsOf(each).get('client_secret') || traffic.basicSecretOf(each) || []);
  const others = open.filter(({ text }) => [...verifiers, ...secrets].some((secret) => decodedOf(text).includes(secret)));
  const worst = [
    ...kept.filter(({ kind }) => LASTING.has(kind)).map(steps.describeKept),
    ...others.map(({ name }) => `a code verifier or the client secret in the cookie ${name}`),
  ];
  const rest = kept.filter(({ kind }) => !LASTING.has(kind)).map(steps.describeKept);
  if (app.kind === 'spa') {
    // Its scripts get the tokens: session/token-storage judges where they keep them.
    check.info('tokens-for-scripts', 'What scripts can read in cookies', [...worst, ...rest].join('; ') || 'no token');
    return;
  }
  const readable = (texts: readonly string[]) => `scripts of its pages can read ${texts.join('; ')}`;
  check.must(
    'secrets-not-for-scripts',
    'No script can read a refresh token or a code verifier',
    worst.length === 0,
    readable(worst),
  );
  check.should('tokens-not-for-scripts', 'No script can read an access token or an ID token', rest.length === 0, readable(rest));
};

/** Directives of `Cache-Control`, in lower case, with their values. */
const directivesOf = ({ headers = [] }: model.Visit): ReadonlyMap<string, string> =>
  new Map(
    (traffic.headerOf({ headers }, 'cache-control') ?? '').split(',').map((text) => {
      const [name = '', value = ''] = text.trim().toLowerCase().split('=');
      return [name, value.replaceAll('"', '')] as const;
    }),
  );

/** True where a page says that it is over at once, in the words of HTTP/1.0. */
const isOverByOldWords = ({ headers = [] }: model.Visit): boolean => {
  const expires = traffic.headerOf({ headers }, 'expires');
  if (traffic.headerOf({ headers }, 'pragma')?.toLowerCase().includes('no-cache')) return true;
  return expires !== undefined && !(Date.parse(expires) > Date.parse(traffic.headerOf({ headers }, 'date') ?? expires));
};

/** How a cache that several people share may treat a page: RFC 9111, sections 3 and 5.2.2. */
const sharedUseOf = (page: model.Visit): 'told to' | 'may' | 'never' => {
  const directives = directivesOf(page);
  if (['no-store', 'private', 'no-cache'].some((name) => directives.has(name))) return 'never';
  const isKeyed = /\bcookie\b|\*/i.test(traffic.headerOf({ headers: page.headers ?? [] }, 'vary') ?? '');
  const lasts = directives.has('public') || Number(directives.get('s-maxage') ?? 0) > 0;
  if (lasts && !isKeyed) return 'told to';
  const isOver = directives.get('s-maxage') === '0' || (directives.get('max-age') === '0' && !lasts) || isOverByOldWords(page);
  return isOver ? 'never' : 'may';
};

const describeCaching = (page: model.Visit): string => {
  const value = traffic.headerOf({ headers: page.headers ?? [] }, 'cache-control');
  return `${page.url.pathname} has ${value === undefined ? 'no Cache-Control' : `Cache-Control: ${value}`}`;
};

const checkCaching = ({ signIn: login, visits }: Seen, { app, check, person }: Context): void => {
  const own = [login, ...visits].filter((page) => page.ok && page.headers && steps.showsPerson(page, person));
  const pages = app.kind === 'spa' ? [] : [...new Map(own.map((page) => [page.url.pathname, page])).values()];
  if (pages.length === 0) {
    check.info(
      'not-for-everybody',
      'How pages of a person may be stored',
      'no answer of the app with details of the person was seen',
    );
    return;
  }
  const told = pages.filter((page) => sharedUseOf(page) === 'told to');
  const found = (those: readonly model.Visit[]) => `${those.map(describeCaching).join('; ')}, and shows ${person.name}`;
  check.must('not-for-everybody', 'No shared cache is told to store a page of a person', told.length === 0, found(told));
  const may = pages.filter((page) => sharedUseOf(page) === 'may');
  check.should('not-stored', 'No shared cache may store a page of a person', may.length === 0, found(may));
};

export default model.defineScenario<Seen>({
  id: 'session/not-exposed',
  title: 'Nothing of a session is in addresses, pages, caches, or cookies that scripts read',
  level: 'MUST',
  basis: [
    model.asvs('3.3.4'),
    model.asvs('14.2.1'),
    model.asvs('14.2.2'),
    model.spec('RFC9111-5.2.2'),
    model.spec('RFC9111-7.3'),
    model.lab('Addresses end in logs, histories and Referer headers; a page in a shared cache is given to the next person.'),
  ],
  provider: 'Behaves correctly.',
  rightClient:
    'Has the session id in an HttpOnly cookie and nowhere else, keeps tokens and verifiers on the server or in cookies that scripts cannot read, and sends Cache-Control: no-store (or private) with each page of a person.',
  fix: 'Keep the session id in its cookie only. Set HttpOnly on each cookie with a token or a code verifier. Send Cache-Control: no-store with everything that depends on who is signed in.',
  fixes: {
    'id-not-in-address':
      'Remove the session id from links, redirects and from `state`: the cookie carries it, and a random value binds a login.',
    'not-for-everybody':
      'Send Cache-Control: no-store, or private, with each page that depends on who is signed in; never public or s-maxage.',
    'not-stored': 'Send Cache-Control: no-store, or private, with each page that depends on who is signed in.',
  },
  personas: ['google', 'facebook', 'auth0', 'first-party'],
  needs: ['signIn', 'whoAmI'],
  // The pages of a program on a device are in its own window.
  kinds: ['web', 'spa', 'api'],
  shows: [],
  bites: [
    { client: 'web', mutant: 'sess-id-in-link', verdict: 'fail', check: 'id-not-in-address' },
    { client: 'web', mutant: 'sess-id-as-state', verdict: 'fail', check: 'id-not-in-address' },
    { client: 'web', mutant: 'sess-id-in-page', verdict: 'warn', check: 'id-not-in-page' },
    { client: 'web', mutant: 'sess-verifier-for-scripts', verdict: 'fail', check: 'secrets-not-for-scripts' },
    { client: 'web', mutant: 'sess-refresh-token-for-scripts', verdict: 'fail', check: 'secrets-not-for-scripts' },
    { client: 'web', mutant: 'sess-access-token-for-scripts', verdict: 'warn', check: 'tokens-not-for-scripts' },
    { client: 'web', mutant: 'sess-pages-for-everybody', verdict: 'fail', check: 'not-for-everybody' },
    { client: 'web', mutant: 'sess-pages-for-proxies', verdict: 'fail', check: 'not-for-everybody' },
    { client: 'web', mutant: 'sess-pages-stored', verdict: 'warn', check: 'not-stored' },
    { client: 'graph-client', mutant: 'sess-pages-for-everybody', verdict: 'fail', check: 'not-for-everybody' },
    { client: 'graph-client', mutant: 'sess-access-token-for-scripts', verdict: 'warn', check: 'tokens-not-for-scripts' },
    { client: 'rest', mutant: 'sess-pages-for-everybody', verdict: 'fail', check: 'not-for-everybody' },
    { client: 'rest', mutant: 'sess-pages-stored', verdict: 'warn', check: 'not-stored' },
    { client: 'two-providers', mutant: 'sess-pages-for-everybody', verdict: 'fail', check: 'not-for-everybody' },
  ],
  async steps(context) {
    const { person, settled, wire } = context;
    const [login, before] = await signIn(context);
    const signedIn = await person.isSignedIn();
    const names = signedIn ? await steps.sessionCookiesOf(person) : undefined;
    const ids = [...(await steps.cookieTextsOf(person, names ?? []))];
    const visits = signedIn ? await lookAround(context) : [];
    ids.push(...(await steps.cookieTextsOf(person, names ?? [])));
    await settled();
    const cookies = [...before, ...(await person.cookies())];
    const long = [...new Set(ids)].filter(({ length }) => length >= LEAST_ID);
    return { signIn: login, signedIn, visits, cookies, ids: long, wire: await wire.all() };
  },
  // This scenario has no twist: the control leg only checks that there is something to look at.
  control({ signIn: login, signedIn }, { check }) {
    check.must('signs-in', 'The person signs in', signedIn, traffic.describeVisit(login));
  },
  judge(seen, context) {
    const { check } = context;
    if (seen.ids.length > 0) checkIds(seen, check);
    else check.info('id-not-in-address', 'No address and no link has the session id', 'no cookie shows who is signed in');
    checkCookies(seen, context);
    checkCaching(seen, context);
  },
});
