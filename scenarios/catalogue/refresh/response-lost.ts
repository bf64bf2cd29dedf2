import type { Exchange, FaultInput } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

const TIMEOUT: FaultInput['do'] = {
  status: 504,
  headers: { 'Content-Type': 'text/html; charset=UTF-8' },
  body: '<!doctype html><title>504</title><h1>504 Gateway Timeout</h1>',
};

interface Loss {
  readonly says: string;
  /** By a fault; else the policy of the client decides, or nothing is replaced. */
  readonly rotates: boolean;
  readonly action: FaultInput['do'];
  /** The client rotates by its own policy, and the person comes back after so many seconds. */
  readonly returnsAfterSeconds?: number;
}

/** Reuse interval of the policy. */
const LEEWAY_SECONDS = 60;

const LOSSES: Readonly<Record<string, Loss>> = {
  'rotated-and-closed': { says: 'the token is replaced, then the connection closes', rotates: true, action: { drop: true } },
  'rotated-and-cut': { says: 'the token is replaced, then the response is cut off', rotates: true, action: { truncate: 40 } },
  'rotated-and-timed-out': { says: 'the token is replaced, then a gateway answers 504', rotates: true, action: TIMEOUT },
  closed: { says: 'the token stays, the connection closes', rotates: false, action: { drop: true } },
  'inside-leeway': {
    says: 'the token is replaced, the connection closes, and the old token is sent again within the leeway of the client',
    rotates: false,
    action: { drop: true },
    returnsAfterSeconds: 5,
  },
  'outside-leeway': {
    says: 'the token is replaced, the connection closes, and the person comes back after the leeway of the client is over',
    rotates: false,
    action: { drop: true },
    returnsAfterSeconds: 3 * LEEWAY_SECONDS,
  },
};
/** The lost refresh, one immediate retry, and one when the person returns. */
const MOST = 3;

interface Seen {
  readonly start: steps.Start;
  readonly lost: steps.Use;
  readonly again: steps.Use;
  /** After the person signed in manually, if the app did not recover automatically. */
  readonly last: steps.Use;
  readonly tokenAnswers: readonly Exchange[];
}

const strangeCalls = (uses: readonly steps.Use[], tokenAnswers: readonly Exchange[]): readonly Exchange[] => {
  const given = new Set(tokenAnswers.map((each) => traffic.memberOf(each, 'access_token')));
  return uses.flatMap(({ calls }) => calls).filter((call) => !given.has(traffic.bearerOf(call)));
};

/** Lets the token be replaced, or not, and the next answer to a refresh be lost. */
const lose = async (context: model.ScenarioContext, { rotates, action, returnsAfterSeconds }: Loss): Promise<void> => {
  const { world } = context;
  const on = { on: 'token', where: { grantType: 'refresh_token' } } as const;
  if (rotates) await world.faults.inject({ ...on, do: { rotateRefreshToken: true } });
  else if (returnsAfterSeconds === undefined) await steps.stopRotation(context);
  await world.faults.inject({ ...on, at: 'reply', times: 1, do: action });
};

/** The refresh token policy of the variant, from the first login on. */
const setPolicy = async (context: model.ScenarioContext): Promise<void> => {
  if (LOSSES[context.variant ?? '']?.returnsAfterSeconds === undefined) return;
  const refreshTokens = { rotation: 'rotating', expiration: 'expiring', leewaySeconds: LEEWAY_SECONDS } as const;
  await context.changeClient({ refreshTokens });
};

export default model.defineScenario<Seen>({
  id: 'refresh/response-lost',
  title: 'The response to a refresh is lost',
  level: 'SHOULD',
  basis: [
    model.spec('RFC9110-9.2.2'),
    model.spec('RFC9700-4.14.2'),
    model.vendor('A-65'),
    model.lab('Networks lose responses. Afterwards an app either works as before or asks for a login.'),
  ],
  seedQuestion: 'S6',
  provider:
    'Processes the refresh, and then the response is lost. With rotation the old refresh token is invalid, and the new one is unknown to the client.',
  rightClient:
    'Keeps its tokens, may retry once with the old token, and treats a refusal as final: after one new login it works.',
  fix: 'Store tokens only from a complete response. After a lost one keep the old tokens, retry at most once, and on invalid_grant let the person sign in.',
  personas: ['google', 'auth0'],
  needs: ['signIn', 'useResource'],
  shows: [],
  variants: Object.fromEntries(Object.entries(LOSSES).map(([name, { says }]) => [name, says])),
  variantPersonas: { 'inside-leeway': ['auth0'], 'outside-leeway': ['auth0'] },
  motion: 'age',
  bites: [
    { client: 'web', mutant: 'ref-invalid-grant-retried', variant: 'rotated-and-closed', verdict: 'warn', check: 'few-tries' },
    { client: 'web', mutant: 'ref-lost-answer-stored', variant: 'rotated-and-cut', verdict: 'warn', check: 'no-half-state' },
    { client: 'web', mutant: 'ref-outage-forgets-token', variant: 'inside-leeway', verdict: 'warn', check: 'by-itself' },
    { client: 'web', mutant: 'ref-invalid-grant-retried', variant: 'outside-leeway', verdict: 'warn', check: 'few-tries' },
    { client: 'web', mutant: 'ref-failed-flight-kept', variant: 'rotated-and-timed-out', verdict: 'warn', check: 'recovers' },
  ],
  async steps(context) {
    const { person, world, wire, twist } = context;
    await twist(() => setPolicy(context));
    const start = await steps.seeStart(context);
    steps.needRefreshToken(start, context);
    const loss = await twist(() => LOSSES[context.variant ?? '']);
    await twist(() => traffic.outliveAccessTokens(context));
    await twist(() => loss && lose(context, loss));
    const lost = await steps.seeUse(context);
    await twist(async () => {
      if (loss?.returnsAfterSeconds !== undefined) await world.clock.age(`${loss.returnsAfterSeconds}s`);
    });
    const again = await steps.seeUse(context);
    const byHand = async () => (await person.signsIn()) && steps.seeUse(context);
    const last = (await twist(() => (steps.worked(again) ? again : byHand()))) ?? again;
    const tokenAnswers = (await wire.all()).filter((each) => each.endpoint === 'token' && traffic.isAccepted(each));
    return { start, lost, again, last, tokenAnswers };
  },
  control({ start, lost, again }, context) {
    steps.checkStart(start, [lost.visit, again.visit], context);
  },
  judge({ start, lost, again, last, tokenAnswers }, { check, variant }) {
    steps.needRefresh(lost, { check });
    const uses = [lost, again];
    const [refreshes, asked] = [uses.flatMap((use) => use.refreshes), uses.flatMap((use) => use.asked)];
    const tries = refreshes.filter((each) => traffic.formOf(each).get('refresh_token') === start.refreshToken);
    const tried = `${traffic.count(tries.length, 'refresh request')} with the old token; at most ${MOST} were expected`;
    check.should('few-tries', 'The old token is retried at most twice', tries.length <= MOST, tried, tries);
    const trips = `${traffic.count(asked.length, 'authorization request')} followed; at most 2 were expected`;
    check.should('one-login', 'At most one login follows', asked.length <= 2, trips, asked);
    const stuck = uses.find(({ visit }) => visit.end !== 'done');
    check.should(
      'comes-to-rest',
      'The person ends on a page of the app',
      !stuck,
      stuck ? traffic.describeVisit(stuck.visit) : '',
    );
    const strange = strangeCalls([...uses, last], tokenAnswers);
    const sent = `${traffic.count(strange.length, 'API call')} without an issued token: the app stored a token that it had not received`;
    check.should('no-half-state', 'Only tokens that were received are used', strange.length === 0, sent, strange);
    const stays = `the next use failed as well: ${steps.describeUse(again)}`;
    const isTold = refreshes.some(steps.isGrantOver);
    const goesOn = steps.worked(again) || isTold; // after a refusal the app may leave the next step to the person
    check.should('recovers', 'The next use works, or learns that the token is no longer valid', goesOn, stays, again.calls);
    const asleep = `the old token still counts, and the person had to do something: ${steps.describeUse(again)}`;
    if (variant === 'inside-leeway' && !isTold)
      check.should('by-itself', 'The next use works by itself', steps.worked(again) && asked.length === 0, asleep, [
        ...refreshes,
        ...asked,
      ]);
    const dead = `even after the person signed in manually the app did not work: ${steps.describeUse(last)}`;
    check.should('works-again', 'After a login at the latest the app works', steps.worked(last), dead, last.calls);
  },
});
