import type { EndpointName, Exchange, PersonaId } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly usual: model.Visit;
  readonly signedIn: boolean;
  /** What the person did while the endpoint redirected. */
  readonly visit: model.Visit | undefined;
  /** The app says that the attacker is signed in. */
  readonly isAttackerIn: boolean;
  /** Requests with a token of the attacker. */
  readonly used: readonly Exchange[];
  readonly redirected: readonly Exchange[];
  readonly received: readonly model.ThirdPartyRequest[];
  readonly again: { readonly visit: model.Visit; readonly signedIn: boolean } | undefined;
}

interface Case {
  readonly says: string;
  readonly on: EndpointName;
  readonly status: number;
  /** What the person does meanwhile. Default: signs in. */
  readonly does?: 'uses-later' | 'signs-out';
  /** Default: all of the scenario. */
  readonly personas?: readonly PersonaId[];
}

const OPENID: readonly PersonaId[] = ['google', 'auth0'];
const CASES: Readonly<Record<string, Case>> = {
  'same-method-307': { says: '307, which repeats the request with its body', on: 'token', status: 307 },
  'for-ever-308': { says: '308, which repeats it as well', on: 'token', status: 308 },
  'found-302': { says: '302, after which most programs send a GET', on: 'token', status: 302 },
  refresh: { says: '307 for a refresh', on: 'token', status: 307, does: 'uses-later', personas: OPENID },
  'refresh-302': { says: '302 for a refresh', on: 'token', status: 302, does: 'uses-later', personas: OPENID },
  userinfo: { says: '307 of the userinfo endpoint', on: 'userinfo', status: 307, personas: OPENID },
  jwks: { says: '307 of the key set', on: 'jwks', status: 307, personas: OPENID },
  revoke: { says: '307 of the revocation endpoint', on: 'revoke', status: 307, does: 'signs-out', personas: OPENID },
};
const caseOf = ({ variant = '' }: Pick<model.ScenarioContext, 'variant'>): Case => {
  const found = CASES[variant];
  if (!found) throw new Error(`there is no redirect for the variant "${variant}"`);
  return found;
};

const UNUSED = 'The answer of the other origin is not used';

/** Members of a request that are for the provider alone. */
const SECRET = [
  ...['code', 'code_verifier', 'refresh_token', 'client_secret', 'client_assertion', 'access_token', 'subject_token', 'token'],
];

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

/** From now on the endpoint redirects to a server of the attacker, at another host of this machine. */
const sendAway = async (context: model.ScenarioContext, attacker: steps.Attacker): Promise<model.ThirdPartyServer> => {
  const { on, status, does } = caseOf(context);
  const called = (await context.wire.all()).find(({ endpoint }) => endpoint === on)?.request.url;
  const host = called && new URL(called).hostname === '127.0.0.1' ? 'localhost' : '127.0.0.1';
  const answers: Readonly<Partial<Record<EndpointName, model.ThirdPartyAnswer>>> = {
    token: does === 'uses-later' ? attacker.refreshes : attacker.redeems,
    userinfo: attacker.isDescribed,
    jwks: attacker.publishesKey,
  };
  const place = await context.thirdPartyServer(answers[on]);
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

const signOut = ({ app, check, person }: model.ScenarioContext): Promise<model.Visit> =>
  app.verbs.has('signOut') ? person.signsOut() : check.skip('The app has no verb signOut.');

/** The person uses the app as usual, up to what meets the redirect. */
const prepare = async (context: model.ScenarioContext, attacker: steps.Attacker): Promise<void> => {
  const { does, on } = caseOf(context);
  if (does) await context.person.signsIn();
  if (does === 'uses-later') await needRefresh(context);
  if (on === 'jwks') await attacker.signsIdTokens();
};

const attack = async (context: model.ScenarioContext) => {
  const { app, person, world } = context;
  const { does, on } = caseOf(context);
  const attacker = await steps.attackerIn(context);
  await prepare(context, attacker);
  const place = await sendAway(context, attacker);
  if (on === 'jwks') await steps.startsAnew(context); // without the keys that it has
  const visit = await {
    'uses-later': () => usesLater(context),
    'signs-out': () => signOut(context),
    none: () => person.signsIn(),
  }[does ?? 'none']();
  const page = app.verbs.has('whoAmI') ? await person.asksWhoAmI({ stopBefore: steps.leaves(context) }) : visit;
  await context.settled();
  await world.faults.clear();
  if (on === 'jwks') await steps.startsAnew(context);
  return { place, visit, isAttackerIn: page.ok && steps.showsPerson(page, attacker.who), used: await attacker.uses() };
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
    model.spec('OIDCC-5.3.4'),
    model.lab(
      'Code, verifier and secret are for the token endpoint of the metadata. A redirect may come from a compromised proxy, and HTTP clients repeat the body.',
    ),
  ],
  provider:
    'Answers a request for tokens, for userinfo, for its keys or for a revocation with a redirect to another host. That one answers with tokens, a description or a key of an attacker.',
  rightClient:
    'Does not follow. The other host receives no code, no verifier, no token and no client secret, and nobody is signed in by its answer. The key set is public, and no specification forbids to follow a redirect of it.',
  fix: 'Switch off redirects for requests to the provider (`redirect: "manual"` or "error"), and treat a 3xx answer of the token endpoint as a failure.',
  personas: ['google', 'facebook', 'auth0'],
  needs: ['signIn'],
  shows: [],
  variants: Object.fromEntries(Object.entries(CASES).map(([name, { says }]) => [name, says])),
  variantPersonas: Object.fromEntries(
    Object.entries(CASES).flatMap(([name, { personas }]) => (personas ? [[name, personas]] : [])),
  ),
  motion: 'age',
  bites: [
    { client: 'web', mutant: 'adv-redirect-followed', variant: 'same-method-307', verdict: 'fail', check: 'no-credentials' },
    { client: 'web', mutant: 'adv-redirect-followed', variant: 'for-ever-308', verdict: 'fail', check: 'no-credentials' },
    { client: 'web', mutant: 'adv-redirect-followed', variant: 'refresh', verdict: 'fail', check: 'no-credentials' },
    { client: 'web', mutant: 'adv-redirect-followed', variant: 'found-302', verdict: 'fail', check: 'answer-not-used' },
    { client: 'web', mutant: 'adv-redirect-followed', variant: 'refresh-302', verdict: 'fail', check: 'answer-not-used' },
    { client: 'web', mutant: 'adv-redirect-followed', variant: 'revoke', verdict: 'fail', check: 'no-credentials' },
    { client: 'web', mutant: 'adv-userinfo-redirect-followed', variant: 'userinfo', verdict: 'fail', check: 'answer-not-used' },
    { client: 'web', mutant: 'adv-key-set-redirect-followed', variant: 'jwks', verdict: 'info', check: 'answer-not-used' },
    { client: 'web', mutant: 'adv-redirect-repeated', variant: 'found-302', verdict: 'fail', check: 'no-credentials' },
    {
      client: 'web-basic',
      mutant: 'adv-redirect-repeated',
      variant: 'same-method-307',
      verdict: 'fail',
      check: 'no-credentials',
    },
    { client: 'graph-client', mutant: 'adv-redirect-followed', variant: 'found-302', verdict: 'fail', check: 'answer-not-used' },
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
    const { place, visit, isAttackerIn = false, used = [] } = (await twist(() => attack(context))) ?? {};
    const struck = traffic.after(await wire.all(), later).filter(steps.isStruck);
    const redirected = (await twist(() => struck.filter(({ endpoint }) => endpoint === caseOf(context).on))) ?? [];
    const again = await twist(async () => {
      const third = await context.secondPerson();
      const after = traffic.markOf(await wire.all());
      const next = await third.signsIn();
      return { visit: next, signedIn: await steps.isSignedIn(third, context, [next], after) };
    });
    return { usual, signedIn, visit, isAttackerIn, used, redirected, received: [...(place?.requests ?? [])], again };
  },
  control({ usual, signedIn }, { check }) {
    check.must('signed-in', 'Without a redirect people are signed in', signedIn, traffic.describeVisit(usual));
  },
  judge({ visit, isAttackerIn, used, redirected, received, again }, context) {
    const { check } = context;
    const { says, on } = caseOf(context);
    const shown = visit ? traffic.describeVisit(visit) : '';
    if (redirected.length === 0) check.skip(`No request met the redirect (${says}): ${shown}.`);
    const leaks = received.flatMap((request) => {
      const carried = carriedBy(request, redirected);
      return carried.length > 0 ? [`${request.method} ${new URL(request.url).origin} had ${carried.join(' and ')}`] : [];
    });
    const isUsed = isAttackerIn || used.length > 0;
    const taken = isAttackerIn
      ? `the attacker is signed in by the answer of the other origin; ${shown}`
      : `a token of the other origin was used: ${used.map(traffic.describeExchange).join('; ')}`;
    const evidence = [...redirected, ...used];
    // RFC 9110, section 15.4, lets a client follow a redirect, and a request for the key set has nothing to hide: only reported.
    if (on === 'jwks' && isUsed && leaks.length === 0) return check.info('answer-not-used', UNUSED, taken, evidence);
    check.must('no-credentials', 'The other origin receives no credential', leaks.length === 0, leaks.join('; '), redirected);
    if (on !== 'revoke') check[on === 'jwks' ? 'may' : 'must']('answer-not-used', UNUSED, !isUsed, taken, evidence);
    if (visit) steps.checkComesToRest(visit, { check });
    const retry = again ? traffic.describeVisit(again.visit) : '';
    check.must('can-sign-in', 'An honest login works afterwards', again?.signedIn === true, retry);
    if (received.length === 0) check.info('follows', 'The redirect is followed', `it is not: ${shown}`, redirected);
  },
});
