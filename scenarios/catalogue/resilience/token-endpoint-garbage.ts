import { type EndpointName, type Exchange, type FaultInput, isApi } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

const PAGE = '<!doctype html><title>502 Bad Gateway</title><h1>502 Bad Gateway</h1><hr>nginx';
const JSON_TYPE = { 'Content-Type': 'application/json; charset=utf-8' };

/** Some providers of old answer with a form: whoever reads it has a whole token, which this provider then refuses. */
const FORM_TOKEN = 'from-a-form';

interface Garbage {
  readonly says: string;
  readonly action: FaultInput['do'];
  /** The rest of the answer is good: it proves who the person is. */
  readonly isPartlyGood?: true;
}

/** An answer with status 200 and a JSON type, whatever its body is. */
const asJson = (body: string): FaultInput['do'] => ({ status: 200, headers: JSON_TYPE, body });
const withToken = (token: unknown): Pick<Garbage, 'action' | 'isPartlyGood'> => ({
  action: { setBody: { access_token: token } },
  isPartlyGood: true,
});

const GARBAGE: Readonly<Record<string, Garbage>> = {
  'gateway-page': {
    says: '502 with an HTML page',
    action: { status: 502, headers: { 'Content-Type': 'text/html; charset=utf-8' }, body: PAGE },
  },
  'page-as-json': { says: '200 with an HTML page that calls itself JSON', action: asJson(PAGE) },
  'half-json': { says: '200 with JSON that ends in the middle', action: asJson('{"access_token":"half-a-to') },
  'cut-off': { says: 'a good answer whose connection ends in the middle', action: { truncate: 25 } },
  empty: { says: '200 with an empty body', action: asJson('') },
  'json-null': { says: '200 with the JSON value null', action: asJson('null') },
  'empty-object': { says: '200 with an empty JSON object', action: asJson('{}') },
  'error-in-200': {
    says: '200 with an error inside',
    action: { status: 200, body: { error: 'temporarily_unavailable', error_description: 'Try again later.' } },
  },
  'form-encoded': {
    says: '200 with a form instead of JSON',
    action: {
      status: 200,
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: `access_token=${FORM_TOKEN}&token_type=bearer&expires_in=3600`,
    },
  },
  'missing-token': { says: 'a good answer without access_token', ...withToken(null) },
  'empty-token': { says: 'a good answer with an empty access_token', ...withToken('') },
};
const PARTLY_GOOD = Object.keys(GARBAGE).filter((name) => GARBAGE[name]?.isPartlyGood);

/** Longest real time that the person waits for a page: only a client that hangs takes it. */
const PATIENCE_SECONDS = 20;
/** A stack trace, or what a JSON parser says. */
const INSIDES = /\bat \S.*:\d+:\d+\b|\b(?:Syntax|Type|Reference)Error\b|Unexpected (?:token|end of JSON)/;

/** Number of spoilt answers, so that an app that never stops comes to an end. */
const TIMES = 20;
/** The request, and one careful repetition. */
const MOST = 3;

interface Refreshed {
  readonly spoilt: steps.Use;
  /** The use after it, or after the person signed in by hand. */
  readonly last: steps.Use;
}

interface Seen {
  readonly honest: steps.LoginSeen;
  /** Endpoints that give tokens at the sign-in. */
  readonly endpoints: readonly EndpointName[];
  /** Undefined when no page came in time. */
  readonly visit: model.Visit | undefined;
  readonly signedIn: boolean;
  /** What the app sent meanwhile. */
  readonly during: readonly Exchange[];
  readonly again: steps.LoginSeen;
  readonly refreshed: Refreshed | undefined;
  readonly all: readonly Exchange[];
}

type Context = model.ScenarioContext;

const spoil = async ({ world }: Context, endpoints: readonly EndpointName[], { action }: Garbage): Promise<void> => {
  for (const on of endpoints) await world.faults.inject({ on, times: TIMES, do: action });
};

/** The login with the spoilt answer, and what the app does with what it took from it. */
const seeSpoilt = async (context: Context, endpoints: readonly EndpointName[]) => {
  const { app, person, settled, twist, wire, world, variant = '' } = context;
  const garbage = GARBAGE[variant];
  const mark = traffic.markOf(await wire.all());
  await twist(() => garbage && spoil(context, endpoints, garbage));
  const visit = await steps.atMost(PATIENCE_SECONDS, person.signsIn());
  const signedIn = await person.isSignedIn();
  if (app.verbs.has('useResource')) await person.usesResource({ stopBefore: steps.leaves(context) });
  await settled();
  await twist(() => world.faults.clear());
  return { visit, signedIn, during: traffic.after(await wire.all(), mark) };
};

/** The same answer to a refresh, for apps that refresh. */
const seeSpoiltRefresh = async (context: Context): Promise<Refreshed | undefined> => {
  const { app, person, twist, world, wire, variant = '' } = context;
  const hasToken = steps.refreshTokensIn((await wire.all()).filter(traffic.isLogin)).length > 0;
  const garbage = GARBAGE[variant];
  if (!app.verbs.has('useResource') || !hasToken || !garbage) return undefined;
  await twist(() => traffic.outliveAccessTokens(context));
  await twist(() => world.faults.inject({ on: 'token', times: TIMES, do: garbage.action }));
  const spoilt = await steps.seeUse(context);
  await twist(() => world.faults.clear());
  const next = await steps.seeUse(context);
  if (steps.worked(next)) return { spoilt, last: next };
  await person.signsIn();
  return { spoilt, last: await steps.seeUse(context) };
};

/** How the sign-in ended, in words. */
const endOf = (visit: model.Visit | undefined): string =>
  visit ? traffic.describeVisit(visit) : `no page came in ${PATIENCE_SECONDS} s`;

export default model.defineScenario<Seen>({
  id: 'resilience/token-endpoint-garbage',
  title: 'The token endpoint answers something that is no token response',
  level: 'MUST',
  basis: [
    model.spec('RFC6749-5.1'),
    model.spec('RFC6749-5.2'),
    model.lab('Gateways, captive portals and cut connections answer for the provider. No token came, so there is none to use.'),
  ],
  provider:
    'Answers the token request with an HTML page, half a JSON text, nothing, an error with status 200, or no access token.',
  rightClient:
    'Says that the sign-in did not work, keeps nothing of the answer, stays alive, and signs the person in at the next try.',
  fix: 'Check status, content and type of each token response: a JSON object with a non-empty text as access_token. Treat everything else as a failed request, and catch the error of the JSON parser.',
  fixes: {
    'no-junk-token': 'Store a token only if it is a non-empty text of a complete response with status 200.',
    'retry-works': 'Forget a failed login completely, so that the next one starts anew.',
    'few-requests': 'Do not repeat a token request by yourself: the code may be spent. Let the person start again.',
  },
  personas: ['google', 'facebook', 'auth0', 'first-party'],
  needs: ['signIn', 'whoAmI'],
  shows: [],
  variants: Object.fromEntries(Object.entries(GARBAGE).map(([name, { says }]) => [name, says])),
  variantPersonas: Object.fromEntries(PARTLY_GOOD.map((name) => [name, ['google', 'facebook', 'auth0'] as const])),
  motion: 'age',
  limitSeconds: 90,
  bites: [
    { client: 'web', mutant: 'rsl-html-error-crash', variant: 'gateway-page', verdict: 'fail', check: 'app-alive' },
    {
      client: 'web',
      personas: ['auth0'],
      mutant: 'rsl-token-as-text',
      variant: 'missing-token',
      verdict: 'fail',
      check: 'no-junk-token',
    },
    { client: 'web', mutant: 'rsl-failed-exchange-kept', variant: 'error-in-200', verdict: 'fail', check: 'retry-works' },
    { client: 'web', mutant: 'rsl-code-retried', variant: 'empty', verdict: 'warn', check: 'few-requests' },
    { client: 'graph-client', mutant: 'rsl-token-as-text', variant: 'error-in-200', verdict: 'fail', check: 'no-junk-token' },
    { client: 'rest-tokens', mutant: 'rsl-token-as-text', variant: 'empty-object', verdict: 'fail', check: 'no-junk-token' },
  ],
  async steps(context) {
    const { person, wire } = context;
    const honest = await steps.seeLogin(await context.secondPerson(), context);
    const endpoints = steps.endpointsOf((await wire.logins()).filter(({ endpoint }) => !isApi(endpoint)));
    const spoilt = await seeSpoilt(context, endpoints);
    const again = await steps.seeLogin(person, context);
    const refreshed = await context.twist(() => seeSpoiltRefresh(context));
    return { honest, endpoints, ...spoilt, again, refreshed, all: await wire.all() };
  },
  control({ honest, endpoints, visit, signedIn, again }, { check }) {
    const isIn = honest.signedIn && signedIn && again.signedIn;
    check.must('signed-in', 'With good answers people are signed in', isIn, endOf(visit));
    if (isIn && endpoints.length === 0) check.skip('The client fetches no token when people sign in.');
  },
  judge({ visit, signedIn, during, again, refreshed, all }, { check, person, persona, variant = '' }) {
    const { says = '', isPartlyGood } = GARBAGE[variant] ?? {};
    const struck = during.filter(steps.isStruck);
    if (struck.length === 0) check.inconclusive('The client fetched no token this time.');
    const end = endOf(visit);
    check.must('comes-to-rest', 'The browser ends on a page of the app', visit?.end === 'done', end, struck);
    check.should('clean-error', 'The page shows no inside of the program', !INSIDES.test(visit?.body ?? ''), end, struck);
    const isVouchedFor = isPartlyGood && struck.some((each) => traffic.memberOf(each, 'id_token'));
    const shown = `the answer was ${says}, and the app shows ${person.name} as signed in; ${end}`;
    if (isVouchedFor)
      check.info('by-id-token', 'Whether the ID token alone signs in', signedIn ? 'it does' : 'it does not', struck);
    else check.must('nobody-signed-in', 'Such an answer signs nobody in', !signedIn, shown, struck);
    const later = refreshed ? [refreshed.spoilt, refreshed.last].flatMap(({ calls, refreshes }) => [...calls, ...refreshes]) : [];
    // Where the rest of the answer is good, its refresh token is.
    const whole = isPartlyGood ? all.flatMap((each) => traffic.memberOf(each, 'refresh_token') ?? []) : [];
    const junk = steps.withTokensNotGiven([...during, ...later], all, [FORM_TOKEN, ...whole]);
    const sent = `${traffic.count(junk.length, 'request')} with a token that the provider never gave: ${traffic.describeExchanges(junk)}`;
    check.must('no-junk-token', 'Nothing is sent as a token that is none', junk.length === 0, sent, junk);
    const times = `${traffic.count(struck.length, 'token request')} for one sign-in; at most ${MOST} were expected`;
    check.should('few-requests', 'The token request is not repeated again and again', struck.length <= MOST, times, struck);
    const dead = `after the provider had recovered, ${person.name} signed in again and is not signed in; ${traffic.describeVisit(again.visit)}`;
    check.must('retry-works', 'The next sign-in works', again.visit.ok && again.signedIn, dead, again.redeemed);
    if (!refreshed?.spoilt.refreshes.some(steps.isStruck)) return;
    const { spoilt, last } = refreshed;
    check.must(
      'refresh-comes-to-rest',
      'After such an answer to a refresh the browser ends on a page of the app',
      spoilt.visit.end === 'done',
      traffic.describeVisit(spoilt.visit),
      spoilt.refreshes,
    );
    const many = `${traffic.count(spoilt.refreshes.length, 'refresh request')} for one request of the person; at most ${MOST} were expected`;
    check.should(
      'few-refreshes',
      'The refresh is not repeated again and again',
      spoilt.refreshes.length <= MOST,
      many,
      spoilt.refreshes,
    );
    const gone = `the provider had recovered, and at ${persona} the app does not work even after a new sign-in: ${steps.describeUse(last)}`;
    check.must('works-later', 'After a new sign-in at the latest the app works', steps.worked(last), gone, last.calls);
  },
});
