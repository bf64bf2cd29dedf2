import { createHash } from 'node:crypto';
import type { Exchange } from '../../provider/model/index.ts';
import type { ScenarioContext, Visit, VisitOptions, Visitor } from '../model/index.ts';
import {
  after,
  count,
  guessingBits,
  isAccepted,
  isOpenByDesign,
  markOf,
  paramsOf,
  queryOf,
  responseTypesOf,
  scopesOf,
  tellExchange,
  tellVisit,
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

/** Fewer bits can be guessed by trying. */
const LEAST_BITS = 64;
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
const short = (value: string): string => (value.length > 24 ? `${value.slice(0, 24)}…` : value);

/** Lets somebody sign in, and sees what that looks like from both sides. */
export const seeLogin = async (
  who: Visitor,
  { wire, settled }: Pick<ScenarioContext, 'wire' | 'settled'>,
  manner?: VisitOptions,
): Promise<LoginSeen> => {
  const mark = markOf(await wire.all());
  const visit = await who.signsIn(manner);
  const signedIn = await who.isSignedIn();
  await settled();
  return {
    who,
    visit,
    signedIn,
    asked: after(await wire.authorizations(), mark),
    redeemed: after(await wire.codeExchanges(), mark),
  };
};

/** A code and no token of any kind; what else is asked for is told along with it. */
const isCodeAlone = (types: readonly string[]): boolean =>
  types.includes('code') && !types.includes('token') && !types.includes('id_token');

/** Each person is shown as signed in, by a code that was redeemed. */
export const checkOutcome = (logins: readonly LoginSeen[], { check }: Told): void => {
  const [asked, redeemed] = [logins.flatMap((login) => login.asked), logins.flatMap((login) => login.redeemed)];
  const wrong = logins.find(({ visit, signedIn }) => !visit.ok || !signedIn);
  const shown = wrong ? `${wrong.who.name} is not shown as the one signed in; ${tellVisit(wrong.visit)}` : '';
  check.must('right-user-shown', 'Each person is shown as signed in, and nobody else', !wrong, shown, redeemed);
  const byCode = logins.every((login) => login.asked.map(responseTypesOf).some(isCodeAlone) && login.redeemed.some(isAccepted));
  const types = `the authorization requests asked for "${distinct(valuesOf(asked, 'response_type'))}"; ${count(redeemed.filter(isAccepted).length, 'code')} redeemed in ${logins.length} logins`;
  check.must('code-flow', 'Each login asks for a code and redeems it', byCode, types, [...asked, ...redeemed]);
  const dirty = logins.find(({ visit }) => visit.end === 'done' && visit.url.searchParams.has('code'))?.visit.url;
  check.should(
    'address-bar-clean',
    'The code is gone from the address bar',
    !dirty,
    `the login ends at ${dirty?.origin}${dirty?.pathname}?code=…`,
  );
};

/** Nothing is asked of an address that does not exist, and no address tells a secret. */
export const checkAddresses = async ({ check, wire }: Told): Promise<void> => {
  const all = await wire.all();
  const unknown = all.filter(({ endpoint }) => endpoint === 'unknown');
  const wrong = unknown.filter((exchange) => CREDENTIALS.some((name) => paramsOf(exchange).has(name)));
  check.must(
    'known-addresses',
    'Only addresses that the metadata or a redirect named get credentials',
    wrong.length === 0,
    `there is no such address: ${distinct(wrong.map(tellExchange))}`,
    wrong,
  );
  if (unknown.length > wrong.length)
    check.info('other-addresses', 'Other addresses were tried', distinct(unknown.map(tellExchange)), unknown);
  const secretsIn = (each: Exchange) => NEVER_IN_AN_ADDRESS.filter((name) => queryOf(each).get(name));
  const open = all.filter((each) => secretsIn(each).length > 0);
  const tell = (found: readonly Exchange[]) =>
    distinct(found.map((each) => `${tellExchange(each)} has ${secretsIn(each).join(', ')}`));
  const exposed = open.filter((each) => !isOpenByDesign(each));
  check.must(
    'addresses-without-secrets',
    'No secret and no token stands in an address',
    exposed.length === 0,
    tell(exposed),
    exposed,
  );
  const documented = open.filter(isOpenByDesign);
  if (documented.length > 0)
    check.info(
      'addresses-as-documented',
      'Secrets stand in addresses where the documentation of the provider has them',
      tell(documented),
      documented,
    );
};

/** With such a challenge a nonce adds nothing (RFC 9700, 2.1.1), and in the code flow OpenID Connect does not demand one. */
const hasS256 = (exchange: Exchange): boolean =>
  Boolean(paramsOf(exchange).get('code_challenge')) && paramsOf(exchange).get('code_challenge_method') === 'S256';

/** Something ties each callback to the browser, and all that is to be random is. */
export const checkBinding = (logins: readonly LoginSeen[], { check }: Told): void => {
  const asked = logins.flatMap((login) => login.asked);
  const unbound = asked.filter((each) => !FRESH.some(([, name]) => paramsOf(each).get(name)));
  check.must(
    'callback-bound',
    'State, PKCE or nonce ties the callback to the browser',
    unbound.length === 0,
    'an authorization request has neither state nor code_challenge nor nonce',
    unbound,
  );
  for (const [id, name] of FRESH) {
    const values = valuesOf(asked, name);
    const bits = guessingBits(values);
    const found = `about ${bits} bits in ${values.map((value) => `"${short(value)}"`).join(', ')}; at least ${LEAST_BITS} were expected`;
    if (values.length > 0)
      check.must(id, `The ${name} is new in each login and cannot be guessed`, bits >= LEAST_BITS, found, asked);
  }
  const isOpenid = asked.some((each) => scopesOf(each).includes('openid'));
  const [stateless, nonceless] = [
    asked.filter((each) => !paramsOf(each).get('state')),
    asked.filter((each) => !paramsOf(each).get('nonce')),
  ];
  if (isOpenid)
    check.should(
      'nonce',
      'A nonce is sent, or a challenge that does the same',
      nonceless.every(hasS256),
      `${nonceless.length} of ${asked.length} authorization requests have neither a nonce nor an S256 challenge`,
      nonceless,
    );
  if (stateless.length > 0)
    check.info('state', 'A state is sent', `${stateless.length} of ${asked.length} authorization requests have none`, stateless);
};

const s256 = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');
const tellPkce = (exchange: Exchange): string =>
  paramsOf(exchange).get('code_challenge')
    ? `code_challenge_method is ${paramsOf(exchange).get('code_challenge_method') ?? 'left out, which means plain'}`
    : 'there is no code_challenge';

/** PKCE is a MUST for clients that cannot keep a secret, a SHOULD for the others. */
export const checkPkce = (logins: readonly LoginSeen[], { app, check }: Told): void => {
  const [asked, redeemed] = [logins.flatMap((login) => login.asked), logins.flatMap((login) => login.redeemed)];
  const isPublic = app.kind === 'spa' || app.kind === 'cli';
  const without = asked.filter((each) => !hasS256(each));
  check[isPublic ? 'must' : 'should'](
    'pkce',
    'PKCE with S256 is used',
    without.length === 0 && asked.length > 0,
    distinct(without.map(tellPkce)),
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

/** The code goes to the token endpoint once, with the redirect URI that it was asked for with. */
export const checkRedemption = (logins: readonly LoginSeen[], { check }: Told): void => {
  const [asked, redeemed] = [logins.flatMap((login) => login.asked), logins.flatMap((login) => login.redeemed)];
  const sameUri = logins.every((login) =>
    login.redeemed.every((each) => valuesOf(login.asked, 'redirect_uri').includes(paramsOf(each).get('redirect_uri') ?? '')),
  );
  const uris = `asked with ${distinct(valuesOf(asked, 'redirect_uri'))}, redeemed with ${distinct(valuesOf(redeemed, 'redirect_uri')) || 'none'}`;
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
