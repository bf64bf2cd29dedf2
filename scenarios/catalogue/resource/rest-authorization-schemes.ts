import { type Exchange, isApi } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

/** Older than a nonce of Digest gets, younger than a session or token. */
const NONCE_OVER = '6m';

interface Seen {
  readonly signIn: model.Visit;
  readonly uses: readonly steps.Use[];
  readonly isIn: boolean;
  /** Challenges of the API for this client. */
  readonly challenges: string;
  /** What a third-party server received, to which the API redirected. */
  readonly elsewhere: readonly model.ThirdPartyRequest[];
  readonly wire: readonly Exchange[];
}

/** Asks the API without credentials, which schemes the client may use. */
const askChallenges = async ({ world, persona, app }: model.ScenarioContext): Promise<string> => {
  const reply = await fetch(`${world[persona].address}/random`, { headers: { 'x-client-id': app.clientId } });
  return reply.headers.get('www-authenticate') ?? '';
};

const redirectAway = async (context: model.ScenarioContext, calls: readonly Exchange[]): Promise<model.ThirdPartyServer> => {
  const place = await context.thirdPartyServer();
  const headers = { Location: `http://127.0.0.1:${place.port}/moved` };
  for (const on of steps.endpointsOf(calls)) await context.world.faults.inject({ on, do: { status: 307, headers } });
  return place;
};

const isProved = (exchange: Exchange): boolean => traffic.schemeOf(exchange) !== undefined;

const named = (exchanges: readonly Exchange[]): string =>
  [...new Set(exchanges.map((each) => `${traffic.describeExchange(each)} with the scheme "${traffic.schemeOf(each)}"`))]
    .slice(0, 3)
    .join('; ');

/** Uses of a nonce, by nonce and count. */
const countOf = (exchange: Exchange): string =>
  ['nonce', 'nc'].map((name) => traffic.authorizationParamOf(exchange, name)).join(' ');

const digestsIn = (exchanges: readonly Exchange[]): readonly Exchange[] =>
  exchanges.filter((each) => traffic.schemeOf(each) === 'digest');

const checkSchemes = ({ wire, challenges, uses }: Seen, { check }: model.ScenarioContext): void => {
  const offered = traffic.schemesOfferedIn(challenges);
  const calls = wire.filter(({ endpoint }) => isApi(endpoint));
  const strange = calls.filter((each) => isProved(each) && !offered.has(traffic.schemeOf(each) ?? ''));
  const names = [...offered].join(', ');
  const found = `the API offers ${names}, and the app sent ${named(strange)}`;
  check.must('scheme-as-named', 'The scheme is one that the API names', strange.length === 0, found, strange);
  const used = uses.flatMap((use) => use.calls);
  const bare = used.filter((each) => !isProved(each));
  const asked = `${traffic.count(bare.length, 'call')} without credentials first, though the client knew what to send`;
  check.should('each-call', 'Each call has its credentials from the start', bare.length === 0, asked, bare);
  const again = traffic.repeatedBy(digestsIn(wire), countOf);
  const twice = `${traffic.count(again.length, 'request')} of Digest with a nonce and count that were used before`;
  check.must('nonce-counted', 'Each use of a nonce has a count of its own', again.length === 0, twice, again);
  const isClear = offered.has('digest') && calls.some((each) => traffic.schemeOf(each) === 'basic');
  if (isClear)
    check.info('stronger-offered', 'The scheme of the client', 'it sends the password by Basic, and the API takes Digest', calls);
};

const checkRenewal = ({ uses, isIn }: Seen, { check }: model.ScenarioContext): void => {
  const [use] = uses.slice(-1);
  const calls = use?.calls ?? [];
  const stale = calls.filter(traffic.isStaleNonce);
  if (digestsIn(calls).length === 0) check.skip('The app does not use Digest.');
  if (stale.length === 0) check.inconclusive('No request was refused for an old nonce.');
  const times = `${traffic.count(stale.length, 'request')} with a nonce that was too old; one was expected`;
  check.must('one-renewal', 'The nonce of the refusal is taken, once', stale.length === 1, times, stale);
  const lost = `the person was stopped by it: ${use ? traffic.describeVisit(use.visit) : ''}`;
  const goesOn = use !== undefined && steps.worked(use) && isIn;
  check.must('nobody-asked', 'Nobody has to enter the password again', goesOn, lost, calls);
};

const checkElsewhere = ({ elsewhere, uses }: Seen, { check }: model.ScenarioContext): void => {
  const [use] = uses.slice(-1);
  const carried = elsewhere.filter(({ headers }) => headers.some(([name]) => /^(?:authorization|cookie|x-api-key)$/i.test(name)));
  const found = carried.map(({ method, url }) => `${method} ${url}`).join('; ');
  const title = 'Credentials are not sent to another host';
  check.must('not-elsewhere', title, carried.length === 0, `another host received them with ${found}`, use?.calls ?? []);
  const end = use ? traffic.describeVisit(use.visit) : '';
  check.must('comes-to-rest', 'The person ends on a page of the app', use?.visit.end === 'done', end, use?.calls ?? []);
};

export default model.defineScenario<Seen>({
  id: 'resource/rest-authorization-schemes',
  title: 'Token, Basic or Digest: the scheme that the API names',
  level: 'MUST',
  basis: [
    model.spec('RFC7617-2'),
    model.spec('RFC7616-3.3'),
    model.spec('RFC7616-3.4'),
    model.spec('RFC9110-11.6.1'),
    model.vendor('P-14', 'https://www.django-rest-framework.org/api-guide/authentication/#tokenauthentication'),
    model.vendor('P-53', 'https://www.rfc-editor.org/rfc/rfc7616'),
  ],
  seedQuestion: 'S4',
  provider:
    'Names the schemes that a client may use in WWW-Authenticate: Token, or Basic and Digest. A nonce of Digest is good for five minutes; then the reply has stale=true and a new one.',
  rightClient:
    'Sends each call with its credentials, under the name of the scheme that the API gives it. It counts the uses of a nonce, takes the new one when the API says stale=true, and sends the call once more. It sends nothing of this to another host.',
  fix: 'Read which scheme the API names, and write that word: "Token" is not "Bearer". In Digest count nc up for each use of a nonce, and answer stale=true with the new nonce, once, without asking the person.',
  fixes: {
    'each-call': 'Send the credentials with the first request, not only after a 401.',
    'not-elsewhere': 'Do not follow redirects of an API, or drop the Authorization header when the host or port changes.',
    'nobody-asked':
      'The word stale=true means that the password was right. Retry with the new nonce, and keep the person signed in.',
  },
  personas: ['first-party'],
  needs: ['signIn', 'useResource'],
  shows: [],
  variantShows: { 'stale-nonce': ['first-party/digest/nonce-life'] },
  variants: {
    'as-named': 'two uses, one after the other',
    'stale-nonce': 'a nonce of Digest gets too old between two uses',
    redirected: 'the API redirects a call to another host',
  },
  motion: 'age',
  bites: [
    {
      client: 'token-scheme',
      mutant: 'res-bearer-for-token-scheme',
      variant: 'as-named',
      verdict: 'fail',
      check: 'scheme-as-named',
    },
    { client: 'digest', mutant: 'res-digest-stale-asks-person', variant: 'stale-nonce', verdict: 'fail', check: 'nobody-asked' },
    { client: 'digest', mutant: 'res-digest-nonce-kept', variant: 'stale-nonce', verdict: 'fail', check: 'one-renewal' },
    { client: 'digest', mutant: 'res-digest-count-kept', variant: 'as-named', verdict: 'fail', check: 'nonce-counted' },
    {
      client: 'basic',
      mutant: 'res-credentials-follow-redirect',
      variant: 'redirected',
      verdict: 'fail',
      check: 'not-elsewhere',
    },
    {
      client: 'digest',
      mutant: 'res-credentials-follow-redirect',
      variant: 'redirected',
      verdict: 'fail',
      check: 'not-elsewhere',
    },
    { client: 'basic', mutant: 'res-basic-after-401', variant: 'as-named', verdict: 'warn', check: 'each-call' },
  ],
  async steps(context) {
    const { person, world, wire, twist, settled, check } = context;
    const challenges = await askChallenges(context);
    const signIn = await person.signsIn();
    await settled();
    const first = await steps.seeUse(context);
    if (signIn.ok && !first.calls.some(isProved)) check.skip('The app sends no Authorization header.');
    await twist(async () => void (context.variant === 'stale-nonce' && (await world.clock.age(NONCE_OVER))));
    const place = await twist(async () => (context.variant === 'redirected' ? redirectAway(context, first.calls) : undefined));
    const second = await steps.seeUse(context);
    const isIn = await steps.isSignedIn(person, context, [second.visit]);
    return { signIn, uses: [first, second], isIn, challenges, elsewhere: [...(place?.requests ?? [])], wire: await wire.all() };
  },
  control({ signIn, uses }, { check }) {
    const bad = uses.find((use) => !steps.worked(use));
    check.must('works', 'The app works', signIn.ok && !bad, traffic.describeVisit(bad?.visit ?? signIn));
  },
  judge(seen, context) {
    const { variant } = context;
    if (variant === 'stale-nonce') checkRenewal(seen, context);
    else if (variant === 'redirected') checkElsewhere(seen, context);
    else checkSchemes(seen, context);
  },
});
