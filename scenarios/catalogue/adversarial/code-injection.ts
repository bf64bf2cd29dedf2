import { createHash } from 'node:crypto';
import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

/** One callback of the person, with the code of the attacker in it. */
interface Injection {
  /** In which browser, as the end of "the callback was opened …". */
  readonly where: string;
  readonly visit: model.Visit;
  /** What the app says to the person afterwards. */
  readonly page: model.Visit;
  readonly code: string;
  /** Parameters of the person's own authorization request. */
  readonly asked: URLSearchParams;
}

interface Seen {
  readonly attacker: model.Visitor;
  readonly usual: model.Visit;
  readonly signedIn: boolean;
  readonly injections: readonly Injection[];
  readonly later: readonly Exchange[];
  readonly again: { readonly visit: model.Visit; readonly signedIn: boolean } | undefined;
}

const OF_THE_ATTACKER = 'state-0-of-the-attacker';
const BINDING = ['code_challenge', 'code_challenge_method', 'nonce'];

/** A link of the attacker's own: the same request to the same client, but for what would bind its code. */
const unbind = (url: URL): URL => {
  if (!url.searchParams.has('client_id')) return url;
  for (const name of BINDING) url.searchParams.delete(name);
  // No request of the client: its state, which may hold data of the app, is not in it.
  if (url.searchParams.has('state')) url.searchParams.set('state', OF_THE_ATTACKER);
  return url;
};

const codeOf = async (attacker: model.Visitor, context: model.ScenarioContext, isBound: boolean): Promise<string> => {
  const isCallback = steps.isCallbackOf(context);
  const signIn = () => attacker.signsIn({ stopBefore: isCallback, ...(isBound ? {} : { rewrite: unbind }) });
  const { url } = isBound ? await signIn() : await steps.requestedElsewhere(context, signIn);
  return url.searchParams.get('code') ?? context.check.inconclusive('The attacker got no code from the provider.');
};

const inject = async (
  browser: model.Visitor,
  where: string,
  { callback, asked }: steps.HeldLogin,
  code: string,
  context: model.ScenarioContext,
): Promise<Injection> => {
  const url = new URL(callback);
  url.searchParams.set('code', code);
  const visit = await browser.opens(url);
  return { where, visit, code, asked, page: await browser.asksWhoAmI({ stopBefore: steps.leaves(context) }) };
};

/** Each cookie of a login in turn is lost on the way: what it held is missing when the callback arrives. */
const injectWithLostCookies = async (attacker: model.Visitor, context: model.ScenarioContext): Promise<readonly Injection[]> => {
  const injections: Injection[] = [];
  for (let i = 0; ; i += 1) {
    const person = await context.person.inNewBrowser();
    const held = await steps.holdCallback(person, context, 'once');
    const name = (await person.cookies())[i]?.name;
    if (name === undefined) return injections;
    const browser = await person.copied({ without: name });
    injections.push(await inject(browser, `without the cookie ${name}`, held, await codeOf(attacker, context, false), context));
  }
};

/** The person's login is done when the attacker's code comes under its state. */
const injectAfterwards = async (attacker: model.Visitor, context: model.ScenarioContext): Promise<readonly Injection[]> => {
  const person = await context.person.inNewBrowser();
  const held = await steps.holdCallback(person, context);
  await person.opens(held.callback);
  return [await inject(person, 'after the login was done', held, await codeOf(attacker, context, false), context)];
};

const attack = async (attacker: model.Visitor, context: model.ScenarioContext): Promise<readonly Injection[]> => {
  if (context.variant === 'cookie-lost') return injectWithLostCookies(attacker, context);
  if (context.variant === 'state-used') return injectAfterwards(attacker, context);
  const person = await context.person.inNewBrowser();
  const held = await steps.holdCallback(person, context, 'once');
  const code = await codeOf(attacker, context, context.variant === 'other-login');
  return [await inject(person, 'in the browser of that login', held, code, context)];
};

const fits = (verifier: string | null, challenge: string): boolean =>
  verifier !== null && [verifier, createHash('sha256').update(verifier).digest('base64url')].includes(challenge);

/** Token requests with an injected code that lack the verifier of the person's own login, though that has a challenge. */
const withoutOwnVerifier = (injections: readonly Injection[], redeemed: readonly Exchange[]): readonly Exchange[] =>
  redeemed.filter((each) => {
    const params = traffic.paramsOf(each);
    const challenge = injections.find(({ code }) => code === params.get('code'))?.asked.get('code_challenge');
    return challenge !== null && challenge !== undefined && !fits(params.get('code_verifier'), challenge);
  });

/** PKCE is a MUST for public clients. OpenID Connect has the nonce as well; a confidential client without it has PKCE as a SHOULD. */
const levelOf = (injections: readonly Injection[], { app }: model.ScenarioContext): 'must' | 'should' => {
  const isPublic = app.kind === 'spa' || app.kind === 'cli';
  const isBound = ({ asked }: Injection) =>
    BINDING.some((name) => asked.has(name)) || (asked.get('scope') ?? '').includes('openid');
  return isPublic || injections.some(isBound) ? 'must' : 'should';
};

export default model.defineScenario<Seen>({
  id: 'adversarial/code-injection',
  title: 'The callback has the right state, and the code of an attacker',
  level: 'MUST',
  basis: [
    model.spec('RFC9700-4.5'),
    model.spec('RFC9700-2.1.1'),
    model.spec('RFC7636-4.5'),
    model.spec('RFC7636-4.6'),
    model.spec('OIDCC-3.1.3.7'),
  ],
  provider:
    'Answers the person and an attacker. The attacker puts the own code in place of the code of the person’s callback: from an ordinary login, or from a request without code_challenge and nonce.',
  rightClient:
    'Sends the verifier of this login with the code, whatever the callback looks like, so that the provider refuses; or finds another nonce in the ID token. Nobody is signed in as the attacker.',
  fix: 'Keep verifier and nonce with the state of the login, in the session of the browser. If one of them is missing when the callback arrives, stop: do not send a code without its verifier.',
  fixes: {
    'attacker-not-shown':
      'Send a code_challenge (S256) with each login, new each time, and its verifier with the code; and compare the nonce.',
    'state-used-once': 'Remove the login when its callback arrives: a state that was used finds nothing any more.',
  },
  personas: ['google', 'facebook', 'auth0'],
  needs: ['signIn', 'whoAmI'],
  shows: [],
  variants: {
    'other-login': 'a code of an ordinary login of the attacker',
    unbound: 'a code from a request without code_challenge and nonce',
    'cookie-lost': 'such a code, and each cookie of the login is lost in turn',
    'state-used': 'such a code, under the state of a login that is done',
  },
  bites: [
    { client: 'web', mutant: 'adv-no-verifier-fallback', variant: 'cookie-lost', verdict: 'fail', check: 'own-verifier' },
    { client: 'web', mutant: 'adv-code-unbound', variant: 'other-login', verdict: 'fail', check: 'attacker-not-shown' },
    { client: 'web', mutant: 'adv-verifier-constant', variant: 'other-login', verdict: 'fail', check: 'attacker-not-shown' },
    { client: 'web', mutant: 'adv-code-unbound', variant: 'unbound', verdict: 'fail', check: 'attacker-not-shown' },
    {
      client: 'web',
      mutant: 'login-code-redeemed-on-every-render',
      variant: 'state-used',
      verdict: 'warn',
      check: 'state-used-once',
    },
    { client: 'graph-client', mutant: 'adv-code-unbound', variant: 'other-login', verdict: 'warn', check: 'attacker-not-shown' },
  ],
  async steps(context) {
    const { wire, twist, settled } = context;
    const attacker = await context.secondPerson();
    const other = await context.person.inNewBrowser();
    const usual = await other.signsIn();
    const signedIn = await other.isSignedIn();
    const mark = traffic.markOf(await wire.all());
    const injections = (await twist(() => attack(attacker, context))) ?? [];
    await settled();
    const later = traffic.after(await wire.all(), mark);
    const again = await twist(async () => {
      const person = await context.person.inNewBrowser();
      return { visit: await person.signsIn(), signedIn: await person.isSignedIn() };
    });
    return { attacker, usual, signedIn, injections, later, again };
  },
  control({ usual, signedIn }, { check }) {
    check.must('signed-in', 'With its own code the callback signs the person in', signedIn, traffic.describeVisit(usual));
  },
  judge({ attacker, injections, later, again }, context) {
    const { check, variant } = context;
    if (injections.length === 0) check.skip('The app keeps no cookie during a login, so none can be lost.');
    const codes = injections.map(({ code }) => code);
    const redeemed = later.filter(
      (each) => traffic.grantTypeOf(each) && codes.includes(traffic.paramsOf(each).get('code') ?? ''),
    );
    const level = levelOf(injections, context);
    const taken = injections.filter(({ page }) => steps.showsPerson(page, attacker));
    const told = taken.map(({ where, page }) => `${where} the app says: ${traffic.describeVisit(page)}`).join('; ');
    check[level]('attacker-not-shown', 'Nobody is signed in as the attacker', taken.length === 0, told, redeemed);
    const bare = withoutOwnVerifier(injections, redeemed);
    const sent = `the login had a code_challenge, and the code was sent without its verifier: ${bare.map(traffic.describeExchange).join('; ')}`;
    check.must('own-verifier', 'A code is sent with the verifier of its own login', bare.length === 0, sent, bare);
    if (variant === 'state-used') {
      const reused = `the state was used already, and another code under it was sent: ${redeemed.map(traffic.describeExchange).join('; ')}`;
      check.should('state-used-once', 'A state is good for one code', redeemed.length === 0, reused, redeemed);
    }
    const misused = later.filter((each) => each.endpoint.startsWith('api:') && each.person === attacker.key);
    const used = `the app called the API for the attacker: ${misused.map(traffic.describeExchange).join('; ')}`;
    check[level](
      'attackers-account-unused',
      'Nothing is done with the account of the attacker',
      misused.length === 0,
      used,
      misused,
    );
    const visits = injections.map(({ visit }) => visit);
    const worst = visits.find(({ end }) => end !== 'done') ?? visits.find(({ status }) => status === 500) ?? visits.at(-1);
    if (worst) steps.checkComesToRest(worst, context);
    const retry = again ? traffic.describeVisit(again.visit) : '';
    check.must('can-sign-in', 'An honest login works afterwards', again?.signedIn === true, retry);
  },
});
