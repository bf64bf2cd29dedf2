import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

/** Which token comes again, and how many refreshes the app had made by then. */
const REUSES: Readonly<Record<string, { readonly says: string; readonly refreshes: number; readonly leewaySeconds: number }>> = {
  'token-before': { says: 'the token before the current one, without a reuse interval', refreshes: 1, leewaySeconds: 0 },
  'oldest-token': { says: 'the first of three tokens, at once and within the reuse interval', refreshes: 2, leewaySeconds: 5 },
};

interface Seen {
  readonly start: steps.Start;
  /** The refreshes before the end of the family. */
  readonly earlier: readonly steps.Use[];
  /** The request from elsewhere. */
  readonly reused: Exchange | undefined;
  /** A use while the access token lives on. */
  readonly living: steps.Use;
  /** A use after the access token ended too, and the next one. */
  readonly ended: readonly [steps.Use, steps.Use];
  /** After the person signed in manually, if the app did not ask by itself. */
  readonly now: steps.Use;
  /** After the next expiry. */
  readonly last: steps.Use;
}

const isLogin = (exchange: Exchange) => traffic.grantTypeOf(exchange) === 'authorization_code' && traffic.isAccepted(exchange);

const expire = ({ world, person }: model.ScenarioContext) => world.tokens.expire({ person: person.key, kinds: ['access-token'] });

const useAfterExpiry = async (context: model.ScenarioContext): Promise<steps.Use> => {
  await context.twist(() => expire(context));
  return steps.seeUse(context);
};

/** Uses of the app until a replaced token came again. */
const refreshUntilReuse = async (context: model.ScenarioContext, refreshes: number) => {
  const earlier: steps.Use[] = [];
  while (earlier.length < refreshes) earlier.push(await useAfterExpiry(context));
  const first = earlier.flatMap((use) => use.refreshes).find(traffic.isAccepted);
  const reused = first && (await context.twist(() => steps.sendAgain(first, context)));
  return { earlier, reused };
};

const play = async (context: model.ScenarioContext, refreshes: number): Promise<Seen> => {
  const { person, wire, twist } = context;
  const start = await steps.seeStart(context);
  steps.needRefreshToken(start, context);
  const { earlier, reused } = await refreshUntilReuse(context, refreshes);
  const living = await steps.seeUse(context);
  const mark = traffic.markOf(await wire.all());
  const first = await useAfterExpiry(context);
  const second = await steps.seeUse(context);
  const isBack = traffic.after(await wire.all(), mark).some(isLogin);
  const byHand = async () => (await person.signsIn()) && steps.seeUse(context);
  const now = (await twist(() => (isBack ? second : byHand()))) ?? second;
  return { start, earlier, reused, living, ended: [first, second], now, last: await useAfterExpiry(context) };
};

/** Every refresh token that ended with the family. */
const deadTokensOf = ({ start, earlier }: Seen): ReadonlySet<string> =>
  new Set([start.refreshToken ?? '', ...steps.refreshTokensIn(earlier.flatMap(({ refreshes }) => refreshes))]);

const isDead = (seen: Seen) => {
  const dead = deadTokensOf(seen);
  return (refresh: Exchange) => dead.has(traffic.renewedTokenOf(refresh) ?? '');
};

const needReuse = ({ reused, earlier }: Seen, context: model.ScenarioContext): void => {
  const [first] = earlier;
  if (first) steps.needRefresh(first, context);
  if (reused?.response?.status === 403 && steps.errorCodeOf(reused) === 'invalid_grant') return;
  context.check.inconclusive(
    `The replaced token was not refused: ${reused ? traffic.describeExchange(reused) : 'no refresh was accepted before'}.`,
  );
};

const checkStops = (seen: Seen, { check }: model.ScenarioContext): void => {
  const { ended, now, last } = seen;
  const tries = ended.flatMap(({ refreshes }) => refreshes.filter(isDead(seen)));
  const sent = `a token of the ended family was sent ${tries.length} times for two requests of the person; once was expected`;
  check.must('stops-refreshing', 'A refused token of the family is not sent again', tries.length <= 1, sent, tries);
  const late = [...(now === ended[1] ? [] : now.refreshes), ...last.refreshes].filter(isDead(seen));
  check.must(
    'dead-tokens-forgotten',
    'After the new login no token of the ended family is sent',
    late.length === 0,
    `after the person signed in again the app sent ${traffic.count(late.length, 'token')} of the ended family`,
    late,
  );
};

const checkPerson = ({ ended: [first, second], now, last }: Seen, { check }: model.ScenarioContext): void => {
  const asked = [...first.asked, ...second.asked];
  const trips = `${traffic.count(asked.length, 'authorization request')} for two requests of the person; at most 2 were expected`;
  check.must('asks-once', 'The person is asked to sign in once, not in a loop', asked.length <= 2, trips, asked);
  const stuck = [first, second].find(({ visit }) => visit.end !== 'done');
  const where = stuck ? traffic.describeVisit(stuck.visit) : '';
  check.must('comes-to-rest', 'The person ends on a page of the app', !stuck, where, asked);
  const dead = `after the person signed in again the app did not work: ${steps.describeUse(now)}`;
  check.must('works-again', 'After a new login the app works', steps.worked(now), dead, [...now.refreshes, ...now.calls]);
  const waits = `the app showed an error and left it to the person to sign in again: ${traffic.describeVisit(first.visit)}`;
  check.should('by-itself', 'The app sends the person to the provider by itself', first.asked.length > 0, waits, first.refreshes);
  const lost = `at the next expiry the new tokens did not help: ${steps.describeUse(last)}`;
  check.must('renews-again', 'At the next expiry the app works as before', steps.worked(last), lost, last.refreshes);
};

export default model.defineScenario<Seen>({
  id: 'refresh/reuse-ends-family',
  title: 'A replaced refresh token comes again from elsewhere',
  level: 'MUST',
  basis: [
    model.spec('RFC9700-4.14.2'),
    model.spec('RFC6749-5.2'),
    model.spec('RFC6749-10.4'),
    model.vendor('A-64', 'https://auth0.com/docs/secure/tokens/refresh-tokens/refresh-token-rotation'),
    model.lab('The provider cannot tell the app from a thief. The app cannot either: all it can do is to ask the person.'),
  ],
  seedQuestion: 'S3',
  provider:
    'Takes the replaced token for a stolen one and ends the whole family: also the current refresh token is refused with 403 invalid_grant. Access tokens live on until they expire.',
  rightClient:
    'Goes on with the access token while it lives. At the refusal it deletes the refresh token, does not send it again, and sends the person through the provider once. The new tokens replace the old ones.',
  fix: 'Treat invalid_grant as final, whether it comes with 400 or with 403: delete the stored refresh token, and start one authorization request. Do not retry, and do not keep a second copy of the tokens.',
  fixes: {
    'lives-on': 'Use the access token until an API refuses it. The end of a refresh token says nothing about it.',
    'by-itself': 'Start an authorization request when the refresh is refused, instead of showing an error.',
  },
  personas: ['auth0'],
  needs: ['signIn', 'useResource'],
  shows: ['auth0/refresh/reuse-ends-family'],
  variants: Object.fromEntries(Object.entries(REUSES).map(([name, { says }]) => [name, says])),
  bites: [
    { client: 'web', mutant: 'ref-invalid-grant-retried', verdict: 'fail', check: 'stops-refreshing' },
    { client: 'web', mutant: 'ref-403-is-no-end', verdict: 'fail', check: 'stops-refreshing' },
    {
      client: 'web',
      mutant: 'rea-first-refresh-token-kept',
      variant: 'token-before',
      verdict: 'fail',
      check: 'dead-tokens-forgotten',
    },
  ],
  async steps(context) {
    const { refreshes = 1, leewaySeconds = 0 } = REUSES[context.variant ?? ''] ?? {};
    await context.changeClient({ refreshTokens: { rotation: 'rotating', expiration: 'expiring', leewaySeconds } });
    return play(context, refreshes);
  },
  control({ start, living, last }, context) {
    steps.checkStart(start, [living.visit, last.visit], context);
  },
  judge(seen, context) {
    const { check } = context;
    const { living, ended } = seen;
    needReuse(seen, context);
    const lost = `the app did not use the access token, which was still valid: ${steps.describeUse(living)}`;
    const goesOn = steps.worked(living) && living.asked.length === 0;
    check.should('lives-on', 'While the access token lives the app works', goesOn, lost, [...living.refreshes, ...living.calls]);
    if (!ended.some(({ refreshes }) => refreshes.length > 0))
      check.inconclusive('The app did not try to refresh after the family had ended.');
    checkStops(seen, context);
    checkPerson(seen, context);
  },
});
