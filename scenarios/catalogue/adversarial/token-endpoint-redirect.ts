import type { EndpointName, Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly usual: model.Visit;
  readonly signedIn: boolean;
  /** What the person did while the endpoint redirected. */
  readonly visit: model.Visit | undefined;
  /** Somebody is signed in by the answer of the other origin. */
  readonly isTaken: boolean;
  readonly redirected: readonly Exchange[];
  readonly received: readonly model.ThirdPartyRequest[];
  readonly again: { readonly visit: model.Visit; readonly signedIn: boolean } | undefined;
}

const CASES: Readonly<Record<string, { readonly says: string; readonly on: EndpointName; readonly status: number }>> = {
  'same-method-307': { says: '307, which repeats the request with its body', on: 'token', status: 307 },
  'for-ever-308': { says: '308, which repeats it as well', on: 'token', status: 308 },
  'found-302': { says: '302, after which most programs send a GET', on: 'token', status: 302 },
  refresh: { says: '307 for a refresh', on: 'token', status: 307 },
  userinfo: { says: '307 of the userinfo endpoint', on: 'userinfo', status: 307 },
};

/** Members of a request that are for the provider alone. */
const SECRET = ['code', 'code_verifier', 'refresh_token', 'client_secret', 'client_assertion', 'access_token', 'subject_token'];

const secretsIn = (exchange: Exchange): readonly (readonly [name: string, value: string])[] => {
  const params = traffic.paramsOf(exchange);
  const named = SECRET.flatMap((name) => params.getAll(name).map((value) => [name, value] as const));
  const header = [traffic.bearerOf(exchange), traffic.basicSecretOf(exchange)].flatMap((value) => (value ? [value] : []));
  return [...named, ...header.map((value) => ['Authorization', value] as const)].filter(([, value]) => value !== '');
};

/** What a request to the other origin carries of the secrets of the redirected ones. */
const carriedBy = ({ url, headers, body }: model.ThirdPartyRequest, redirected: readonly Exchange[]): readonly string[] => {
  const whole = [url, body, ...headers.map(([, value]) => value)].join('\n');
  const has = (value: string) =>
    [value, encodeURIComponent(value), new URLSearchParams([['', value]]).toString().slice(1)].some((text) =>
      whole.includes(text),
    );
  const named = redirected.flatMap(secretsIn).flatMap(([name, value]) => (has(value) ? [name] : []));
  const proof = headers.some(([name]) => name.toLowerCase() === 'authorization') ? ['Authorization'] : [];
  return [...new Set([...named, ...proof])];
};

/** From now on the endpoint redirects to a server of somebody else, at another host of this machine. */
const sendAway = async (context: model.ScenarioContext): Promise<model.ThirdPartyServer> => {
  const { on, status } = CASES[context.variant ?? ''] ?? { on: 'token', status: 307 };
  const called = (await context.wire.all()).find(({ endpoint }) => endpoint === on)?.request.url;
  const host = called && new URL(called).hostname === '127.0.0.1' ? 'localhost' : '127.0.0.1';
  const place = await context.thirdPartyServer();
  await context.world.faults.inject({ on, do: { status, headers: { Location: `http://${host}:${place.port}/token` } } });
  return place;
};

/** The person uses the app after the token has expired. */
const usesLater = async (context: model.ScenarioContext): Promise<model.Visit> => {
  await context.world.clock.age(traffic.conventionsOf(context).accessTokenOver);
  return context.person.usesResource({ stopBefore: steps.leaves(context) });
};

const needRefresh = async ({ app, check, wire }: model.ScenarioContext): Promise<void> => {
  if (!app.verbs.has('useResource')) check.skip('The app has no verb useResource.');
  const hasToken = (await wire.logins()).some((login) => traffic.memberOf(login, 'refresh_token'));
  if (!hasToken) check.skip('No refresh token was seen: every token response of this leg is without one.');
};

const attack = async (context: model.ScenarioContext) => {
  const { person, variant, wire } = context;
  const mark = traffic.markOf(await wire.all());
  const isRefresh = variant === 'refresh';
  if (isRefresh) await person.signsIn();
  if (isRefresh) await needRefresh(context);
  const place = await sendAway(context);
  const visit = isRefresh ? await usesLater(context) : await person.signsIn();
  const isTaken = !isRefresh && (await steps.isSignedIn(person, context, [visit], mark));
  await context.settled();
  await context.world.faults.clear();
  return { place, visit, isTaken };
};

export default model.defineScenario<Seen>({
  id: 'adversarial/token-endpoint-redirect',
  title: 'The token endpoint redirects to another origin',
  level: 'MUST',
  basis: [
    model.spec('RFC9110-15.4'),
    model.spec('RFC9700-4.12'),
    model.spec('RFC6749-10.3'),
    model.spec('RFC6749-10.5'),
    model.lab(
      'Code, verifier and secret are for the token endpoint of the metadata. A redirect may come from a compromised proxy, and HTTP clients repeat the body.',
    ),
  ],
  provider: 'Answers a token request, or a userinfo request, with a redirect to another host.',
  rightClient:
    'Does not follow. The other host receives no code, no verifier, no token and no client secret, and nobody is signed in by its answer.',
  fix: 'Switch off redirects for requests to the provider (`redirect: "manual"` or "error"), and treat a 3xx answer of the token endpoint as a failure.',
  personas: ['google', 'facebook', 'auth0'],
  needs: ['signIn'],
  shows: [],
  variants: Object.fromEntries(Object.entries(CASES).map(([name, { says }]) => [name, says])),
  variantPersonas: { refresh: ['google', 'auth0'], userinfo: ['google', 'auth0'] },
  motion: 'age',
  bites: [
    { client: 'web', mutant: 'adv-redirect-followed', variant: 'same-method-307', verdict: 'fail', check: 'no-credentials' },
    { client: 'web', mutant: 'adv-redirect-followed', variant: 'for-ever-308', verdict: 'fail', check: 'no-credentials' },
    { client: 'web', mutant: 'adv-redirect-followed', variant: 'refresh', verdict: 'fail', check: 'no-credentials' },
    { client: 'web', mutant: 'adv-redirect-repeated', variant: 'found-302', verdict: 'fail', check: 'no-credentials' },
    {
      client: 'web-basic',
      mutant: 'adv-redirect-repeated',
      variant: 'same-method-307',
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
  ],
  async steps(context) {
    const { wire, twist } = context;
    const second = await context.secondPerson();
    const mark = traffic.markOf(await wire.all());
    const usual = await second.signsIn();
    const signedIn = await steps.isSignedIn(second, context, [usual], mark);
    const later = traffic.markOf(await wire.all());
    const { place, visit, isTaken = false } = (await twist(() => attack(context))) ?? {};
    const redirected = traffic.after(await wire.all(), later).filter(steps.isStruck);
    const again = await twist(async () => {
      const third = await context.secondPerson();
      const after = traffic.markOf(await wire.all());
      const next = await third.signsIn();
      return { visit: next, signedIn: await steps.isSignedIn(third, context, [next], after) };
    });
    return { usual, signedIn, visit, isTaken, redirected, received: [...(place?.requests ?? [])], again };
  },
  control({ usual, signedIn }, { check }) {
    check.must('signed-in', 'Without a redirect people are signed in', signedIn, traffic.describeVisit(usual));
  },
  judge({ visit, isTaken, redirected, received, again }, { check, variant = '', person }) {
    const shown = visit ? traffic.describeVisit(visit) : '';
    if (redirected.length === 0) check.skip(`No request met the redirect (${CASES[variant]?.says}): ${shown}.`);
    const leaks = received.flatMap((request) => {
      const carried = carriedBy(request, redirected);
      return carried.length > 0 ? [`${request.method} ${new URL(request.url).origin} had ${carried.join(' and ')}`] : [];
    });
    check.must('no-credentials', 'The other origin receives no credential', leaks.length === 0, leaks.join('; '), redirected);
    const taken = `${person.name} is signed in by the answer of the other origin; ${shown}`;
    if (variant !== 'userinfo') check.must('answer-not-used', 'Its answer signs nobody in', !isTaken, taken, redirected);
    if (visit) steps.checkComesToRest(visit, { check });
    const retry = again ? traffic.describeVisit(again.visit) : '';
    check.must('can-sign-in', 'An honest login works afterwards', again?.signedIn === true, retry);
    if (received.length === 0) check.info('follows', 'The redirect is followed', `it is not: ${shown}`, redirected);
  },
});
