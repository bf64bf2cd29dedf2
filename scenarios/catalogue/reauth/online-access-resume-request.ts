import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly start: steps.Start;
  readonly later: steps.Work;
  readonly laterWire: readonly Exchange[];
  /** Parameters of the authorization request of the first login. */
  readonly asked: URLSearchParams;
  readonly byItself: boolean;
  readonly signedIn: boolean;
}

/** What the first request has of these, the second needs as well: a vendor may have a default for what is left out. */
const REQUIRED = ['client_id', 'redirect_uri', 'response_type', 'scope'];
const atApi = (exchanges: readonly Exchange[]) => exchanges.filter(({ endpoint }) => endpoint.startsWith('api:'));
const asksIn = (exchanges: readonly Exchange[]) => exchanges.filter(({ endpoint }) => endpoint === 'authorize');

export default model.defineScenario<Seen>({
  id: 'reauth/online-access-resume-request',
  title: 'An upload with an access token that is aged past its lifetime gets a 401 and is completed after a new login',
  level: 'MUST',
  basis: [
    model.vendor('G-03'),
    model.vendor('G-65'),
    model.vendor('F-19'),
    model.vendor('F-60'),
    model.spec('RFC6749-10.12'),
    model.spec('RFC9700-4.7'),
    model.lab('What a person has submitted must not be lost because a token expired.'),
  ],
  seedQuestion: 'S1',
  provider:
    'Granted online access, or has no refresh tokens, and then forgets early: the access token is aged past its lifetime, or ended, and its API refuses it with 401 (the Graph API: with code 190). The authorization endpoint redirects at once, without a page, because the consent is still granted.',
  rightClient:
    'Stores the person’s request, redirects the browser to the authorization endpoint with a new state, and carries the request out after the callback, exactly once.',
  fix: 'On a 401 (the Graph API: on code 190) without a refresh token, store the request on the server under a new unguessable state, redirect to the authorization endpoint (no prompt=consent), and carry it out once after the callback.',
  fixes: {
    'by-itself':
      'On a 401 without a refresh token, redirect the browser to the authorization endpoint yourself instead of showing a link.',
  },
  personas: ['google', 'facebook', 'auth0'],
  needs: ['signIn', 'useResource'],
  shows: ['google/api/401-invalid-token', 'google/refresh/online-has-none'],
  variants: {
    'next-day': 'the access token is aged by a day',
    'in-mid-task': 'the token is revoked right after a use',
    reloaded:
      'the access token is aged by a day; afterwards the person goes back to the callback, and loads it and the page again',
  },
  motion: 'age',
  bites: [
    { client: 'web-online', mutant: 'rea-original-request-lost', verdict: 'fail', check: 'done-once' },
    { client: 'web-online', mutant: 'rea-resumes-twice', verdict: 'fail', check: 'done-once' },
    { client: 'web-online', mutant: 'rea-resumes-on-reload', variant: 'reloaded', verdict: 'fail', check: 'done-once' },
    { client: 'web-online', mutant: 'rea-request-in-state', variant: 'next-day', verdict: 'warn', check: 'state-opaque' },
    { client: 'web-online', mutant: 'rea-request-in-state-hex', variant: 'next-day', verdict: 'warn', check: 'state-opaque' },
    { client: 'web-online', mutant: 'rea-request-in-state-zipped', variant: 'next-day', verdict: 'warn', check: 'state-opaque' },
    { client: 'upload-naive', verdict: 'fail', check: 'done-once' },
    { client: 'graph-client', mutant: 'rea-original-request-lost', verdict: 'fail', check: 'done-once' },
    { client: 'graph-client', mutant: 'rea-resumes-twice', verdict: 'fail', check: 'done-once' },
    { client: 'graph-client', mutant: 'rea-resumes-on-reload', variant: 'reloaded', verdict: 'fail', check: 'done-once' },
    { client: 'graph-client', mutant: 'rea-request-in-state', variant: 'next-day', verdict: 'warn', check: 'state-opaque' },
  ],
  async steps(context) {
    const { app, person, wire, check, twist, settled } = context;
    const start = await steps.seeStart(context);
    if (start.refreshToken)
      check.skip('A refresh token was seen in a token response to this client: it can refresh, and has nothing to resume.');
    const before = await wire.all();
    await twist(() => traffic.endAccessToken(context, person.key, context.variant === 'in-mid-task' ? 'ended' : 'next-day'));
    const visit = await person.usesResource();
    await settled();
    const byItself = asksIn(await wire.all()).length > asksIn(before).length;
    await twist(() => (byItself ? undefined : person.signsIn())); // the app may have stored the request until then
    await settled();
    await twist(() => (context.variant === 'reloaded' ? steps.reload(context, visit) : undefined));
    const laterWire = traffic.after(await wire.all(), traffic.markOf(before));
    const signedIn = app.verbs.has('whoAmI') ? await person.isSignedIn() : true;
    const [first] = asksIn(before).slice(-1);
    const asked = first ? traffic.paramsOf(first) : new URLSearchParams();
    return { start, later: { visit, calls: atApi(laterWire) }, laterWire, asked, byItself, signedIn };
  },
  control({ start, later }, context) {
    steps.checkStart(start, [later.visit], context);
  },
  judge({ start, later, laterWire, asked, byItself, signedIn }, { check, person }) {
    const { visit } = later;
    const refused = later.calls.find(traffic.isTokenRefused)?.response?.status ?? 401;
    steps.checkDoneOnce(start, later, `the ${refused}`, { check });
    const [request] = asksIn(laterWire);
    check.must(
      'asks-again',
      'A new authorization request follows',
      request !== undefined,
      `none was sent after the ${refused}; ${traffic.describeVisit(visit)}`,
      later.calls,
    );
    check.should(
      'by-itself',
      'The app redirects the browser automatically',
      byItself,
      `the person had to sign in again manually; ${traffic.describeVisit(visit)}`,
      later.calls,
    );
    if (byItself)
      check.must('lands-on-page', 'The person ends on a page of the app that works', visit.ok, traffic.describeVisit(visit));
    check.must('still-signed-in', 'As the same person', signedIn, `the app does not show ${person.name} as signed in`);
    if (!request) return;
    const params = traffic.paramsOf(request);
    const absent = REQUIRED.filter((name) => asked.get(name) && !params.get(name));
    check.must(
      'request-complete',
      'The new authorization request is complete',
      absent.length === 0,
      `it has no ${absent.join(', ')}`,
      [request],
    );
    const state = params.get('state') ?? '';
    const isFresh = state ? state !== asked.get('state') : params.has('code_challenge');
    check.must(
      'state-fresh',
      'Its state is new',
      isFresh,
      state ? 'the state of the first login was used again' : 'it has neither state nor PKCE challenge',
      [request],
    );
    steps.checkStateOpaque([request], visit, person, { check });
    const consent = laterWire.filter(({ endpoint }) => endpoint === 'consent');
    const prompt = `a consent page was shown although the consent was still granted (prompt=${params.get('prompt') ?? 'was not sent'})`;
    check.should('no-consent-asked', 'The person is not asked for consent again', consent.length === 0, prompt, consent);
  },
});
