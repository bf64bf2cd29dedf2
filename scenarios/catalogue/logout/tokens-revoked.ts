import type { EndpointName, Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly start: steps.Start;
  readonly out: model.Visit | undefined;
  readonly isOut: boolean;
  /** Those that the client was given. */
  readonly refreshTokens: ReadonlySet<string | undefined>;
  readonly revocations: readonly Exchange[];
  readonly again: model.Visit;
}

/** Two for each of two tokens. */
const MOST_ATTEMPTS = 4;

/** Where tokens are revoked: RFC 7009, or the API's own sign-out. */
const revocationEndpointsOf = (context: model.ScenarioContext): readonly EndpointName[] =>
  traffic.passwordLoginOf(context)?.endsOne ?? ['revoke'];

const hinder = async (context: model.ScenarioContext): Promise<void> => {
  const { world, person, variant } = context;
  if (variant === 'next-day') await world.clock.age('1d');
  const failure = { unavailable: { status: 503, headers: { 'Retry-After': '30' } }, 'no-answer': { drop: true } as const }[
    variant ?? ''
  ];
  if (failure) for (const on of revocationEndpointsOf(context)) await world.faults.inject({ on, do: failure });
  if (variant === 'dead-already') await world.grants.revoke({ person: person.key });
};

const tokenOf = (revocation: Exchange): string | undefined => traffic.paramsOf(revocation).get('token') ?? undefined;

/** Checks that the app's tokens are revoked; only if revocation is possible. */
const checkEnds = ({ start, refreshTokens, revocations }: Seen, context: model.ScenarioContext): void => {
  const { check, variant } = context;
  if (variant === 'next-day' && !start.refreshToken) {
    check.info(
      'ends-the-grant',
      'The app’s tokens are revoked afterwards',
      'it had only an access token, which had expired',
      revocations,
    );
    return;
  }
  // RFC 7009, section 2.2: an answer of 200 to another token ends nothing.
  const takesAny = traffic.conventionsOf(context).revokesAccessTokens || refreshTokens.size === 0;
  const told = revocations.map(
    (each) => `${traffic.describeExchange(each)} for ${refreshTokens.has(tokenOf(each)) ? 'the refresh token' : 'another token'}`,
  );
  check.should(
    'ends-the-grant',
    'The app’s tokens are revoked afterwards',
    revocations.some((each) => traffic.isAccepted(each) && (takesAny || refreshTokens.has(tokenOf(each)))),
    `no revocation of the refresh token was accepted: ${told.join('; ')}`,
    revocations,
  );
};

export default model.defineScenario<Seen>({
  id: 'logout/tokens-revoked',
  title: 'The tokens are revoked at sign-out, whatever the provider answers',
  level: 'SHOULD',
  basis: [
    model.spec('RFC7009-2'),
    model.spec('RFC7009-2.2.1'),
    model.spec('RFC9700-4.14.2'),
    model.vendor('G-73'),
    model.vendor('G-74'),
  ],
  seedQuestion: 'S4',
  provider:
    'Has a revocation endpoint. It answers 200, or 503, or not at all, or 400 (Auth0: 200) because the token has ended already.',
  rightClient:
    'Revokes the refresh token (or the access token if it has no other) in the body of a POST. The person is signed out immediately, whatever the answer.',
  fix: 'End the local session first. Then revoke the refresh token with a timeout, and only log the answer.',
  personas: ['google', 'auth0', 'first-party'],
  needs: ['signIn', 'useResource', 'signOut'],
  shows: [],
  variants: {
    accepted: 'the provider answers 200',
    'next-day': 'the access token is aged by a day, past its lifetime; the refresh token is valid',
    unavailable: 'the provider answers 503 with Retry-After',
    'no-answer': 'the provider closes the connection',
    'dead-already': 'the person removed the app at the provider before; it answers 400, or 200 as RFC 7009 has it',
  },
  motion: 'age',
  bites: [
    { client: 'web', mutant: 'out-revokes-access-token', variant: 'next-day', verdict: 'warn', check: 'ends-the-grant' },
    { client: 'web', mutant: 'out-waits-for-revocation', variant: 'unavailable', verdict: 'warn', check: 'signs-out-anyway' },
    { client: 'web', mutant: 'out-waits-for-revocation', variant: 'no-answer', verdict: 'warn', check: 'signs-out-anyway' },
    { client: 'web', mutant: 'out-retries-revocation', variant: 'unavailable', verdict: 'warn', check: 'few-attempts' },
    { client: 'rest', mutant: 'out-waits-for-api', variant: 'unavailable', verdict: 'warn', check: 'signs-out-anyway' },
    { client: 'rest-tokens', mutant: 'out-waits-for-api', variant: 'no-answer', verdict: 'warn', check: 'signs-out-anyway' },
  ],
  async steps(context) {
    const { app, person, world, wire, twist, settled } = context;
    const start = await steps.seeStart(context);
    const mark = traffic.markOf(await wire.all());
    await twist(() => hinder(context));
    const out = await twist(() => person.signsOut());
    await settled();
    const isOut = app.verbs.has('whoAmI') ? !(await person.isSignedIn()) : true;
    const refreshTokens = new Set(steps.refreshTokensIn(await wire.all()));
    const revocations = traffic
      .after(await wire.all(), mark)
      .filter(({ endpoint }) => revocationEndpointsOf(context).includes(endpoint));
    await twist(() => world.faults.clear());
    const again = await person.signsIn();
    await settled();
    return { start, out, isOut, refreshTokens, revocations, again };
  },
  control({ start, again }, context) {
    steps.checkStart(start, [again], context);
  },
  judge(seen, context) {
    const { out, isOut, revocations, again } = seen;
    const { check, person } = context;
    if (revocations.length === 0) check.skip('No revocation was seen at sign-out. RFC 7009 does not require one.');
    const { variant } = context;
    if (variant === 'accepted' || variant === 'next-day') checkEnds(seen, context);
    const went = out ? traffic.describeVisit(out) : '';
    const anyway = isOut && out?.end === 'done' && out.status < 500;
    check.should(
      'signs-out-anyway',
      'The person is signed out, whatever the provider answers',
      anyway,
      isOut ? went : `the app still shows ${person.name} as signed in; ${went}`,
      revocations,
    );
    const tries = `${revocations.length} revocation requests for one sign-out; at most ${MOST_ATTEMPTS} expected`;
    check.should(
      'few-attempts',
      'A failed revocation is not repeated endlessly',
      revocations.length <= MOST_ATTEMPTS,
      tries,
      revocations,
    );
    const open = revocations.filter((each) => traffic.queryOf(each).has('token'));
    check.may('in-body', 'The token is sent in the body', open.length === 0, 'the token is in the URL, which logs keep', open);
    check.should('can-return', 'Signing in again works', again.ok, traffic.describeVisit(again));
  },
});
