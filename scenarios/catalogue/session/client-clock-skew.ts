import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

/** `works`: small enough to be accepted. Larger ones may be refused with a message. */
const SKEWS: Readonly<Record<string, { readonly says: string; readonly seconds: number; readonly works: boolean }>> = {
  'ahead-2s': { says: 'the provider is 2 seconds ahead', seconds: 2, works: true },
  'behind-5m': { says: 'the provider is 5 minutes behind', seconds: -300, works: true },
  'ahead-5m': { says: 'the provider is 5 minutes ahead', seconds: 300, works: false },
  'behind-59m': { says: 'the provider is 59 minutes behind: ID tokens seem to expire in a minute', seconds: -3540, works: false },
  'ahead-2h': { says: 'the provider is 2 hours ahead', seconds: 7200, works: false },
  'behind-2h': { says: 'the provider is 2 hours behind: ID tokens seem to have expired', seconds: -7200, works: false },
};
const USES = 3;

interface Seen {
  readonly login: steps.Use;
  readonly signedIn: boolean;
  readonly hasRefreshToken: boolean;
  readonly uses: readonly steps.Use[];
  readonly later: steps.Use | undefined;
}

const renewalsOf = ({ refreshes, asked }: steps.Use): readonly Exchange[] => [...refreshes, ...asked];

export default model.defineScenario<Seen>({
  id: 'session/client-clock-skew',
  title: 'The clocks of client and provider differ',
  level: 'SHOULD',
  basis: [
    model.spec('RFC7519-4.1.4'),
    model.spec('OIDCC-3.1.3.7'),
    model.spec('RFC6750-3.1'),
    model.lab('Clocks are off by minutes, and some by hours. This must not cause a flood of requests.'),
  ],
  provider:
    'Issues ID tokens and responses with a clock that differs from the client’s. The access tokens are valid for an hour or a day.',
  rightClient:
    'Allows a little leeway, computes the expiry of an access token from its own clock and expires_in, trusts a 401 more than its clock, and shows an error if it cannot accept an ID token.',
  fix: 'Compare iat, nbf and exp with a leeway of a minute or more. Renew access tokens by expires_in, not by times in the ID token, and always refresh after a 401, even if the token should still be valid.',
  fixes: {
    '401-believed': 'On a 401 refresh or start a login, even if the token should still be valid by your clock.',
    'few-renewals': 'Renew access tokens by expires_in from the moment of the answer, not by times of the provider’s clock.',
  },
  personas: ['google', 'auth0'],
  needs: ['signIn', 'useResource'],
  shows: [],
  variantPersonas: { 'behind-59m': ['google'] }, // where ID tokens are valid for an hour
  variants: Object.fromEntries(Object.entries(SKEWS).map(([name, { says }]) => [name, says])),
  motion: 'age',
  bites: [
    { client: 'web', mutant: 'sess-fast-clock-renew-loop', variant: 'behind-59m', verdict: 'warn', check: 'few-renewals' },
    { client: 'web', mutant: 'sess-local-clock-over-401', variant: 'behind-5m', verdict: 'warn', check: '401-believed' },
    { client: 'web', mutant: 'login-zero-leeway', variant: 'ahead-2s', verdict: 'warn', check: 'signed-in' },
  ],
  async steps(context) {
    const { app, person, world, wire, twist } = context;
    const skewSeconds = () => SKEWS[context.variant ?? '']?.seconds ?? 0;
    await twist(() => world.faults.inject({ on: 'token', do: { skewSeconds: skewSeconds() } }));
    const login = await steps.seeUse(context, () => person.signsIn());
    const signedIn = login.visit.ok && (app.verbs.has('whoAmI') ? await person.isSignedIn() : true);
    const hasRefreshToken = steps.refreshTokensIn(await wire.codeExchanges()).length > 0;
    const uses: steps.Use[] = [];
    while (signedIn && uses.length < USES) uses.push(await steps.seeUse(context));
    await twist(() => traffic.outliveAccessTokens(context));
    const later = signedIn ? await steps.seeUse(context) : undefined;
    return { login, signedIn, hasRefreshToken, uses, later };
  },
  control({ login, signedIn, uses, later }, { check }) {
    check.must('signed-in', 'With the same clock the person is signed in', signedIn, traffic.describeVisit(login.visit));
    const bad = [...uses, ...(later ? [later] : [])].find((use) => !steps.worked(use));
    const isEager = uses.every((use) => renewalsOf(use).length > 0);
    if (signedIn && isEager)
      check.skip('With the right clock a renewal was seen at every use; session/expires-in-semantics judges that.');
    check.must('works', 'With the same clock the app works', !bad, bad ? steps.describeUse(bad) : '');
  },
  judge({ login, signedIn, hasRefreshToken, uses, later }, { check, variant = '' }) {
    const { says, works } = SKEWS[variant] ?? { says: '', works: false };
    const { visit, asked } = login;
    check.should(
      'comes-to-rest',
      'Signing in ends on a page of the app',
      visit.end === 'done',
      `${says}; ${traffic.describeVisit(visit)}`,
    );
    const trips = `${says}, and one sign-in led to ${traffic.count(asked.length, 'authorization request')}; at most 2 were expected`;
    check.should('no-login-loop', 'The person is not redirected in a loop', asked.length <= 2, trips, asked);
    const shown = `${says}, and the person is not signed in; ${traffic.describeVisit(visit)}`;
    if (works) check.should('signed-in', 'A small difference is accepted', signedIn, shown);
    else check.info('signed-in', 'Result of the login', signedIn ? 'the person is signed in' : shown);
    if (!signedIn || !later) return;
    const renewals = uses.flatMap(renewalsOf);
    const found = `${says}, and the app renewed its tokens ${traffic.count(renewals.length, 'time')} in ${USES} uses within seconds; at most 2 were expected`;
    check.should('few-renewals', 'Valid tokens are used, not renewed at each use', renewals.length <= 2, found, renewals);
    if (!hasRefreshToken || !later.calls.some(traffic.isTokenRefused)) return;
    const ignored = `the API refused the token with 401, and the app neither refreshed nor started a login; ${steps.describeUse(later)}`;
    check.should('401-believed', 'A 401 counts more than the clock', renewalsOf(later).length > 0, ignored, later.calls);
  },
});
