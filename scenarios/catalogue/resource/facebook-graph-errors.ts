import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

type Kind = 'dead' | 'limit' | 'permission';

interface Trouble {
  readonly says: string;
  readonly kind: Kind;
  /** One retry is allowed after an error that is marked as transient. */
  readonly mayRetry?: true;
  /** Causes the error. */
  readonly make?: (context: model.ScenarioContext, usual: steps.Work) => Promise<unknown>;
  /** What the person ticks in the dialog, the first time and when asked again. */
  readonly consent?: { readonly first: model.VisitOptions; readonly again: model.VisitOptions };
}

interface Seen {
  /** A person without an error. */
  readonly usual: steps.Work;
  readonly signIn: model.Visit;
  readonly use: steps.Use;
  /** The next use, during the error or after it. */
  readonly next: steps.Use;
}

const LIMIT = 'facebook/graph/rate-limit';
const LIMIT_ERROR = 'facebook/graph/rate-limit-error';
const NOT_MORE: model.VisitOptions = { consent: { only: ['public_profile', 'email'] } };

const limited = (code: string) => ({
  kind: 'limit' as const,
  make: ({ world }: model.ScenarioContext) => world.settings.change({ [LIMIT]: 1, [LIMIT_ERROR]: code }),
});

const missing = (form: string, again: model.VisitOptions) => ({
  kind: 'permission' as const,
  make: ({ world }: model.ScenarioContext) => world.settings.change({ 'facebook/graph/permission-missing': form }),
  consent: { first: NOT_MORE, again },
});

const TROUBLES: Readonly<Record<string, Trouble>> = {
  expired: {
    says: 'the token has expired: code 190, subcode 463',
    kind: 'dead',
    make: ({ world, person }) => world.tokens.expire({ person: person.key, kinds: ['access-token'] }),
  },
  'password-changed': {
    says: 'the person changed the password: code 190, no subcode',
    kind: 'dead',
    make: ({ world, person }) => world.people.changePassword(person.key),
  },
  'app-removed': {
    says: 'the person has removed the app: code 190, subcode 458',
    kind: 'dead',
    make: ({ world, person }) => world.grants.revoke({ person: person.key }),
  },
  'no-subcode': {
    says: 'the token is invalid, without a subcode: code 190',
    kind: 'dead',
    make: async (context, { calls: [first] }) => {
      if (!first) return;
      const { bare } = traffic.conventionsOf(context).deadToken;
      await context.world.faults.inject({ on: first.endpoint, times: 1, do: steps.asFault(bare) });
    },
  },
  'app-limit': { says: 'the app made too many calls: code 4', ...limited('4') },
  'user-limit': { says: 'the person made too many calls: code 17', ...limited('17') },
  'own-limit': { says: 'the rate limit of this call: code 613', ...limited('613') },
  outage: {
    says: 'a transient error: code 2',
    kind: 'limit',
    mayRetry: true,
    make: ({ world }) => world.settings.change({ 'facebook/graph/transient-error': '2' }),
  },
  'permission-declined': {
    says: 'the person declined the permission, and declines it again: code 200',
    ...missing('200', NOT_MORE),
  },
  'permission-granted-late': { says: 'the person declined the permission, and then grants it: code 200', ...missing('200', {}) },
  'permission-declined-10': {
    says: 'the person declined the permission, and declines it again: code 10',
    ...missing('10', NOT_MORE),
  },
};

/** A page with the name of one person replaced by that of another. */
const forSomebodyElse = (visit: model.Visit, shown: model.Visitor, other: model.Visitor): model.Visit => {
  const given = ({ name }: model.Visitor) => name.split(' ', 1)[0] ?? name;
  const body = visit.body.replaceAll(given(shown), given(other)).replaceAll(shown.email, other.email);
  return { ...visit, body };
};

/** A second person signs in and uses the app without an error; the name in the resulting page is replaced. */
const seeUsual = async (context: model.ScenarioContext): Promise<steps.Work> => {
  const who = await context.secondPerson();
  await who.signsIn();
  const { visit, calls } = await steps.seeUse(context, () => who.usesResource());
  return { visit: forSomebodyElse(visit, who, context.person), calls };
};

const asksAgain = ({ asked }: steps.Use): readonly string[] => asked.map((each) => traffic.paramsOf(each).get('auth_type') ?? '');

/** Checks that a refused call is not repeated at once. */
const checkNotRepeated = ({ usual, use }: Seen, { check, variant = '' }: model.ScenarioContext): void => {
  const refused = use.calls.filter((call) => !traffic.isAccepted(call));
  const most = Math.max(1, usual.calls.length) * (1 + use.asked.length + (TROUBLES[variant]?.mayRetry ? 1 : 0));
  const trips = use.asked.length > 0 ? `, with ${traffic.count(use.asked.length, 'dialog')} in between` : '';
  const told = `${traffic.count(refused.length, 'call')} refused for one request of the person; a normal use takes ${usual.calls.length}${trips}`;
  check.should('not-repeated', 'A refused call is not repeated at once', refused.length <= most, told, refused);
};

const checkDead = ({ usual, use, next }: Seen, { check }: model.ScenarioContext): void => {
  const byHand = `no authorization request followed; ${traffic.describeVisit(use.visit)}`;
  check.should('signs-in-again', 'An invalid token leads to a new login', use.asked.length > 0, byHand, use.calls);
  const [times = 0] = steps.timesDone(usual, [use.visit], use.calls);
  const done = `it was carried out ${times} times; ${traffic.describeVisit(use.visit)}`;
  check.should('done-once', 'The person’s request is carried out once, after the login', times === 1, done, use.calls);
  const dead = next.calls.filter(traffic.isTokenRefused);
  const kept = `the next request was refused in the same way: ${dead.map(traffic.describeExchange).join('; ')}`;
  check.should('token-dropped', 'The invalid token is not used for the next request', dead.length === 0, kept, dead);
};

const checkLimit = ({ usual, use, next }: Seen, { check, person }: model.ScenarioContext): void => {
  const sent = `${traffic.count(use.asked.length, 'authorization request')}: a new token has the same limit`;
  check.should('no-login', 'The app does not start a login', use.asked.length === 0, sent, use.asked);
  const claimed = `the page reports success; ${traffic.describeVisit(use.visit)}`;
  check.should('told', 'The page reports the failure', !steps.looksDone(usual.visit, use.visit), claimed, use.calls);
  const lost = `${person.name} cannot continue after the error; ${steps.describeUse(next)}`;
  check.should(
    'works-later',
    'After the error the app works as before, without a login',
    steps.worked(next) && next.asked.length === 0,
    lost,
    next.calls,
  );
};

const checkPermission = ({ usual, use, next }: Seen, { check, variant }: model.ScenarioContext): void => {
  const types = asksAgain(use);
  const silent = `it does not: ${traffic.describeVisit(use.visit)}`;
  if (types.length === 0) check.info('asks-again', 'The person is asked for the permission again', silent, use.calls);
  const isRight = types.length <= 1 && types.every((type) => /\brerequest\b/.test(type));
  const told = `${traffic.count(types.length, 'authorization request')}, auth_type ${types.map((type) => type || 'left out').join(', ')}; ${traffic.describeVisit(use.visit)}`;
  check.should('asks-with-rerequest', 'The app asks again at most once, with auth_type=rerequest', isRight, told, use.asked);
  if (variant === 'permission-granted-late') {
    const [times = 0] = steps.timesDone(usual, [use.visit], use.calls);
    const done = `it was carried out ${times} times; ${traffic.describeVisit(use.visit)}`;
    if (types.length > 0) check.should('done-once', 'With the permission it is carried out once', times === 1, done, use.calls);
    return;
  }
  const claimed = `the page reports success; ${traffic.describeVisit(use.visit)}`;
  check.should('told', 'The page reports the failure', !steps.looksDone(usual.visit, use.visit), claimed, use.calls);
  const again = `${traffic.count(next.asked.length, 'authorization request')} at the next request, after the person declined twice`;
  check.should('takes-a-no', 'A second refusal is accepted', next.asked.length === 0, again, next.asked);
};

const CHECKS: Readonly<Record<Kind, (seen: Seen, context: model.ScenarioContext) => void>> = {
  dead: checkDead,
  limit: checkLimit,
  permission: checkPermission,
};

export default model.defineScenario<Seen>({
  id: 'resource/facebook-graph-errors',
  title: 'The Graph API refuses a call with an error code',
  level: 'SHOULD',
  basis: [
    model.vendor('F-48', 'https://developers.facebook.com/docs/graph-api/guides/error-handling'),
    model.vendor('F-49'),
    model.vendor('F-57'),
    model.vendor('F-58', 'https://developers.facebook.com/docs/graph-api/overview/rate-limiting'),
    model.vendor('F-60'),
    model.vendor('F-92'),
  ],
  seedQuestion: 'S5',
  provider:
    'Answers errors with 400 and an object: code 190 for an invalid token, 4, 17 and 613 for rate limits, 10 and 200 for a missing permission. The text is for people, and the subcode is optional.',
  rightClient:
    'Reads the code: on 190 it starts a login, on a rate limit it waits, on a missing permission it asks once with auth_type=rerequest. It repeats nothing at once.',
  fix: 'Branch on error.code, not on the HTTP status or the text: 190 → delete the token and log in; 4, 17, 32, 341, 613 → stop, tell the person, retry later; 10 and 200–299 → dialog with auth_type=rerequest, once.',
  fixes: {
    'token-dropped': 'On code 190 delete the stored token at once.',
    'done-once': 'Keep the person’s request over the login, and carry it out once afterwards.',
    'not-repeated': 'Do not repeat a call that was refused: retry limits of 4, 17, 32, 341 and 613 later.',
  },
  personas: ['facebook'],
  needs: ['signIn', 'useResource'],
  shows: [],
  variants: Object.fromEntries(Object.entries(TROUBLES).map(([name, { says }]) => [name, says])),
  motion: 'age',
  bites: [
    {
      client: 'graph-client',
      mutant: 'res-graph-190-by-subcode',
      variant: 'no-subcode',
      verdict: 'warn',
      check: 'signs-in-again',
    },
    { client: 'graph-client', mutant: 'rea-resumes-twice', variant: 'expired', verdict: 'warn', check: 'done-once' },
    {
      client: 'graph-client',
      mutant: 'rea-original-request-lost',
      variant: 'permission-granted-late',
      verdict: 'warn',
      check: 'done-once',
    },
    {
      client: 'graph-client',
      mutant: 'res-graph-190-unrecognised',
      variant: 'expired',
      verdict: 'warn',
      check: 'signs-in-again',
    },
    {
      client: 'graph-client',
      mutant: 'res-graph-190-by-subcode',
      variant: 'password-changed',
      verdict: 'warn',
      check: 'signs-in-again',
    },
    { client: 'graph-client', mutant: 'res-graph-190-by-text', variant: 'app-removed', verdict: 'warn', check: 'signs-in-again' },
    { client: 'graph-client', mutant: 'rea-fb-dead-token-kept', variant: 'expired', verdict: 'warn', check: 'token-dropped' },
    {
      client: 'graph-client',
      mutant: 'res-graph-rate-limit-retried',
      variant: 'app-limit',
      verdict: 'warn',
      check: 'not-repeated',
    },
    { client: 'graph-client', mutant: 'res-graph-rate-limit-hidden', variant: 'own-limit', verdict: 'warn', check: 'told' },
    {
      client: 'graph-client',
      mutant: 'res-graph-outage-forgets-token',
      variant: 'outage',
      verdict: 'warn',
      check: 'works-later',
    },
    {
      client: 'graph-client',
      mutant: 'res-graph-rate-limit-signs-in',
      variant: 'user-limit',
      verdict: 'warn',
      check: 'no-login',
    },
    {
      client: 'graph-client',
      mutant: 'res-graph-permission-signs-in',
      variant: 'permission-declined',
      verdict: 'warn',
      check: 'asks-with-rerequest',
    },
    {
      client: 'graph-client',
      mutant: 'res-graph-permission-asked-for-ever',
      variant: 'permission-declined',
      verdict: 'warn',
      check: 'takes-a-no',
    },
    {
      client: 'graph-client',
      mutant: 'res-graph-permission-retried',
      variant: 'permission-declined-10',
      verdict: 'warn',
      check: 'not-repeated',
    },
  ],
  async steps(context) {
    const { person, world, check, twist, variant } = context;
    const trouble = TROUBLES[variant ?? ''] ?? check.inconclusive(`Unknown variant "${variant}".`);
    const { first, again } = (await twist(() => trouble.consent)) ?? { first: {}, again: {} };
    const usual = await seeUsual(context);
    const signIn = await person.signsIn(first);
    await twist(() => trouble.make?.(context, usual));
    const use = await steps.seeUse(context, () => person.usesResource(again));
    if (trouble.kind === 'limit')
      await twist(() => world.settings.change({ [LIMIT]: 'off', 'facebook/graph/transient-error': 'off' }));
    const next = await steps.seeUse(context, () => person.usesResource(again));
    return { usual, signIn, use, next };
  },
  control({ usual, signIn, use, next }, { check }) {
    const bad = [usual.visit, signIn, use.visit, next.visit].find(({ ok }) => !ok);
    check.must('works', 'Without an error the app works', !bad, bad ? traffic.describeVisit(bad) : '');
    const used = `${traffic.count(use.calls.length, 'call')} of the Graph API, none accepted`;
    check.must('uses-api', 'Using the app calls the Graph API', use.calls.some(traffic.isAccepted), used, use.calls);
  },
  judge(seen, context) {
    const { use } = seen;
    const { check, variant = '' } = context;
    const isPlayed =
      use.calls.some((call) => !traffic.isAccepted(call)) || (TROUBLES[variant]?.kind === 'dead' && use.asked.length > 0);
    if (!isPlayed) check.inconclusive(`No call was refused: ${traffic.describeVisit(use.visit)}.`);
    checkNotRepeated(seen, context);
    CHECKS[TROUBLES[variant]?.kind ?? 'dead'](seen, context);
    const end = traffic.describeVisit(use.visit);
    check.should('comes-to-rest', 'The person ends on a page of the app', use.visit.end === 'done', end, use.calls);
  },
});
