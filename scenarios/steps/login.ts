import { createHash } from 'node:crypto';
import type { Exchange } from '../../provider/model/index.ts';
import type { ScenarioContext, Visit, VisitOptions, Visitor } from '../model/index.ts';
import {
  after,
  answerOf,
  count,
  describeExchange,
  describeGuessable,
  describeVisit,
  estimateEntropyBits,
  isAccepted,
  isLogin,
  isOpenByDesign,
  LEAST_BITS,
  markOf,
  paramsOf,
  queryOf,
  responseTypesOf,
  scopesOf,
} from '../traffic/index.ts';

/** One login, from the page of the app to the page of the app. */
export interface LoginSeen {
  readonly who: Visitor;
  readonly visit: Visit;
  readonly signedIn: boolean;
  /** Authorization requests. */
  readonly asked: readonly Exchange[];
  /** Token requests with a code. */
  readonly redeemed: readonly Exchange[];
}

type Told = Pick<ScenarioContext, 'check' | 'wire' | 'app'>;

const NEVER_IN_AN_ADDRESS = ['client_secret', 'code_verifier', 'access_token', 'refresh_token'];
const FRESH = [
  ['state-unguessable', 'state'],
  ['nonce-unguessable', 'nonce'],
  ['challenge-unguessable', 'code_challenge'],
] as const;
const CREDENTIALS = ['client_id', 'code', 'grant_type', 'refresh_token'];

const valuesOf = (exchanges: readonly Exchange[], name: string): readonly string[] =>
  exchanges.flatMap((exchange) => paramsOf(exchange).get(name) || []);
const distinct = (values: readonly string[]): string => [...new Set(values)].join(', ');

/** The app received a token: for a code or a password, or in the fragment. */
const gotToken = (exchange: Exchange): boolean => isLogin(exchange) || answerOf(exchange).has('access_token');

/**
 * True when a person is signed in: the page that says who is signed in shows them. Of an app without such a page the wire tells:
 * it has received a token since `mark`, and a visit ended well.
 */
export const isSignedIn = async (
  who: Visitor,
  { app, wire, settled }: Pick<ScenarioContext, 'app' | 'wire' | 'settled'>,
  visits: readonly Visit[],
  mark = 0,
): Promise<boolean> => {
  if (app.verbs.has('whoAmI')) return who.isSignedIn();
  await settled();
  return visits.some(({ ok }) => ok) && after(await wire.all(), mark).some(gotToken);
};

/** Signs a person in, and collects the visit and the exchanges. */
export const seeLogin = async (
  who: Visitor,
  context: Pick<ScenarioContext, 'app' | 'wire' | 'settled'>,
  options?: VisitOptions,
): Promise<LoginSeen> => {
  const { wire, settled } = context;
  const mark = markOf(await wire.all());
  const visit = await who.signsIn(options);
  const signedIn = await isSignedIn(who, context, [visit], mark);
  await settled();
  return {
    who,
    visit,
    signedIn,
    asked: after(await wire.authorizations(), mark),
    redeemed: after(await wire.codeExchanges(), mark),
  };
};

/**
 * True when a login keeps access tokens out of the browser, as RFC 9700 2.1.2 asks: its code is redeemed, or it asks for an ID
 * token alone. An ID token beside the code (OpenID Connect Core 3.3) changes nothing.
 */
const keepsTokensBehind = ({ asked, redeemed }: LoginSeen): boolean => {
  const requests = asked.map(responseTypesOf);
  if (requests.some((types) => types.includes('token'))) return false;
  if (requests.some((types) => types.includes('code'))) return redeemed.some(isAccepted);
  return requests.some((types) => types.includes('id_token'));
};

/** Checks that each person is shown as signed in, where the app has a page for it, by a redeemed code. */
export const checkLogins = (logins: readonly LoginSeen[], { check, app }: Told): void => {
  const [asked, redeemed] = [logins.flatMap((login) => login.asked), logins.flatMap((login) => login.redeemed)];
  const wrong = logins.find(({ visit, signedIn }) => !visit.ok || !signedIn);
  const shown = wrong ? `${wrong.who.name} is not shown as the one signed in; ${describeVisit(wrong.visit)}` : '';
  if (app.verbs.has('whoAmI'))
    check.must('right-user-shown', 'Each person is shown as signed in, and no other', !wrong, shown, redeemed);
  const byCode = logins.every(keepsTokensBehind);
  const types = `the authorization requests asked for "${distinct(valuesOf(asked, 'response_type'))}"; ${count(redeemed.filter(isAccepted).length, 'code')} redeemed in ${logins.length} logins`;
  check.must('code-flow', 'Each login requests a code and redeems it, or requests an ID token alone', byCode, types, [
    ...asked,
    ...redeemed,
  ]);
  const dirty = logins.find(({ visit }) => visit.end === 'done' && visit.url.searchParams.has('code'))?.visit.url;
  check.should(
    'address-bar-clean',
    'The address bar no longer shows the code',
    !dirty,
    `the login ends at ${dirty?.origin}${dirty?.pathname}?code=…`,
  );
};

/** Checks that only known endpoints are called, and that no URL contains a secret. */
export const checkAddresses = async ({ check, wire }: Told): Promise<void> => {
  const all = await wire.all();
  const unknown = all.filter(({ endpoint }) => endpoint === 'unknown');
  const wrong = unknown.filter((exchange) => CREDENTIALS.some((name) => paramsOf(exchange).has(name)));
  check.must(
    'known-addresses',
    'Only addresses that the metadata or a redirect named get credentials',
    wrong.length === 0,
    `unknown address: ${distinct(wrong.map(describeExchange))}`,
    wrong,
  );
  if (unknown.length > wrong.length)
    check.info('other-addresses', 'Other addresses were tried', distinct(unknown.map(describeExchange)), unknown);
  const secretsIn = (each: Exchange) => NEVER_IN_AN_ADDRESS.filter((name) => queryOf(each).get(name));
  const open = all.filter((each) => secretsIn(each).length > 0);
  const tell = (found: readonly Exchange[]) =>
    distinct(found.map((each) => `${describeExchange(each)} has ${secretsIn(each).join(', ')}`));
  const exposed = open.filter((each) => !isOpenByDesign(each));
  check.must('addresses-without-secrets', 'No URL contains a secret or a token', exposed.length === 0, tell(exposed), exposed);
  const documented = open.filter(isOpenByDesign);
  if (documented.length > 0)
    check.info(
      'addresses-as-documented',
      'Secrets are in URLs only where the provider documents it',
      tell(documented),
      documented,
    );
};

/** With an S256 challenge a nonce adds nothing (RFC 9700, 2.1.1), and in the code flow OpenID Connect does not require one. */
export const hasS256 = (exchange: Exchange): boolean =>
  Boolean(paramsOf(exchange).get('code_challenge')) && paramsOf(exchange).get('code_challenge_method') === 'S256';

const OTHERWISE = 'nonce or PKCE challenge is new in each login and binds the callback, so the state may carry data of the app';

/**
 * True where every request has a nonce or an S256 challenge that nobody can guess. RFC 9700 4.7.1 then leaves the state to the
 * app, which may put the page to return to into it.
 */
export const isBoundWithoutState = (asked: readonly Exchange[]): boolean => {
  const [challenges, nonces] = [asked.filter(hasS256), asked.filter((each) => paramsOf(each).get('nonce'))];
  const isFresh = (requests: readonly Exchange[], name: string): boolean =>
    asked.length > 0 && requests.length === asked.length && estimateEntropyBits(valuesOf(requests, name)) >= LEAST_BITS;
  return isFresh(challenges, 'code_challenge') || isFresh(nonces, 'nonce');
};

/** Checks that each callback is bound to the browser, and that state, nonce and challenge are random. */
export const checkBinding = (logins: readonly LoginSeen[], { check }: Told): void => {
  const asked = logins.flatMap((login) => login.asked);
  const unbound = asked.filter((each) => !FRESH.some(([, name]) => paramsOf(each).get(name)));
  check.must(
    'callback-bound',
    'State, PKCE or nonce binds the callback to the browser',
    unbound.length === 0,
    'an authorization request has neither state nor code_challenge nor nonce',
    unbound,
  );
  for (const [id, name] of FRESH) {
    const values = valuesOf(asked, name);
    const bits = estimateEntropyBits(values);
    const found = describeGuessable(values);
    const title = `The ${name} is new in each login and cannot be guessed`;
    if (values.length === 0) continue;
    if (name === 'state' && bits < LEAST_BITS && isBoundWithoutState(asked))
      check.info(id, title, `${found}; ${OTHERWISE}`, asked);
    else check.must(id, title, bits >= LEAST_BITS, found, asked);
  }
  const isOpenid = asked.some((each) => scopesOf(each).includes('openid'));
  const [stateless, nonceless] = [
    asked.filter((each) => !paramsOf(each).get('state')),
    asked.filter((each) => !paramsOf(each).get('nonce')),
  ];
  if (isOpenid)
    check.should(
      'nonce',
      'A nonce is sent, or an S256 challenge',
      nonceless.every(hasS256),
      `${nonceless.length} of ${asked.length} authorization requests have neither a nonce nor an S256 challenge`,
      nonceless,
    );
  if (stateless.length > 0)
    check.info('state', 'A state is sent', `${stateless.length} of ${asked.length} authorization requests have none`, stateless);
};

/** Checks that a login in a browser that has signed in before is bound to it as well. An app may ask nobody who is signed in. */
export const checkLaterBinding = (later: readonly LoginSeen[], { check }: Pick<Told, 'check'>): void => {
  const asked = later.flatMap((login) => login.asked);
  if (asked.length < 2) return;
  const states = valuesOf(asked, 'state');
  const isRandom = states.length === asked.length && estimateEntropyBits(states) >= LEAST_BITS;
  check.must(
    'later-bound',
    'A new state, nonce or PKCE challenge binds the next login in the same browser',
    isRandom || isBoundWithoutState(asked),
    states.length === 0 ? 'the next login has no state, and no nonce and no challenge that is new' : describeGuessable(states),
    asked,
  );
};

const s256 = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');
export const describePkce = (exchange: Exchange): string =>
  paramsOf(exchange).get('code_challenge')
    ? `code_challenge_method is ${paramsOf(exchange).get('code_challenge_method') ?? 'left out, which means plain'}`
    : 'there is no code_challenge';

/** PKCE is a MUST for clients that cannot keep a secret, a SHOULD for the others. */
export const checkPkce = (logins: readonly LoginSeen[], { app, check }: Told): void => {
  const [asked, redeemed] = [logins.flatMap((login) => login.asked), logins.flatMap((login) => login.redeemed)];
  if (asked.length > 0 && asked.every((each) => responseTypesOf(each).join(' ') === 'id_token')) {
    check.info('pkce', 'PKCE with S256 is used', 'no code is requested, so there is none to protect', asked);
    return;
  }
  const isPublic = app.kind === 'spa' || app.kind === 'cli';
  const without = asked.filter((each) => !hasS256(each));
  check[isPublic ? 'must' : 'should'](
    'pkce',
    'PKCE with S256 is used',
    without.length === 0 && asked.length > 0,
    distinct(without.map(describePkce)),
    without,
  );
  if (asked.length === 0 || without.length > 0) return;
  const fits = (login: LoginSeen) => (each: Exchange) => {
    const verifier = paramsOf(each).get('code_verifier') ?? '';
    return /^[\w.~-]{43,128}$/.test(verifier) && valuesOf(login.asked, 'code_challenge').includes(s256(verifier));
  };
  const lengths = distinct(
    redeemed.map((each) => `code_verifier has ${paramsOf(each).get('code_verifier')?.length ?? 0} characters`),
  );
  check.must(
    'verifier',
    'The verifier has 43 to 128 allowed characters and fits the challenge',
    logins.every((login) => login.redeemed.every(fits(login))),
    lengths,
    redeemed,
  );
};

/** Checks that the code is sent to the token endpoint once, with the same redirect URI. */
export const checkRedemption = (logins: readonly LoginSeen[], { check }: Told): void => {
  const [asked, redeemed] = [logins.flatMap((login) => login.asked), logins.flatMap((login) => login.redeemed)];
  const sameUri = logins.every((login) =>
    login.redeemed.every((each) => valuesOf(login.asked, 'redirect_uri').includes(paramsOf(each).get('redirect_uri') ?? '')),
  );
  const uris = `requested with ${distinct(valuesOf(asked, 'redirect_uri'))}, redeemed with ${distinct(valuesOf(redeemed, 'redirect_uri')) || 'none'}`;
  check.must('same-redirect-uri', 'Both requests name the same redirect URI', sameUri, uris, redeemed);
  const codes = valuesOf(redeemed, 'code');
  const once = new Set(codes).size === codes.length;
  check.must(
    'code-redeemed-once',
    'Each code is redeemed once',
    once,
    `${codes.length} token requests for ${count(new Set(codes).size, 'code')}`,
    redeemed,
  );
};
