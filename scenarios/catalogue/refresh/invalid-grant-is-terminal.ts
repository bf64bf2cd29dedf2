import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

/** `ends`: the answer is about this token, which is no longer valid. */
const REFUSALS: Readonly<
  Record<string, { readonly says: string; readonly case: keyof traffic.VendorAnswers['renewal']; readonly ends: boolean }>
> = {
  'invalid-grant': { says: 'the token is expired or revoked', case: 'tokenIsOver', ends: true },
  'reauth-needed': { says: 'the person has to sign in again', case: 'signInAnew', ends: true },
  'invalid-request': { says: 'the request is refused as invalid', case: 'badRequest', ends: false },
  'invalid-client': { says: 'the client is refused', case: 'badClient', ends: false },
};
/** Number of refusals, so that an app that never stops comes to an end. */
const TIMES = 8;

interface Seen {
  readonly start: steps.Start;
  readonly refused: steps.Use;
  /** The token that was to be renewed. */
  readonly token: string;
  /** The last use after the refusal: without action, or after the person signed in manually. */
  readonly last: steps.Use;
  readonly next: steps.Use | undefined;
}

export default model.defineScenario<Seen>({
  id: 'refresh/invalid-grant-is-terminal',
  title: 'The renewal of a token is refused permanently',
  level: 'MUST',
  basis: [
    model.spec('RFC6749-5.2'),
    model.spec('RFC9700-4.14.2'),
    model.vendor('G-45'),
    model.vendor('G-50'),
    model.vendor('F-34'),
    model.vendor('F-35'),
    model.lab('A retry with the same token gets the same answer, and finally a rate limit.'),
  ],
  seedQuestion: 'S1',
  provider: 'Refuses every refresh with an OAuth error, or at Facebook every exchange with code 190.',
  rightClient:
    'Treats it as final. After invalid_grant (or code 190) it deletes the token and lets the person sign in again. It reports an error about the client.',
  fix: 'On invalid_grant (the Graph API: code 190), delete the stored token and start a new authorization request (at Google with prompt=consent, to get a new one). Do not retry a 400 or 401 of the token endpoint.',
  personas: ['google', 'facebook', 'auth0'],
  needs: ['signIn', 'useResource'],
  shows: [],
  variants: Object.fromEntries(Object.entries(REFUSALS).map(([name, { says }]) => [name, says])),
  motion: 'age',
  bites: [
    { client: 'web', mutant: 'ref-invalid-grant-retried', variant: 'invalid-grant', verdict: 'fail', check: 'not-repeated' },
    { client: 'web', mutant: 'ref-invalid-client-retried', variant: 'invalid-client', verdict: 'fail', check: 'not-repeated' },
    {
      client: 'web',
      personas: ['google'],
      mutant: 'ref-invalid-grant-keeps-token',
      variant: 'invalid-grant',
      verdict: 'warn',
      check: 'token-dropped',
    },
    {
      client: 'web',
      personas: ['google'],
      mutant: 'ref-invalid-grant-is-outage',
      variant: 'reauth-needed',
      verdict: 'warn',
      check: 'token-dropped',
    },
    {
      client: 'graph-client',
      mutant: 'ref-fb-exchange-retried',
      variant: 'invalid-grant',
      verdict: 'fail',
      check: 'not-repeated',
    },
    {
      client: 'graph-client',
      mutant: 'rea-fb-exchanges-dead-token',
      variant: 'reauth-needed',
      verdict: 'warn',
      check: 'token-dropped',
    },
  ],
  async steps(context) {
    const { person, world, twist } = context;
    const start = await steps.seeStart(context);
    const { renewal, renewalGrant: grantType, renewsAt } = traffic.conventionsOf(context);
    if (renewsAt === 'use') steps.needRefreshToken(start, context);
    const { case: what = 'tokenIsOver', ends = true } = (await twist(() => REFUSALS[context.variant ?? ''])) ?? {};
    await twist(() => traffic.outliveAccessTokens(context));
    await twist(() => world.faults.inject({ on: 'token', where: { grantType }, times: TIMES, do: steps.asFault(renewal[what]) }));
    const refused = await steps.seeRenewal(context);
    const token = refused.refreshes.map(traffic.renewedTokenOf).find(Boolean) ?? start.refreshToken ?? '';
    await twist(() => world.faults.clear());
    await twist(() => (ends ? world.tokens.expire({ person: person.key, value: token }) : undefined));
    const byHand = async () => (await person.signsIn()) && steps.seeUse(context);
    const last = (await twist(() => (steps.worked(refused) ? refused : byHand()))) ?? refused;
    const laterOn = async () => (await traffic.outliveAccessTokens(context)) && steps.seeUse(context);
    const next = await twist(() => (ends && refused.refreshes.length <= 2 ? laterOn() : undefined));
    return { start, refused, token, last, next };
  },
  control({ start, refused }, context) {
    steps.checkStart(start, [refused.visit], context);
  },
  judge({ refused, token, last, next }, context) {
    const { check, variant = '' } = context;
    steps.needRenewal(refused, context);
    const { refreshes, asked, visit } = refused;
    const tries = `${traffic.count(refreshes.length, 'refresh request')} for one request of the person, each refused; at most 2 were expected`;
    check.must('not-repeated', 'The refused refresh is not repeated', refreshes.length <= 2, tries, refreshes);
    const trips = `${traffic.count(asked.length, 'authorization request')} for one request of the person; at most 2 were expected`;
    check.must('no-login-loop', 'The person is not redirected in a loop', asked.length <= 2, trips, asked);
    check.must('comes-to-rest', 'The person ends on a page of the app', visit.end === 'done', traffic.describeVisit(visit));
    const dead = `after the person signed in again the app did not work: ${steps.describeUse(last)}`;
    check.must('works-again', 'After a new login the app works', steps.worked(last), dead, [...last.refreshes, ...last.calls]);
    if (!REFUSALS[variant]?.ends) {
      const how = asked.length > 0 ? 'the person was sent to the provider for a new login' : traffic.describeVisit(visit);
      return check.info('reported', 'What the person saw', how, refreshes);
    }
    const again = next?.refreshes.filter((each) => traffic.renewedTokenOf(each) === token) ?? [];
    const kept =
      'after a new login, whose token was aged past its lifetime, the app sent the refresh token that had been refused';
    check.should('token-dropped', 'The refused token is not used at a later expiry', again.length === 0, kept, again);
  },
});
