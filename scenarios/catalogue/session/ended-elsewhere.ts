import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

type Ending = (context: model.ScenarioContext) => Promise<unknown>;

/** What the person, or somebody of the provider, did elsewhere. The app hears of it when it refreshes. */
const removeDevice: Ending = ({ world, person }) => world.tokens.revoke({ person: person.key, kinds: ['refresh-token'] });

const signOutEverywhere: Ending = async (context) => {
  const { world, person } = context;
  await world.sessions.end({ person: person.key });
  await removeDevice(context);
};

const changePassword: Ending = async (context) => {
  await context.world.people.changePassword(context.person.key);
  await signOutEverywhere(context);
};

const ENDINGS: Readonly<Record<string, { readonly says: string; readonly end: Ending }>> = {
  'device-removed': { says: 'the person removed this device from the list of their account', end: removeDevice },
  'signed-out-everywhere': { says: 'the person signed out everywhere', end: signOutEverywhere },
  'password-changed': { says: 'the person changed the password on another device', end: changePassword },
  'user-blocked': {
    says: 'the account is blocked, and later unblocked',
    end: ({ world, person }) => world.people.change(person.key, { status: 'disabled' }),
  },
};

/** Where a session ends when the person signs in on another device. */
const OTHER_DEVICE = 'other-device';

interface Ended {
  readonly start: steps.Start;
  readonly kept: steps.Keeping | undefined;
  /** Two requests of the person after the end. */
  readonly uses: readonly [steps.Use, steps.Use];
  /** After the person signed in again, by themselves if needed. */
  readonly now: steps.Use;
  readonly recalled: model.Visit | undefined;
}

type Seen = Ended | { readonly taken: steps.Takeover };

const isLogin = (exchange: Exchange) => traffic.grantTypeOf(exchange) === 'authorization_code' && traffic.isAccepted(exchange);

const endElsewhere = async (context: model.ScenarioContext): Promise<void> => {
  const { world, person, variant = '' } = context;
  await ENDINGS[variant]?.end(context);
  await world.tokens.expire({ person: person.key, kinds: ['access-token'] });
};

const unblock = async ({ world, person, variant }: model.ScenarioContext): Promise<void> => {
  if (variant === 'user-blocked') await world.people.change(person.key, { status: 'active' });
};

const keeps = ({ app }: model.ScenarioContext): boolean => app.verbs.has('store') && app.verbs.has('recall');

const checkRequests = ({ start, uses }: Ended, { check }: model.ScenarioContext): void => {
  const tries = uses.flatMap(({ refreshes }) => refreshes).filter((each) => traffic.renewedTokenOf(each) === start.refreshToken);
  const sent = `the ended refresh token was sent ${tries.length} times for two requests of the person; once was expected`;
  check.must('stops-refreshing', 'The refresh token that was refused is not sent again', tries.length <= 1, sent, tries);
  const most = Math.max(...uses.map(({ asked }) => asked.length));
  const trips = `${traffic.count(most, 'authorization request')} for one request of the person; at most 2 were expected`;
  check.must(
    'no-login-loop',
    'The person is not redirected in a loop',
    most <= 2,
    trips,
    uses.flatMap(({ asked }) => asked),
  );
  const bad = uses.find(({ visit }) => visit.end !== 'done' || visit.status === 500);
  const where = bad ? traffic.describeVisit(bad.visit) : '';
  check.must('comes-to-rest', 'The person ends on a page of the app', !bad, where, bad?.refreshes);
};

const checkPage = ({ start, uses }: Ended, { check }: model.ScenarioContext): void => {
  const [first] = uses;
  const pretends = !first.calls.some(traffic.isAccepted) && steps.looksDone(start.visit, first.visit);
  const page = `no API call was accepted, but the page looks like after a success: ${traffic.describeVisit(first.visit)}`;
  check.must('not-pretended', 'The app does not claim that it did what it could not do', !pretends, page, first.calls);
  const waits = `the app showed an error and left it to the person to sign in again: ${traffic.describeVisit(first.visit)}`;
  check.should('by-itself', 'The app sends the person to the provider by itself', first.asked.length > 0, waits, first.refreshes);
};

export default model.defineScenario<Seen>({
  id: 'session/ended-elsewhere',
  title: 'The person’s session was ended on another device',
  level: 'MUST',
  basis: [
    model.spec('RFC6749-5.2'),
    model.spec('RFC6749-10.4'),
    model.spec('RFC6750-3.1'),
    model.vendor('A-51'),
    model.lab('Nobody tells the app when a session ends elsewhere. It learns of it by one refusal, which has to be enough.'),
  ],
  seedQuestion: 'S3',
  provider:
    'Has ended the refresh token, and in some cases the session in the browser: the person removed a device, signed out everywhere, or changed the password; or an administrator blocked the account.',
  rightClient:
    'After one 401 and one refused refresh it forgets the tokens and sends the person through the provider, once. It shows an error if the provider lets nobody in, and has the account as it was when the person is back.',
  fix: 'On invalid_grant delete the tokens, but keep the account and what belongs to it. Start one authorization request. If the callback brings an error, show it with a link to try again, and do not start over by yourself.',
  fixes: {
    'by-itself': 'Start an authorization request when the refresh is refused, instead of showing an error.',
    'data-kept':
      'Delete only the tokens of the account. Whoever comes back with the same issuer and subject gets the same account.',
  },
  personas: ['google', 'auth0', 'first-party'],
  needs: ['signIn', 'useResource'],
  shows: [],
  variants: {
    ...Object.fromEntries(Object.entries(ENDINGS).map(([name, { says }]) => [name, says])),
    [OTHER_DEVICE]: 'the person signed in on another device, which ends what the API gave to this one',
  },
  variantPersonas: {
    'device-removed': ['google', 'auth0'],
    'signed-out-everywhere': ['google', 'auth0'],
    'user-blocked': ['auth0'],
    'password-changed': ['auth0'],
    [OTHER_DEVICE]: ['first-party'],
  },
  variantShows: { 'user-blocked': ['auth0/refresh/blocked-user', 'auth0/login/blocked-user'] },
  bites: [
    { client: 'rest', mutant: 'sess-ping-pong-devices', variant: OTHER_DEVICE, verdict: 'fail', check: 'no-silent-login' },
    { client: 'rest-tokens', mutant: 'sess-ping-pong-devices', variant: OTHER_DEVICE, verdict: 'fail', check: 'no-silent-login' },
    {
      client: 'web',
      mutant: 'rea-revoked-retried',
      variant: 'signed-out-everywhere',
      verdict: 'fail',
      check: 'stops-refreshing',
    },
    { client: 'web', mutant: 'rea-revoked-is-an-outage', variant: 'device-removed', verdict: 'fail', check: 'stops-refreshing' },
    { client: 'web', mutant: 'login-denied-restarts', variant: 'user-blocked', verdict: 'fail', check: 'no-login-loop' },
    { client: 'web', mutant: 'sess-ended-loses-data', variant: 'device-removed', verdict: 'fail', check: 'data-kept' },
    { client: 'web', mutant: 'sess-ended-loses-data', variant: 'user-blocked', verdict: 'fail', check: 'data-kept' },
    { client: 'web', mutant: 'sess-ended-is-saved', variant: 'device-removed', verdict: 'fail', check: 'not-pretended' },
  ],
  async steps(context) {
    const { person, wire, twist, persona } = context;
    if (traffic.passwordLoginOf({ persona })) return { taken: await steps.seeTakeover(context) };
    const start = await steps.seeStart(context);
    steps.needRefreshToken(start, context);
    const kept = keeps(context) ? await steps.seeStore(person, context) : undefined;
    const mark = traffic.markOf(await wire.all());
    await twist(() => endElsewhere(context));
    const uses = [await steps.seeUse(context), await steps.seeUse(context)] as const;
    await twist(() => unblock(context));
    const isBack = traffic.after(await wire.all(), mark).some(isLogin);
    const byHand = async () => (await person.signsIn()) && steps.seeUse(context);
    const now = (await twist(() => (isBack ? uses[1] : byHand()))) ?? uses[1];
    return { start, kept, uses, now, recalled: kept && (await steps.seeRecall(person, context)) };
  },
  control(seen, context) {
    if ('taken' in seen) return steps.checkBeforeTakeover(seen.taken, context);
    const { start, kept, uses, recalled } = seen;
    steps.checkStart(
      start,
      uses.map(({ visit }) => visit),
      context,
    );
    if (kept && recalled) steps.checkKeeps(recalled, kept, context);
  },
  judge(seen, context) {
    if ('taken' in seen) return steps.checkTakeover(seen.taken, context);
    const { check } = context;
    const { uses, now, kept, recalled } = seen;
    steps.needRefresh(uses[0], context);
    checkRequests(seen, context);
    checkPage(seen, context);
    const dead = `after the person signed in again the app did not work: ${steps.describeUse(now)}`;
    check.must('works-again', 'After a new login the app works', steps.worked(now), dead, [...now.refreshes, ...now.calls]);
    if (!kept || !recalled) return;
    const lost = `what the person had stored before is gone: ${traffic.describeVisit(recalled)}`;
    check.must('data-kept', 'The account is the same as before', steps.isKeptIn(recalled, kept), lost);
  },
});
