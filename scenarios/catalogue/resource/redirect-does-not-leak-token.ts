import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly start: steps.Start;
  readonly visit: model.Visit;
  readonly calls: readonly Exchange[];
  readonly received: readonly model.ThirdPartyRequest[];
  readonly tokens: readonly string[];
}

const STATUS: Readonly<Record<string, number>> = {
  'found-302': 302,
  'same-method-307': 307,
  'for-ever-308': 308,
  'other-port': 307,
};
const CREDENTIALS =
  /^(?:authorization|proxy-authorization|cookie|x-api-key|x-goog-api-key|x-access-token|x-request-token|x-signature)$/i;
/** Request headers that are no credential, whatever stands in them. */
const OPEN_HEADERS =
  /^(?:accept(?:-.*)?|baggage|cache-control|connection|content-.*|date|dnt|expect|from|host|idempotency-key|if-.*|keep-alive|origin|pragma|priority|range|referer|sec-.*|te|trace(?:parent|state)|transfer-encoding|upgrade(?:-.*)?|user-agent|via|x-(?:b3|client|forwarded|goog-api-client|request-id|requested-with|correlation).*)$/i;
/** Long, in one piece, and of letters and digits: a word or a version is not. */
const isSecretive = (value: string): boolean =>
  /^(?:[\w-]+ )?[\w.+/=~:-]{16,}$/.test(value) && /\d/.test(value) && /[a-z]/i.test(value);
const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** Another host of this machine, or the host of the API with another port. */
const placeFor = (call: Exchange | undefined, { variant, check }: model.ScenarioContext): string => {
  const host = URL.canParse(call?.request.url ?? '') ? new URL(call?.request.url ?? '').hostname : '';
  if (variant !== 'other-port') return host === '127.0.0.1' ? 'localhost' : '127.0.0.1';
  if (!LOOPBACK.test(host)) check.skip(`The app calls the API at ${host}, where the test cannot open another port.`);
  return host;
};

/** From now on the API redirects every call to a third-party server, which is returned. */
const sendAway = async (context: model.ScenarioContext, calls: readonly Exchange[]): Promise<model.ThirdPartyServer> => {
  const host = placeFor(calls[0], context);
  const place = await context.thirdPartyServer();
  const headers = { Location: `http://${host}:${place.port}/moved` };
  const status = STATUS[context.variant ?? 'found-302'] ?? 302;
  for (const on of new Set(calls.map(({ endpoint }) => endpoint)))
    await context.world.faults.inject({ on, do: { status, headers } });
  return place;
};

/** Values of headers with names of the app's own that its calls of the API have: whatever they are, they are for the API. */
const ownHeadersOf = (calls: readonly Exchange[]): readonly string[] =>
  calls.flatMap(({ request }) =>
    request.headers.flatMap(([name, value]) => (!OPEN_HEADERS.test(name) && isSecretive(value) ? [value] : [])),
  );

/** Names the credentials in a request that only the API should receive. */
const carriedBy = ({ url, headers, body }: model.ThirdPartyRequest, tokens: readonly string[]): readonly string[] => {
  const has = (text: string) => tokens.some((token) => text.includes(token) || text.includes(encodeURIComponent(token)));
  const named = headers.filter(([name, value]) => CREDENTIALS.test(name) || has(value)).map(([name]) => `the header ${name}`);
  return [...named, ...(has(url) ? ['a token in its URL'] : []), ...(has(body) ? ['a token in its body'] : [])];
};

const tokensOf = (exchanges: readonly Exchange[]): readonly string[] =>
  exchanges
    .filter(({ endpoint }) => endpoint === 'token')
    .flatMap((each) => ['access_token', 'refresh_token', 'id_token'].flatMap((name) => traffic.memberOf(each, name) ?? []));

export default model.defineScenario<Seen>({
  id: 'resource/redirect-does-not-leak-token',
  title: 'The API redirects to another origin',
  level: 'MUST',
  basis: [model.spec('RFC9110-15.4'), model.spec('RFC6750-5.3'), model.spec('RFC9700-4.9.1')],
  provider:
    'Answers an API call with a redirect to another origin: another host, or plain http on another port of the same host.',
  rightClient:
    'Follows without the token, or does not follow. The other origin receives no Authorization header, no cookie, no key.',
  fix: 'Use an HTTP client that drops credentials when the origin changes (scheme, host and port), headers of your own among them, or refuse redirects of an API.',
  personas: ['google', 'facebook', 'auth0', 'first-party'],
  needs: ['signIn', 'useResource'],
  shows: [],
  variants: {
    'found-302': '302 to another host',
    'same-method-307': '307 to another host: the request is repeated unchanged',
    'for-ever-308': '308 to another host',
    'other-port': '307 to another port of the same host, over plain http',
  },
  bites: [
    { client: 'web', mutant: 'res-authorization-follows-redirect', verdict: 'fail', check: 'no-credentials' },
    { client: 'web', mutant: 'res-redirect-trusts-host', variant: 'other-port', verdict: 'fail', check: 'no-credentials' },
    { client: 'web', mutant: 'res-own-header-follows', variant: 'found-302', verdict: 'fail', check: 'no-credentials' },
    { client: 'web', mutant: 'res-key-header-follows', variant: 'same-method-307', verdict: 'fail', check: 'no-credentials' },
    {
      client: 'web-online',
      mutant: 'res-token-follows-in-query',
      variant: 'found-302',
      verdict: 'fail',
      check: 'no-credentials',
    },
    {
      client: 'graph-client',
      mutant: 'res-authorization-follows-redirect',
      variant: 'same-method-307',
      verdict: 'fail',
      check: 'no-credentials',
    },
    {
      client: 'rest',
      mutant: 'res-authorization-follows-redirect',
      variant: 'found-302',
      verdict: 'fail',
      check: 'no-credentials',
    },
    {
      client: 'rest-tokens',
      mutant: 'res-authorization-follows-redirect',
      variant: 'other-port',
      verdict: 'fail',
      check: 'no-credentials',
    },
  ],
  async steps(context) {
    const { person, wire, twist, settled } = context;
    const start = await steps.seeStart(context);
    const mark = traffic.markOf(await wire.all());
    const place = await twist(() => sendAway(context, start.calls));
    const visit = await person.usesResource();
    await settled();
    const all = await wire.all();
    return {
      start,
      visit,
      calls: traffic.after(await wire.apiCalls(), mark),
      received: [...(place?.requests ?? [])],
      tokens: [...tokensOf(all), ...start.calls.flatMap(traffic.credentialsIn), ...ownHeadersOf(start.calls)],
    };
  },
  control({ start, visit }, context) {
    steps.checkStart(start, [visit], context);
  },
  judge({ start, visit, calls, received, tokens }, { check }) {
    if (calls.length === 0) check.inconclusive('The API was not called, so it could not redirect.');
    const leaks = received.flatMap((request) => {
      const carried = carriedBy(request, tokens);
      const { origin, pathname } = new URL(request.url);
      return carried.length > 0 ? [`${request.method} ${origin}${pathname} had ${carried.join(' and ')}`] : [];
    });
    check.must('no-credentials', 'The other origin receives no credential', leaks.length === 0, leaks.join('; '), calls);
    check.must(
      'comes-to-rest',
      'The person ends on a page of the app',
      visit.end === 'done',
      traffic.describeVisit(visit),
      calls,
    );
    const most = 4 * start.calls.length;
    check.should(
      'few-calls',
      'The call is not repeated endlessly',
      calls.length <= most,
      `${traffic.count(calls.length, 'API call')} for one request of the person; at most ${most} expected`,
      calls,
    );
    const { canary = '' } = visit;
    const handed = received.filter(({ body }) => canary && body.includes(canary));
    check.may(
      'content-stays',
      'The person’s text is not sent to the other origin',
      handed.length === 0,
      'the person’s text was sent to the other origin',
      calls,
    );
    if (received.length === 0)
      check.info('follows', 'The redirect is followed', `it is not: ${traffic.describeVisit(visit)}`, calls);
  },
});
