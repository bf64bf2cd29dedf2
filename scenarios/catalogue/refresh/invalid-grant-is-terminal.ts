import * as v from '../../harness/vocabulary/index.ts';
import * as m from '../../model/index.ts';

/** `ends`: the answer is about this token, which is worth nothing any more. */
const REFUSALS: Readonly<
  Record<string, { readonly says: string; readonly case: keyof m.Answers['renewal']; readonly ends: boolean }>
> = {
  'invalid-grant': { says: 'the token is expired or revoked', case: 'tokenIsOver', ends: true },
  'reauth-needed': { says: 'the person has to sign in anew', case: 'signInAnew', ends: true },
  'invalid-request': { says: 'the request is called wrong', case: 'badRequest', ends: false },
  'invalid-client': { says: 'the app itself is refused', case: 'badClient', ends: false },
};
/** How often it is refused where the app would ask for ever: it shall come to an end. */
const TIMES = 8;

interface Seen {
  readonly start: v.Start;
  readonly refused: v.Use;
  /** The token that was to be renewed. */
  readonly token: string;
  /** The last use after the refusal: by itself, or after the person signed in by hand. */
  readonly last: v.Use;
  readonly next: v.Use | undefined;
}

export default m.defineScenario<Seen>({
  id: 'refresh/invalid-grant-is-terminal',
  title: 'The renewal of a token is refused for good',
  level: 'MUST',
  basis: [
    m.spec('RFC6749-5.2'),
    m.spec('RFC9700-4.14.2'),
    m.vendor('G-45'),
    m.vendor('G-50'),
    m.vendor('F-34'),
    m.vendor('F-35'),
    m.lab('Asking again with the same token gets the same answer, and in the end a limit on the rate of requests.'),
  ],
  seedQuestion: 'S1',
  provider:
    'Refuses the refresh with an OAuth error, or at Facebook the exchange of a token with code 190, and will do so every time.',
  rightClient:
    'Takes it for an answer. After invalid_grant it drops the refresh token and lets the person sign in again, as after a code 190 it drops the token; an error about the app itself it reports.',
  fix: 'On invalid_grant (the Graph API: code 190), delete the stored token and start a new authorization request (at Google with prompt=consent, to get a new one). Do not retry a 400 or 401 of the token endpoint.',
  personas: ['google', 'facebook'],
  needs: ['signIn', 'useResource'],
  shows: [],
  variants: Object.fromEntries(Object.entries(REFUSALS).map(([name, { says }]) => [name, says])),
  motion: 'age',
  bites: [
    { client: 'web', mutant: 'ref-invalid-grant-retried', variant: 'invalid-grant', verdict: 'fail', check: 'not-repeated' },
    { client: 'web', mutant: 'ref-invalid-client-retried', variant: 'invalid-client', verdict: 'fail', check: 'not-repeated' },
    { client: 'web', mutant: 'ref-invalid-grant-keeps-token', variant: 'invalid-grant', verdict: 'warn', check: 'token-dropped' },
    { client: 'web', mutant: 'ref-invalid-grant-is-outage', variant: 'reauth-needed', verdict: 'warn', check: 'token-dropped' },
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
  async steps(stage) {
    const { person, world, twist } = stage;
    const start = await v.seeStart(stage);
    const { renewal, renewalGrant: grantType, renewsAt } = m.dialectOf(stage);
    if (renewsAt === 'use') v.needRefreshToken(start, stage);
    const { case: what = 'tokenIsOver', ends = true } = (await twist(() => REFUSALS[stage.variant ?? ''])) ?? {};
    await twist(() => world.clock.age('61m'));
    await twist(() => world.faults.inject({ on: 'token', where: { grantType }, times: TIMES, do: v.asFault(renewal[what]) }));
    const refused = await v.seeRenewal(stage);
    const token = refused.refreshes.map(m.renewedTokenOf).find(Boolean) ?? start.refreshToken ?? '';
    await twist(() => world.faults.clear());
    await twist(() => (ends ? world.tokens.expire({ person: person.key, value: token }) : undefined));
    const byHand = async () => (await person.signsIn()) && v.seeUse(stage);
    const last = (await twist(() => (v.worked(refused) ? refused : byHand()))) ?? refused;
    const laterOn = async () => (await world.clock.age('61m')) && v.seeUse(stage);
    const next = await twist(() => (ends && refused.refreshes.length <= 2 ? laterOn() : undefined));
    return { start, refused, token, last, next };
  },
  control({ start, refused }, stage) {
    v.checkStart(start, [refused.visit], stage);
  },
  judge({ refused, token, last, next }, stage) {
    const { check, variant = '' } = stage;
    v.needRenewal(refused, stage);
    const { refreshes, asked, visit } = refused;
    const tries = `${m.count(refreshes.length, 'refresh request')} for one wish of the person, each refused; at most 2 were expected`;
    check.must('not-repeated', 'The refused refresh is not tried again and again', refreshes.length <= 2, tries, refreshes);
    const trips = `${m.count(asked.length, 'authorization request')} for one wish; at most 2 were expected`;
    check.must('no-login-loop', 'The person is not sent round in circles', asked.length <= 2, trips, asked);
    check.must('comes-to-rest', 'The person ends on a page of the app', visit.end === 'done', m.tellVisit(visit));
    const dead = `after the person signed in again the app did not work: ${v.tellUse(last)}`;
    check.must('works-again', 'After a new login the app works', v.worked(last), dead, [...last.refreshes, ...last.calls]);
    if (!REFUSALS[variant]?.ends) {
      const how = asked.length > 0 ? 'the person was sent to the provider for a new login' : m.tellVisit(visit);
      return check.info('reported', 'What the person saw', how, refreshes);
    }
    const again = next?.refreshes.filter((each) => m.renewedTokenOf(each) === token) ?? [];
    const kept = 'after a new login, an hour later, the app sent the refresh token that had been refused';
    check.should('token-dropped', 'The refused token is not used at a later expiry', again.length === 0, kept, again);
  },
});
