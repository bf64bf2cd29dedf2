import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

/** One login, with one copy of its ID token forged; with none in the control leg. */
interface Attempt {
  readonly copy: 'browser' | 'token-endpoint';
  readonly visit: model.Visit;
  readonly signedIn: boolean;
  /** Everything after the app had sent the browser to the provider. */
  readonly later: readonly Exchange[];
}

interface Seen {
  readonly honest: steps.LoginSeen;
  readonly hasIdToken: boolean;
  readonly attempts: readonly Attempt[];
}

/** The nonce of the ID token instead of the one that was sent; null for none. */
type Forgery = (sent: string, earlier: string) => string | null;

const FORGERIES: Readonly<Record<string, { readonly says: string; readonly forge: Forgery }>> = {
  other: {
    says: 'a nonce of the same length that was never sent',
    forge: (sent) => [...sent].map((each) => (each === 'A' ? 'B' : 'A')).join(''),
  },
  missing: { says: 'no nonce, although one was sent', forge: () => null },
  empty: { says: 'an empty nonce', forge: () => '' },
  'earlier-login': {
    says: 'the nonce of an earlier login of the same person in the same browser',
    forge: (_, earlier) => earlier,
  },
  truncated: { says: 'the first characters of the nonce', forge: (sent) => sent.slice(0, Math.min(8, sent.length - 1)) },
  extended: { says: 'the nonce with extra characters', forge: (sent) => `${sent}AAAA` },
};

const isUse = ({ endpoint }: Exchange) => endpoint === 'userinfo' || endpoint.startsWith('api:');
const isRedemption = (each: Exchange) => traffic.grantTypeOf(each) === 'authorization_code';

/** A login of the same person in the same browser, which ends before the next one; its nonce is known then. */
const signInEarlier = async (context: model.ScenarioContext): Promise<model.Visitor> => {
  const { app, person } = context;
  await person.signsIn();
  if (!app.verbs.has('signOut')) return person.inNewBrowser();
  await person.signsOut();
  return person;
};

const nonceBefore = async ({ wire }: model.ScenarioContext): Promise<string> =>
  (await wire.authorizations()).map((each) => traffic.paramsOf(each).get('nonce')).findLast(Boolean) ?? '';

/** Stops a login on its way to the provider, where its nonce can be read, and lets it go on with a forged one in one copy. */
const attempt = async (
  context: model.ScenarioContext,
  person: model.Visitor,
  endpoints: steps.GoodClaims['from'],
): Promise<Attempt> => {
  const { world, wire, check, twist, settled, variant = 'other' } = context;
  const earlier = await nonceBefore(context);
  const start = await person.signsIn({ stopBefore: steps.leaves(context) });
  if (start.end === 'done') check.inconclusive(`No login was started: ${traffic.describeVisit(start)}.`);
  const sent = start.url.searchParams.get('nonce') || check.skip('No nonce was seen in the authorization request.');
  const nonce = FORGERIES[variant]?.forge(sent, earlier) ?? null;
  const copy = endpoints.includes('token') ? 'token-endpoint' : 'browser';
  const times = copy === 'token-endpoint' ? { times: 1 } : {};
  const mark = traffic.markOf(await wire.all());
  await twist(() => steps.injectAt(context, endpoints, { tamperIdToken: { claims: { nonce } } }, times));
  const visit = await person.opens(start.url);
  const signedIn = await person.isSignedIn();
  await settled();
  await twist(() => world.faults.clear());
  return { copy, visit, signedIn, later: traffic.after(await wire.all(), mark) };
};

const attemptEach = async (
  context: model.ScenarioContext,
  person: model.Visitor,
  copies: readonly steps.GoodClaims['from'][],
): Promise<readonly Attempt[]> => {
  const attempts: Attempt[] = [];
  for (const endpoints of copies) if (!attempts.at(-1)?.signedIn) attempts.push(await attempt(context, person, endpoints));
  return attempts;
};

const forgedIn = ({ later }: Attempt): Exchange | undefined =>
  later.find((each) => steps.isStruck(each) && steps.idTokenOf(each) !== undefined);

/** Signed in by the forged ID token. The token endpoint forges one: a client that starts again by itself gets a right one. */
const isLetIn = (each: Attempt): boolean => {
  const { copy, signedIn, later } = each;
  const forged = forgedIn(each);
  const anew = later.some((other) => isRedemption(other) && other !== forged && traffic.isAccepted(other));
  return signedIn && !(copy === 'token-endpoint' && anew);
};

/** Access tokens that came with a forged ID token, or for the code beside it. */
const tokensBeside = (each: Attempt): readonly (string | undefined)[] => {
  const forged = forgedIn(each);
  if (!forged) return [];
  const code = traffic.answerOf(forged).get('code');
  const redeemed = each.later.filter((other) => code !== null && traffic.paramsOf(other).get('code') === code);
  const own = [traffic.memberOf(forged, 'access_token'), traffic.answerOf(forged).get('access_token') ?? undefined];
  return [...own, ...redeemed.map((other) => traffic.memberOf(other, 'access_token'))].filter(Boolean);
};

const usesOf = (each: Attempt): readonly Exchange[] => {
  const tokens = tokensBeside(each);
  return each.later.filter((other) => isUse(other) && tokens.includes(traffic.bearerOf(other)));
};

const FROM = { browser: 'that came through the browser', 'token-endpoint': 'of the token endpoint' } as const;

export default model.defineScenario<Seen>({
  id: 'login/nonce-mismatch-rejected',
  title: 'The ID token was issued for another login (wrong nonce)',
  level: 'MUST',
  basis: [model.spec('OIDCC-3.1.3.7'), model.spec('OIDCC-3.2.2.11'), model.spec('OIDCC-15.5.2'), model.spec('RFC9700-4.5.3.2')],
  provider:
    'Issues an ID token whose nonce is not that of this login, as when a stolen ID token or code is injected into another login. Where a login brings two ID tokens, through the browser and from the token endpoint, it forges one at a time.',
  rightClient:
    'Compares the nonce of each ID token with the stored one, refuses the ID token if it differs or is missing, and uses no other token of the response.',
  fix: 'Store the nonce with the state, require it in the ID token, compare it exactly, and only then create the session.',
  fixes: {
    'says-so': 'Answer a refused ID token with a page that says that the login failed, with a status below 500.',
    'tokens-not-used': 'Use no token of a response whose ID token was refused.',
  },
  personas: ['google', 'auth0'],
  needs: ['signIn', 'whoAmI'],
  shows: [],
  variants: Object.fromEntries(Object.entries(FORGERIES).map(([name, { says }]) => [name, says])),
  bites: [
    { client: 'web', mutant: 'login-nonce-unchecked', verdict: 'fail', check: 'not-signed-in' },
    { client: 'web', mutant: 'login-nonce-missing-accepted', variant: 'missing', verdict: 'fail', check: 'not-signed-in' },
    { client: 'web', mutant: 'login-nonce-of-any-login', variant: 'earlier-login', verdict: 'fail', check: 'not-signed-in' },
    { client: 'web', mutant: 'login-nonce-prefix', variant: 'truncated', verdict: 'fail', check: 'not-signed-in' },
    { client: 'web', mutant: 'login-nonce-prefix', variant: 'empty', verdict: 'fail', check: 'not-signed-in' },
    { client: 'web', mutant: 'login-nonce-checked-late', verdict: 'fail', check: 'tokens-not-used' },
    { client: 'web-form-post', mutant: 'login-nonce-unchecked', variant: 'other', verdict: 'fail', check: 'not-signed-in' },
    { client: 'web-hybrid', mutant: 'login-nonce-unchecked', variant: 'missing', verdict: 'fail', check: 'not-signed-in' },
    {
      client: 'web-hybrid',
      mutant: 'login-nonce-of-browser-unchecked',
      variant: 'other',
      verdict: 'fail',
      check: 'not-signed-in',
    },
    {
      client: 'web-hybrid',
      mutant: 'login-nonce-of-browser-unchecked',
      variant: 'earlier-login',
      verdict: 'fail',
      check: 'not-signed-in',
    },
    {
      client: 'web-hybrid',
      mutant: 'login-nonce-of-token-endpoint-unchecked',
      variant: 'missing',
      verdict: 'fail',
      check: 'not-signed-in',
    },
  ],
  async steps(context) {
    const { person, secondPerson, wire, twist, variant = 'other' } = context;
    const honest = await steps.seeLogin(await secondPerson(), context);
    const { from = [] } = steps.goodClaimsOf(await wire.all()) ?? {};
    const who = variant === 'earlier-login' ? await signInEarlier(context) : person;
    const copies = (await twist(() => steps.copiesOf({ from }))) ?? [[]];
    return { honest, hasIdToken: from.length > 0, attempts: await attemptEach(context, who, copies) };
  },
  control({ honest, hasIdToken, attempts }, { check }) {
    if (honest.signedIn && !hasIdToken) check.skip('No ID token was seen in the answers to this client.');
    const lost = [honest, ...attempts].find(({ visit, signedIn }) => !visit.ok || !signedIn);
    const found = lost ? traffic.describeVisit(lost.visit) : '';
    check.must('signed-in', 'With the right nonce the person is signed in', !lost, found);
  },
  judge({ attempts }, context) {
    const { check } = context;
    const none = attempts.find((each) => !forgedIn(each));
    if (none || attempts.length === 0)
      check.inconclusive(`No forged ID token was issued: ${none ? traffic.describeVisit(none.visit) : 'there was no login'}.`);
    const forged = attempts.flatMap((each) => forgedIn(each) ?? []);
    const wrong = attempts.find(isLetIn);
    const shown = wrong
      ? `the person is signed in although the ID token ${FROM[wrong.copy]} has another nonce; ${traffic.describeVisit(wrong.visit)}`
      : '';
    check.must('not-signed-in', 'Nobody is signed in by it', !wrong, shown, forged);
    const used = attempts.flatMap(usesOf);
    const told = `the access token of the same response was used: ${used.map(traffic.describeExchange).join('; ')}`;
    check.must('tokens-not-used', 'The other tokens of the response are not used', used.length === 0, told, used);
    const worst = attempts.find(({ visit }) => !steps.restsWell(visit)) ?? attempts[0];
    if (worst) steps.checkComesToRest(worst.visit, context);
  },
});
