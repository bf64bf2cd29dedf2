import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly first: model.Visit;
  readonly before: readonly Exchange[];
  readonly visit: model.Visit;
  readonly signedIn: boolean;
  readonly later: readonly Exchange[];
}

const isAsking = ({ endpoint }: Exchange) => endpoint === 'authorize';
const isUse = ({ endpoint }: Exchange) => endpoint === 'userinfo' || endpoint.startsWith('api:');
const tokenOf = (each: Exchange) => traffic.answerOf(each).get('access_token') ?? undefined;
const asksForToken = (each: Exchange) => (traffic.paramsOf(each).get('response_type') ?? '').split(' ').includes('token');
const stateOf = (exchanges: readonly Exchange[]) => {
  const request = exchanges.findLast(isAsking);
  return request && traffic.paramsOf(request).get('state');
};
const isUsedIn = (token: string) => (each: Exchange) =>
  isUse(each) && (traffic.bearerOf(each) === token || traffic.paramsOf(each).get('access_token') === token);

/** The attacker: replaces the state of every redirect with a token in its fragment. */
const forgeState = (url: URL): URL => {
  const answer = new URLSearchParams(url.hash.slice(1));
  if (!answer.has('access_token')) return url;
  answer.set('state', 'a-state-that-nobody-sent-before-in-this-run');
  url.hash = answer.toString();
  return url;
};

const judgeRegrant = ({ before, visit, signedIn, later }: Seen, { check }: model.ScenarioContext): void => {
  const answer = later.find(tokenOf);
  const token =
    (answer && tokenOf(answer)) ??
    check.inconclusive(`No new token was returned in a fragment: ${traffic.describeVisit(visit)}.`);
  const pages = later.filter(({ endpoint }) => endpoint === 'consent');
  check.may('without-a-page', 'The new token is returned without a page', pages.length === 0, 'a consent page was shown', pages);
  const state = stateOf(later);
  const told = state ? 'the state of the earlier request was sent again' : 'the request has no state';
  check.should(
    'state-fresh',
    'The request has a new state',
    Boolean(state) && state !== stateOf(before),
    told,
    later.filter(isAsking),
  );
  const used = later.filter((each) => isUse(each) && traffic.isAccepted(each) && isUsedIn(token)(each));
  const unused = `no call with the new token was accepted; ${traffic.describeVisit(visit)}`;
  check.should('new-token-used', 'The new token is used', used.length > 0, unused, later.filter(isUse));
  const bare = later.filter((each) => isUse(each) && traffic.queryOf(each).has('access_token'));
  const shown = bare.map(traffic.describeExchange).join('; ');
  check.should('bearer-in-header', 'It is sent in the Authorization header', bare.length === 0, `in the query of ${shown}`, bare);
  const leaked = visit.hops.filter(({ to, url }) => to !== 'persona' && url.search.includes(token));
  const where = leaked.map(({ url }) => url.origin + url.pathname).join(', ');
  check.should('fragment-stays', 'It is not sent in a URL', leaked.length === 0, `in the query of ${where}`);
  check.should('signed-in', 'The person is signed in as before', visit.ok && signedIn, traffic.describeVisit(visit));
};

const judgeForgery = ({ visit, signedIn, later }: Seen, { check }: model.ScenarioContext): void => {
  const tokens = later.flatMap((each) => tokenOf(each) ?? []);
  if (tokens.length === 0) check.inconclusive(`No token was returned in a fragment: ${traffic.describeVisit(visit)}.`);
  const used = later.filter((each) => tokens.some((token) => isUsedIn(token)(each)));
  const told = `the callback had a state that the app never sent, and its token was used: ${used.map(traffic.describeExchange).join('; ')}`;
  check.should('foreign-token-unused', 'The token of a callback with a wrong state is not used', used.length === 0, told, used);
  check.should('not-signed-in', 'Nobody is signed in by it', !signedIn, traffic.describeVisit(visit));
  check.should('comes-to-rest', 'The app answers with a page', visit.end === 'done', traffic.describeVisit(visit));
};

export default model.defineScenario<Seen>({
  id: 'login/google-implicit-regrant',
  title: 'A token in the fragment is renewed in the same way',
  level: 'MAY',
  basis: [
    model.vendor('G-03'),
    model.vendor('G-27'),
    model.spec('RFC6749-4.2.2'),
    model.spec('RFC6749-10.12'),
    model.spec('RFC9700-2.1.2'),
  ],
  seedQuestion: 'S1',
  provider:
    'Returns the access token in the fragment (response_type=token). Once that token is aged past its lifetime, the same request redirects at once with a new token, because the consent is still granted.',
  rightClient:
    'Repeats the request with a new state and without a prompt, compares the state of the callback, sends the new token in the Authorization header, and sends the fragment to no server.',
  fix: 'Generate a new state for each request, and compare it before you use the token. Replace the old token. Better: use the code flow with PKCE.',
  personas: ['google'],
  needs: ['signIn'],
  shows: [],
  variants: {
    regrant: 'the token has expired, and the person signs in again',
    'foreign-state': 'the callback has a state that was never sent',
  },
  motion: 'age',
  bites: [
    {
      client: 'window',
      mutant: 'login-fragment-state-unchecked',
      variant: 'foreign-state',
      verdict: 'warn',
      check: 'foreign-token-unused',
    },
    { client: 'window', mutant: 'login-fragment-token-kept', variant: 'regrant', verdict: 'warn', check: 'new-token-used' },
    {
      client: 'window',
      mutant: 'login-fragment-token-in-query',
      variant: 'regrant',
      verdict: 'warn',
      check: 'bearer-in-header',
    },
  ],
  async steps(context) {
    const { app, person, wire, check, twist, settled, variant } = context;
    const isForged = variant === 'foreign-state';
    const first = isForged
      ? ((await twist(() => person.signsIn({ rewrite: forgeState }))) ?? (await person.signsIn()))
      : await person.signsIn();
    await settled();
    const all = await wire.all();
    const asked = all.filter(isAsking);
    if (asked.length > 0 && !asked.some(asksForToken))
      check.skip('No request for a token in the fragment (response_type=token) was seen.');
    if (asked.length > 0 && !app.verbs.has('seesAddress'))
      check.skip('This needs a browser that runs scripts (--person browser).');
    if (isForged)
      return { first, before: [], visit: first, signedIn: await steps.isSignedIn(person, context, [first]), later: all };
    await twist(() => traffic.endAccessToken(context, person.key, 'after-an-hour'));
    const visit = await person.signsIn();
    const signedIn = await steps.isSignedIn(person, context, [visit], traffic.markOf(all));
    await settled();
    return { first, before: all, visit, signedIn, later: traffic.after(await wire.all(), traffic.markOf(all)) };
  },
  control({ first, signedIn }, { check }) {
    check.must('signed-in', 'The token in the fragment signs the person in', first.ok && signedIn, traffic.describeVisit(first));
  },
  judge(seen, context) {
    return (context.variant === 'foreign-state' ? judgeForgery : judgeRegrant)(seen, context);
  },
});
