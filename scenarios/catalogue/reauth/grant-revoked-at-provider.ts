import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

const removeApp = (context: model.ScenarioContext) => traffic.removeApp(context, context.person.key);
const signOut = ({ world, person }: model.ScenarioContext) => world.sessions.end({ person: person.key });

interface Seen {
  readonly start: steps.Start;
  readonly first: model.Visit;
  /** Right after the new login. */
  readonly now: model.Visit;
  /** An hour after it. */
  readonly last: model.Visit;
  /** Everything since the person removed the app. */
  readonly since: readonly Exchange[];
  /** The same, before the person went through the provider again. */
  readonly before: readonly Exchange[];
  readonly byItself: boolean;
  /** What the person asked for when the grant was over, and how often it was carried out; undefined where nothing was loaded again. */
  readonly resumed: { readonly times: number; readonly calls: readonly Exchange[] } | undefined;
}

const isApi = ({ endpoint }: Exchange) => endpoint.startsWith('api:') || endpoint === 'userinfo';
const isLogin = (exchange: Exchange) => traffic.grantTypeOf(exchange) === 'authorization_code' && traffic.isAccepted(exchange);

const LOGGED_OUT = 'facebook/token-death/logged-out';

const ENDINGS: Readonly<Record<string, (context: model.ScenarioContext) => Promise<unknown>>> = {
  removed: removeApp,
  'removed-and-reloaded': removeApp,
  'removed-a-day-ago': async (context) => {
    await context.world.clock.age('1d');
    await removeApp(context);
  },
  'signed-out-too': async (context) => {
    await removeApp(context);
    await signOut(context);
  },
  'password-changed': ({ world, person }) => world.people.changePassword(person.key),
  expired: ({ world, person }) => world.tokens.expire({ person: person.key, kinds: ['access-token'] }),
  'signed-out': async (context) => {
    await context.world.settings.change({ [LOGGED_OUT]: 'every' });
    await signOut(context);
  },
};

/** Continues until the app has new tokens, as a person would: retries, signs in manually, signs out and in. */
const helpItself = async ({ app, person, wire, settled }: model.ScenarioContext, mark: number): Promise<void> => {
  const ways = [() => person.usesResource(), () => person.signsIn(), async () => (await person.signsOut()) && person.signsIn()];
  for (const way of ways.slice(0, app.verbs.has('signOut') ? 3 : 2)) {
    if (traffic.after(await wire.all(), mark).some(isLogin)) return;
    await way();
    await settled();
  }
};

/** Loads the callback and the page of a use again, and counts how often what the person asked for was carried out. */
const seeResumed = async (context: model.ScenarioContext, start: steps.Start, first: model.Visit, mark: number) => {
  await steps.reload(context, first);
  const calls = steps.apiCallsOf(traffic.after(await context.wire.all(), mark));
  return { times: steps.isWriter(start) ? (steps.timesDone(start, [first], calls)[0] ?? 0) : 0, calls };
};

/** A request that waited for the login is carried out once at most, and its state tells nobody what it is. */
const checkResumed = ({ since, first, resumed }: Seen, { check, person }: model.ScenarioContext): void => {
  const { times = 0, calls = [] } = resumed ?? {};
  const found = `it was carried out ${times} times: again when the callback was loaded again`;
  if (resumed) check.must('not-done-again', 'What the person asked for is carried out once at most', times <= 1, found, calls);
  steps.checkStateOpaque(
    since.filter(({ endpoint }) => endpoint === 'authorize'),
    first,
    person,
    { check },
  );
};

const checkDropped = ({ start, since, before }: Seen, check: model.Checks): void => {
  const dead = new Set([...start.calls.map(traffic.accessTokenOf), start.refreshToken].filter((token) => token !== undefined));
  const isDeadRefresh = (each: Exchange) => traffic.isRenewal(each) && dead.has(traffic.renewedTokenOf(each) ?? '');
  const isDeadCall = (each: Exchange) => isApi(each) && dead.has(traffic.accessTokenOf(each) ?? '');
  const refreshes = since.filter(isDeadRefresh);
  const sent = `the revoked token was sent ${refreshes.length} times for renewal; 1 was expected`;
  if (start.refreshToken || refreshes.length > 0)
    check.must(
      'dead-refresh-token-dropped',
      'A token that was refused is not sent again for renewal',
      refreshes.length <= 1,
      sent,
      refreshes,
    );
  const calls = before.filter(isDeadCall);
  const called = `${traffic.count(calls.length, 'API call')} with the revoked access token; one use takes ${start.calls.length}`;
  check.should(
    'dead-access-token-dropped',
    'An access token that was refused is not used for the next request',
    calls.length <= start.calls.length,
    called,
    calls,
  );
  const login = since.find(isLogin);
  const late = login ? traffic.after(since, login.sequence).filter((each) => isDeadRefresh(each) || isDeadCall(each)) : [];
  check.must(
    'new-tokens-only',
    'After the new login only the new tokens are used',
    late.length === 0,
    `an old token was sent after the new login: ${late.map(traffic.describeExchange).join('; ')}`,
    late,
  );
};

export default model.defineScenario<Seen>({
  id: 'reauth/grant-revoked-at-provider',
  title: 'The person removes the app at the provider, or its tokens end in another way',
  level: 'MUST',
  basis: [
    model.spec('RFC6749-5.2'),
    model.spec('RFC6749-10.4'),
    model.vendor('G-65'),
    model.vendor('F-60'),
    model.vendor('F-62'),
    model.vendor('A-71'),
    model.spec('RFC9700-4.7'),
    model.lab('What a person has submitted once is not carried out twice.'),
  ],
  provider:
    'Has revoked the grant: it refuses the access token with 401 and the refresh token with invalid_grant. The Graph API refuses its only token with code 190, mostly with a subcode. Auth0 cannot revoke access tokens: there it has expired. A new login works, after a new consent.',
  rightClient:
    'After one failed call and one failed refresh it deletes both tokens and starts a login. The new tokens replace the old ones.',
  fix: 'Treat `invalid_grant` (the Graph API: code 190 with any subcode or none) as final: delete the stored tokens immediately, and start a new authorization request instead of a retry.',
  fixes: {
    'by-itself':
      'When the stored token is refused, redirect the browser to the authorization endpoint yourself instead of showing a link.',
    'not-done-again':
      'Carry an interrupted request out when its login is done, and forget it: a later load of the callback finds nothing.',
    'state-opaque': 'Store what was interrupted on the server, and send a random state.',
    'dead-access-token-dropped': 'Delete the stored access token as soon as an API refuses it with 401.',
  },
  personas: ['google', 'facebook', 'auth0'],
  needs: ['signIn', 'useResource'],
  shows: ['google/api/401-invalid-token'],
  variants: {
    removed: 'just now',
    'removed-and-reloaded': 'just now; after the new login the person goes back to the callback, and loads it and the page again',
    'removed-a-day-ago': 'when the access token is aged by a day, past its lifetime',
    'signed-out-too': 'and the browser is signed out at the provider',
    'password-changed': 'the person changed the password instead: no subcode',
    expired: 'the token has expired instead: subcode 463',
    'signed-out': 'the person signed out of the vendor instead, and its policy ends every token: subcode 467',
  },
  variantPersonas: { 'password-changed': ['facebook'], expired: ['facebook'], 'signed-out': ['facebook'] },
  variantShows: {
    removed: ['facebook/token-death/app-removed'],
    'removed-and-reloaded': ['facebook/token-death/app-removed'],
    'removed-a-day-ago': ['facebook/token-death/app-removed'],
    'signed-out-too': ['facebook/token-death/app-removed'],
    'password-changed': ['facebook/token-death/password-changed'],
    expired: ['facebook/token-death/expired'],
    'signed-out': [LOGGED_OUT],
  },
  motion: 'age',
  bites: [
    { client: 'web', mutant: 'rea-revoked-retried', verdict: 'fail', check: 'dead-refresh-token-dropped' },
    { client: 'web', mutant: 'rea-revoked-is-an-outage', verdict: 'fail', check: 'dead-refresh-token-dropped' },
    { client: 'web', mutant: 'rea-first-refresh-token-kept', variant: 'removed', verdict: 'fail', check: 'new-tokens-only' },
    {
      client: 'graph-client',
      mutant: 'rea-fb-exchanges-dead-token',
      variant: 'password-changed',
      verdict: 'fail',
      check: 'dead-refresh-token-dropped',
    },
    { client: 'graph-client', mutant: 'rea-fb-dead-token-kept', variant: 'signed-out', verdict: 'warn', check: 'by-itself' },
    {
      client: 'web',
      mutant: 'rea-resumes-on-reload',
      variant: 'removed-and-reloaded',
      verdict: 'fail',
      check: 'not-done-again',
    },
    {
      client: 'graph-client',
      mutant: 'rea-resumes-on-reload',
      variant: 'removed-and-reloaded',
      verdict: 'fail',
      check: 'not-done-again',
    },
    { client: 'web', mutant: 'rea-request-in-state', variant: 'removed', verdict: 'warn', check: 'state-opaque' },
  ],
  async steps(context) {
    const { person, wire, twist, settled } = context;
    const start = await steps.seeStart(context);
    const mark = traffic.markOf(await wire.all());
    await twist(() => ENDINGS[context.variant ?? '']?.(context));
    const first = await person.usesResource();
    await settled();
    const byItself = traffic.after(await wire.authorizations(), mark).length > 0;
    const isResumed = byItself && context.variant === 'removed-and-reloaded';
    const resumed = await twist(() => (isResumed ? seeResumed(context, start, first, mark) : undefined));
    await twist(() => helpItself(context, mark));
    const usable = traffic.markOf(await wire.all());
    const now = await person.usesResource();
    await twist(() => (start.refreshToken ? traffic.outliveAccessTokens(context) : undefined));
    const last = start.refreshToken ? await person.usesResource() : now;
    await settled();
    const since = traffic.after(await wire.all(), mark);
    const login = since.find(isLogin)?.sequence ?? usable;
    return {
      start,
      first,
      now,
      last: now.ok ? last : now,
      since,
      before: since.filter(({ sequence }) => sequence <= login),
      byItself,
      resumed,
    };
  },
  control({ start, first, last }, context) {
    steps.checkStart(start, [first, last], context);
  },
  judge(seen, context) {
    const { check } = context;
    const { first, now, last, since, byItself } = seen;
    checkDropped(seen, check);
    checkResumed(seen, context);
    const asked = since.filter(({ endpoint }) => endpoint === 'authorize');
    check.must(
      'asks-again',
      'A new authorization request follows',
      asked.length > 0,
      `none was sent, even after the person signed in again; ${traffic.describeVisit(last)}`,
      asked,
    );
    check.must('comes-to-rest', 'The person ends on a page of the app', first.end === 'done', traffic.describeVisit(first));
    check.must('works-again', 'After the new login the app works again', now.ok, traffic.describeVisit(now), asked);
    check.should(
      'by-itself',
      'The app redirects the browser automatically',
      byItself,
      `the person had to sign in again manually; ${traffic.describeVisit(first)}`,
    );
  },
});
