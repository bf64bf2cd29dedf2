import { type Exchange, isApi } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Optional {
  readonly says: string;
  /** Members of each token response; `null` removes one. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** Parameters of the callback. */
  readonly callback?: Readonly<Record<string, string>>;
  /** The client cannot know how to use the token. */
  readonly isUnknownType?: true;
}

const UNKNOWN = { ext_expires_in: 3600, x_session: { id: 'a1', seats: [1, 2] }, 'not-before-policy': 0, x_note: '' };

const OPTIONALS: Readonly<Record<string, Optional>> = {
  'no-scope': { says: 'a token response without scope', body: { scope: null } },
  'no-expires-in': { says: 'a token response without expires_in', body: { expires_in: null } },
  'lower-type': { says: 'token_type "bearer"', body: { token_type: 'bearer' } },
  'title-type': { says: 'token_type "Bearer"', body: { token_type: 'Bearer' } },
  'upper-type': { says: 'token_type "BEARER"', body: { token_type: 'BEARER' } },
  'unknown-type': { says: 'token_type "mac"', body: { token_type: 'mac' }, isUnknownType: true },
  'unknown-members': { says: 'a token response with members that nobody knows', body: UNKNOWN },
  'callback-google': {
    says: 'a callback with authuser, hd, prompt and scope, as Google sends them',
    callback: { scope: 'email openid', authuser: '0', hd: 'example.com', prompt: 'consent' },
  },
  'callback-session-state': { says: 'a callback with session_state', callback: { session_state: '9fa3…x.b81c' } },
  'callback-unknown': { says: 'a callback with parameters that nobody knows', callback: { x_trace: '00-4bf9', empty: '' } },
};
const OAUTH: readonly ['google', 'facebook', 'auth0'] = ['google', 'facebook', 'auth0'];

interface Seen {
  readonly honest: steps.LoginSeen;
  readonly login: steps.LoginSeen;
  readonly used: steps.Use | undefined;
  /** After the access token expired; undefined without a refresh token. */
  readonly later: steps.Use | undefined;
  /** The provider said so in a token response or in the callback. */
  readonly isMet: boolean;
  readonly all: readonly Exchange[];
}

type Context = model.ScenarioContext;

/** Lets each token response have the members. True if one of the honest ones lacks them. */
const setMembers = async ({ world, wire }: Context, { body }: Optional): Promise<void> => {
  const endpoints = steps.endpointsOf((await wire.logins()).filter(({ endpoint }) => !isApi(endpoint)));
  for (const on of body ? endpoints : []) await world.faults.inject({ on, do: { setBody: { ...body } } });
};

/** Signs in, with the parameters in the callback. */
const signIn = async (context: Context, callback: Optional['callback'] = {}) => {
  let isRewritten = false;
  const isCallback = steps.isCallbackOf(context);
  const rewrite = (url: URL): URL => {
    if (!isCallback(url)) return url;
    isRewritten = Object.keys(callback).length > 0;
    const changed = new URL(url);
    for (const [name, value] of Object.entries(callback)) changed.searchParams.set(name, value);
    return changed;
  };
  const login = await steps.seeLogin(context.person, context, { rewrite });
  return { login, isRewritten };
};

/** A use after the access token has expired, for apps that refresh it. */
const seeLater = async (context: Context): Promise<steps.Use | undefined> => {
  const tokens = steps.refreshTokensIn(await context.wire.codeExchanges());
  if (!context.app.verbs.has('useResource') || tokens.length === 0) return undefined;
  await context.twist(() => traffic.outliveAccessTokens(context));
  return steps.seeUse(context);
};

const tellMissing = ({ login }: Seen, variant: string): string | undefined => {
  const { body, callback } = OPTIONALS[variant] ?? {};
  if (callback) return 'The client has no callback with a code in its URL.';
  const answers = login.redeemed.filter(traffic.isAccepted).map(traffic.jsonOf);
  const names = Object.keys(body ?? {});
  return answers.length > 0 && names.length > 0
    ? undefined
    : 'The client fetches no token from the token endpoint at the sign-in.';
};

/** API calls with a token that was given with a type that the client cannot know. */
const callsOfUnknownType = ({ all }: Seen): readonly Exchange[] => {
  const tokens = all.filter(steps.isStruck).flatMap((each) => traffic.memberOf(each, 'access_token') ?? []);
  return all.filter((each) => tokens.includes(traffic.accessTokenOf(each) ?? ''));
};

const judgeUnknownType = (seen: Seen, { check }: Context): void => {
  const calls = callsOfUnknownType(seen);
  const sent = `token_type was "mac", and the token was used as a bearer token: ${traffic.describeExchanges(calls)}`;
  check.should('unknown-type-refused', 'A token of an unknown type is not used', calls.length === 0, sent, calls);
  steps.checkComesToRest(seen.login.visit, { check });
};

export default model.defineScenario<Seen>({
  id: 'resilience/optional-fields',
  title: 'Optional members are missing, and unknown ones are there',
  level: 'MUST',
  basis: [
    model.spec('RFC6749-4.1.2'),
    model.spec('RFC6749-5.1'),
    model.spec('RFC6749-7.1'),
    model.lab('No vendor here gives out tokens of another type than bearer, so refusing them is a SHOULD.'),
  ],
  provider:
    'Leaves out what it may leave out of a token response, writes the type in other letters, and adds members and parameters.',
  rightClient:
    'Works with what is required, compares token_type without regard to letters, ignores what it does not know, and refuses a token whose type it does not know.',
  fix: 'Require access_token and token_type alone. Compare token_type case-insensitively. Ignore unknown members of the answer and unknown parameters of the callback.',
  fixes: {
    'unknown-type-refused': 'Use a token only if its token_type is "bearer", in any letters.',
    'refresh-accepted': 'Read the answer to a refresh as the answer to a code: the same members are optional.',
  },
  personas: ['google', 'facebook', 'auth0', 'first-party'],
  needs: ['signIn', 'whoAmI'],
  shows: [],
  variants: Object.fromEntries(Object.entries(OPTIONALS).map(([name, { says }]) => [name, says])),
  variantPersonas: {
    ...Object.fromEntries(Object.keys(OPTIONALS).map((name) => [name, OAUTH])),
    'no-scope': ['google', 'auth0'],
    'unknown-members': [...OAUTH, 'first-party'],
  },
  motion: 'age',
  bites: [
    { client: 'web', mutant: 'rsl-token-type-case', variant: 'upper-type', verdict: 'fail', check: 'accepted' },
    { client: 'web', mutant: 'rsl-token-type-case', variant: 'lower-type', verdict: 'fail', check: 'accepted' },
    { client: 'graph-client', mutant: 'rsl-token-type-case', variant: 'title-type', verdict: 'fail', check: 'accepted' },
    { client: 'web', mutant: 'rsl-scope-required', variant: 'no-scope', verdict: 'fail', check: 'accepted' },
    { client: 'web', mutant: 'rsl-expires-in-required', variant: 'no-expires-in', verdict: 'fail', check: 'accepted' },
    { client: 'web', mutant: 'rsl-unknown-members-refused', variant: 'unknown-members', verdict: 'fail', check: 'accepted' },
    { client: 'web', mutant: 'rsl-unknown-parameters-refused', variant: 'callback-unknown', verdict: 'fail', check: 'accepted' },
    { client: 'web', mutant: 'rsl-refresh-needs-all', variant: 'no-scope', verdict: 'fail', check: 'refresh-accepted' },
    { client: 'web', mutant: 'rsl-any-token-type', variant: 'unknown-type', verdict: 'warn', check: 'unknown-type-refused' },
    { client: 'rest', mutant: 'rsl-unknown-members-refused', variant: 'unknown-members', verdict: 'fail', check: 'accepted' },
  ],
  async steps(context) {
    const { app, twist, wire } = context;
    const honest = await steps.seeLogin(await context.secondPerson(), context);
    const optional = await twist(() => OPTIONALS[context.variant ?? '']);
    await twist(() => optional && setMembers(context, optional));
    const { login, isRewritten } = await signIn(context, optional?.callback);
    const used = app.verbs.has('useResource') ? await steps.seeUse(context) : undefined;
    const later = await seeLater(context);
    const all = await wire.all();
    return { honest, login, used, later, isMet: isRewritten || all.some(steps.isStruck), all };
  },
  control({ honest, login, used, later }, { check }) {
    const isIn = honest.signedIn && login.signedIn;
    check.must('signed-in', 'With usual answers people are signed in', isIn, traffic.describeVisit(login.visit));
    const bad = [used, later].find((use) => use && !steps.worked(use));
    if (used) check.must('works', 'And the app works', !bad, bad ? steps.describeUse(bad) : '');
  },
  judge(seen, context) {
    const { login, used, later, isMet, all } = seen;
    const { check, variant = '' } = context;
    const { says = '', isUnknownType } = OPTIONALS[variant] ?? {};
    if (!isMet) check.skip(tellMissing(seen, variant) ?? 'The client saw no such answer.');
    if (isUnknownType) return judgeUnknownType(seen, context);
    const struck = all.filter(steps.isStruck);
    const lost = `there was ${says}, which is allowed, but ${login.who.name} is not signed in; ${traffic.describeVisit(login.visit)}`;
    check.must('accepted', 'The person is signed in', login.visit.ok && login.signedIn, lost, struck);
    if (!login.signedIn || !used) return;
    const dead = `there was ${says}, and the app does not work: ${steps.describeUse(used)}`;
    check.must('works', 'The app works', steps.worked(used), dead, used.calls);
    if (!later?.refreshes.some(steps.isStruck)) return;
    const gone = `the answer to a refresh was ${says}, and the app does not work: ${steps.describeUse(later)}`;
    check.must(
      'refresh-accepted',
      'The same holds for a refresh',
      steps.worked(later) && later.asked.length === 0,
      gone,
      later.refreshes,
    );
  },
});
