import type { FaultInput } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

const BAD_GATEWAY =
  '<!doctype html><title>502</title><h1>502. That’s an error.</h1><p>The server encountered a temporary error.</p>';
const HTML = { 'Content-Type': 'text/html; charset=UTF-8' };

const OUTAGES: Readonly<Record<string, { readonly says: string; readonly action: FaultInput['do'] }>> = {
  'server-error': { says: '500 with a JSON error', action: { status: 500, body: { error: 'internal_failure' } } },
  'bad-gateway': { says: '502 with an HTML page', action: { status: 502, headers: HTML, body: BAD_GATEWAY } },
  unavailable: { says: '503 with Retry-After and no body', action: { status: 503, headers: { 'Retry-After': '1' } } },
  'rate-limited': {
    says: '429 with a JSON error',
    action: { status: 429, headers: { 'Retry-After': '1' }, body: { error: 'rate_limit_exceeded' } },
  },
  'no-answer': { says: 'the connection is closed without an answer', action: { drop: true } },
  'not-the-provider': {
    says: '200 with the HTML page of a captive portal',
    action: { html: '<h1>Sign in to this network</h1>' },
  },
};
/** Number of failing refreshes, so that an app that never stops comes to an end. */
const TIMES = 20;
/** Most attempts within one visit. */
const MOST = 5;
/** Uses by the person during the outage: an app may tolerate one and then give up. */
const WISHES = 2;

interface Seen {
  readonly start: steps.Start;
  /** One per use during the outage. */
  readonly during: readonly steps.Use[];
  readonly signedIn: boolean;
  readonly afterwards: steps.Use;
}

export default model.defineScenario<Seen>({
  id: 'refresh/transient-failure-keeps-session',
  title: 'The token endpoint is temporarily unavailable',
  level: 'SHOULD',
  basis: [
    model.spec('RFC6749-5.2'),
    model.spec('RFC9110-15.6'),
    model.spec('RFC6585-4'),
    model.lab('An outage says nothing about the refresh token, and must not end the session.'),
  ],
  provider: 'Fails refreshes temporarily: a server error, a gateway page, or no answer. Then it works again.',
  rightClient: 'Keeps the session and the refresh token, reports the temporary failure, and refreshes with the same token later.',
  fix: 'Delete a refresh token only after invalid_grant. Treat 5xx, 429, timeouts and non-JSON responses as temporary, and keep the stored tokens.',
  personas: ['google', 'auth0'],
  needs: ['signIn', 'useResource'],
  shows: [],
  variants: Object.fromEntries(Object.entries(OUTAGES).map(([name, { says }]) => [name, says])),
  motion: 'age',
  bites: [
    { client: 'web', mutant: 'ref-5xx-logs-out', variant: 'server-error', verdict: 'warn', check: 'no-new-login' },
    { client: 'web', mutant: 'ref-outage-forgets-token', variant: 'no-answer', verdict: 'warn', check: 'same-token-later' },
    { client: 'web', mutant: 'ref-429-logs-out', variant: 'rate-limited', verdict: 'warn', check: 'no-new-login' },
    { client: 'web', mutant: 'ref-failed-flight-kept', variant: 'bad-gateway', verdict: 'warn', check: 'same-token-later' },
    { client: 'web', mutant: 'ref-outage-retried-at-once', variant: 'unavailable', verdict: 'warn', check: 'patient' },
    { client: 'web', mutant: 'ref-second-outage-logs-out', variant: 'server-error', verdict: 'warn', check: 'same-token-later' },
  ],
  async steps(context) {
    const { app, person, world, twist } = context;
    const start = await steps.seeStart(context);
    steps.needRefreshToken(start, context);
    const { action = { drop: true } } = (await twist(() => OUTAGES[context.variant ?? ''])) ?? {};
    await twist(() => traffic.outliveAccessTokens(context));
    await twist(() => world.faults.inject({ on: 'token', where: { grantType: 'refresh_token' }, times: TIMES, do: action }));
    const during: steps.Use[] = [];
    for (let wish = 0; wish < WISHES; wish += 1) during.push(await steps.seeUse(context));
    const signedIn = app.verbs.has('whoAmI') ? await person.isSignedIn() : true;
    await twist(() => world.faults.clear());
    const afterwards = await steps.seeUse(context);
    return { start, during, signedIn, afterwards };
  },
  control({ start, during, afterwards }, context) {
    steps.checkStart(start, [...during.map(({ visit }) => visit), afterwards.visit], context);
  },
  judge({ start, during, signedIn, afterwards }, { app, check, person }) {
    const [first] = during;
    if (first) steps.needRefresh(first, { check });
    const visits = during.map(({ visit }) => visit);
    const asked = [...during, afterwards].flatMap((use) => use.asked);
    const when = during.some((use) => use.asked.length > 0) ? 'during the outage' : 'when the provider worked again';
    const sent = `the person was sent to the provider for a new login ${when}; ${visits.map(traffic.describeVisit).join('; ')}`;
    check.should('no-new-login', 'The person does not have to sign in again', asked.length === 0, sent, asked);
    if (app.verbs.has('whoAmI'))
      check.should('still-signed-in', 'The person stays signed in', signedIn, `the app no longer shows ${person.name}`);
    const away = visits.find(({ end }) => end !== 'done');
    check.should('comes-to-rest', 'The person ends on a page of the app', !away, away ? traffic.describeVisit(away) : '');
    const busiest = during.map((use) => use.refreshes).toSorted((one, other) => other.length - one.length)[0] ?? [];
    const tries = `${traffic.count(busiest.length, 'refresh request')} for one request of the person; at most ${MOST} were expected`;
    check.should('patient', 'The app does not overload a failing server', busiest.length <= MOST, tries, busiest);
    const accepted = [...during, afterwards]
      .flatMap((use) => use.refreshes)
      .filter(traffic.isAccepted)
      .filter((each) => traffic.memberOf(each, 'access_token'));
    const same = accepted.some((each) => traffic.formOf(each).get('refresh_token') === start.refreshToken);
    const lost = `no refresh with the same token was accepted when the provider worked again; ${steps.describeUse(afterwards)}`;
    check.should('same-token-later', 'Later the same refresh token is used', same, lost, afterwards.refreshes);
    const dead = `the provider worked again and the app did not: ${steps.describeUse(afterwards)}`;
    check.should('works-later', 'The app works again', steps.worked(afterwards), dead, afterwards.calls);
  },
});
