import { type Exchange, OWN_API } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly visits: readonly model.Visit[];
  readonly calls: readonly Exchange[];
  readonly wire: readonly Exchange[];
}

const valuesOf = (exchanges: readonly Exchange[], member: string): ReadonlySet<string> =>
  new Set(exchanges.filter((each) => each.endpoint === 'token').flatMap((each) => traffic.memberOf(each, member) ?? []));

/** `aud` of a JWT; none for any other token. */
const audiencesOf = (token: string): readonly string[] => {
  try {
    const { aud } = traffic.claimsOf(token);
    return (Array.isArray(aud) ? aud : [aud]).filter((each) => typeof each === 'string');
  } catch {
    return []; // opaque
  }
};

const spell = (audiences: readonly string[]): string =>
  audiences.length > 0 ? `for ${audiences.join(', ')}` : 'opaque, for no API at all';

/** The audience of each own API that has one, and is called. */
const checkAudience = (calls: readonly Exchange[], wire: readonly Exchange[], { check, app }: model.ScenarioContext): void => {
  const own = calls.filter(({ endpoint }) => endpoint === OWN_API);
  const audiences = Object.values(app.apis).flatMap(({ audience }) => audience || []);
  if (own.length === 0 || audiences.length === 0) {
    const why = own.length === 0 ? 'the client called no API of its own' : 'the config names no audience of the API';
    check.info('right-audience', 'The access token is for the API', `not judged: ${why}`);
    return;
  }
  const isFor = (call: Exchange) => audiencesOf(traffic.accessTokenOf(call) ?? '').some((each) => audiences.includes(each));
  const wrong = own.filter((call) => !isFor(call));
  const [first] = wrong;
  const token = first ? audiencesOf(traffic.accessTokenOf(first) ?? '') : [];
  const requests = wire.filter(({ endpoint }) => endpoint === 'authorize' || endpoint === 'token');
  const asked = requests.some((each) =>
    ['audience', 'resource'].some((name) => audiences.includes(traffic.paramsOf(each).get(name) ?? '')),
  );
  const cause = asked ? '' : `; no request asked for the audience ${audiences.join(', ')}`;
  check.must(
    'right-audience',
    'The access token is for the API',
    wrong.length === 0,
    `the token of the call is ${spell(token)}${cause}`,
    wrong,
  );
};

export default model.defineScenario<Seen>({
  id: 'resource/right-token-right-audience',
  title: 'The API gets an access token that is meant for it',
  level: 'MUST',
  basis: [
    model.spec('RFC9068-4'),
    model.spec('RFC8707-2'),
    model.spec('OIDCC-2'),
    model.vendor('A-32', 'https://auth0.com/docs/secure/tokens/access-tokens'),
    model.vendor('A-33'),
  ],
  seedQuestion: 'S3',
  provider:
    'Behaves correctly: without an audience it issues an opaque access token, which is for its own userinfo endpoint only.',
  rightClient: 'Asks for a token for the audience of the API, and sends the access token. The ID token stays in the client.',
  fix: 'Send the audience of the API (audience, or resource) in the authorization request, and the access_token of the answer in the Authorization header.',
  fixes: {
    'access-token-sent':
      'Send the access_token to the API. An ID token says to the client who signed in; it is no key for an API.',
    'right-audience':
      'Add the identifier of the API as audience to the authorization request, and register the API at the provider.',
    'token-sent': 'Send the access token in the Authorization header of each call.',
  },
  personas: ['auth0', 'google'],
  needs: ['signIn', 'useResource'],
  shows: [],
  requestChecks: ['access-token-sent', 'right-audience', 'token-sent'],
  bites: [
    { client: 'native', mutant: 'res-idtoken-as-bearer', verdict: 'fail', check: 'access-token-sent' },
    { client: 'native', mutant: 'res-no-audience', verdict: 'fail', check: 'right-audience', personas: ['auth0'] },
    { client: 'native-google', mutant: 'res-idtoken-as-bearer', verdict: 'fail', check: 'access-token-sent' },
    { client: 'native-naive', verdict: 'fail', check: 'access-token-sent' },
    { client: 'spa', mutant: 'res-idtoken-as-bearer', verdict: 'fail', check: 'access-token-sent' },
  ],
  async steps({ person, wire, settled }) {
    const visits = [await person.signsIn(), await person.usesResource()];
    await settled();
    return { visits, calls: await wire.apiCalls(), wire: await wire.all() };
  },
  // This scenario has no twist, and an API that refuses the wrong token is right: the control leg only checks that it is called.
  control({ visits, calls }, { check }) {
    const found = `no call of an API reached the lab; ${visits.map(traffic.describeVisit).join('; ')}`;
    check.must('calls-api', 'Using the app calls an API', calls.length > 0, found);
  },
  judge({ calls, wire }, context) {
    const { check } = context;
    const [idTokens, accessTokens] = [valuesOf(wire, 'id_token'), valuesOf(wire, 'access_token')];
    const sent = calls.map((call) => ({ call, token: traffic.accessTokenOf(call) }));
    const bare = sent.filter(({ token }) => token === undefined).map(({ call }) => call);
    check.must(
      'token-sent',
      'Each call of the API has a token',
      bare.length === 0,
      `without a token: ${bare.map(traffic.describeExchange).join('; ')}`,
      bare,
    );
    const wrong = sent.filter(({ token }) => token !== undefined && !accessTokens.has(token));
    const hasIdToken = wrong.some(({ token }) => token !== undefined && idTokens.has(token));
    const found = hasIdToken
      ? 'the ID token was sent to the API'
      : 'a token was sent to the API that is no access token of this login';
    check.must(
      'access-token-sent',
      'The API gets the access token',
      wrong.length === 0,
      found,
      wrong.map(({ call }) => call),
    );
    if (wrong.length === 0) checkAudience(calls, wire, context);
  },
});
