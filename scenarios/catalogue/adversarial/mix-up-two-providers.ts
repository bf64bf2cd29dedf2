import type { Exchange, PersonaId } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

/** A login whose answer went to the wrong place. */
interface MixedUp {
  readonly visit: model.Visit;
  readonly signedIn: boolean;
  /** Code of the honest provider. */
  readonly code: string;
}

/** Two people with two providers: what one of them sees of the other. */
interface Apart {
  readonly victim: model.Visitor;
  readonly visit: model.Visit;
  readonly shown: model.Visit;
  readonly recalled: model.Visit;
  readonly kept: steps.Keeping;
}

interface Seen {
  readonly other: PersonaId;
  /** A login with each provider, in a browser of its own. */
  readonly usual: readonly steps.LoginSeen[];
  readonly mixedUp: MixedUp | undefined;
  readonly apart: Apart | undefined;
  readonly later: readonly Exchange[];
  readonly again: { readonly visit: model.Visit; readonly signedIn: boolean } | undefined;
}

const WITH_A_PAGE: readonly PersonaId[] = ['google', 'facebook', 'auth0'];

/** The hostile provider: another one that the app offers. */
const otherProviderOf = ({ app, check }: Pick<model.ScenarioContext, 'app' | 'check'>): PersonaId =>
  app.otherPersonas.find((each) => WITH_A_PAGE.includes(each)) ??
  check.skip(
    'The app has one provider. One with several names them in `personas` of the config, and has {persona} in the path of the verb signIn.',
  );

const signInAt = async (persona: PersonaId, context: model.ScenarioContext): Promise<steps.LoginSeen> =>
  steps.seeLogin(await (await context.secondPerson()).inNewBrowser(), context, { persona });

const requestsTo = (persona: PersonaId, { asked }: steps.LoginSeen): Exchange | undefined =>
  asked.findLast((each) => each.persona === persona);

const OF_THE_LOGIN = ['state', 'nonce', 'code_challenge', 'code_challenge_method'];

/**
 * The hostile provider answers an authorization request with a redirect to the honest one: with the client that the app has
 * there, and with what binds this login.
 */
const forward = (honest: Exchange) => {
  const known = traffic.addressOf(honest);
  return (url: URL): URL => {
    const { searchParams } = url;
    const isRequest = searchParams.has('client_id') && searchParams.get('client_id') !== known.searchParams.get('client_id');
    if (!isRequest) return url;
    const forwarded = new URL(known);
    for (const name of OF_THE_LOGIN) {
      const value = searchParams.get(name);
      if (value === null) forwarded.searchParams.delete(name);
      else forwarded.searchParams.set(name, value);
    }
    return forwarded;
  };
};

const finish = async (browser: model.Visitor, callback: URL, context: model.ScenarioContext): Promise<MixedUp> => {
  const visit = await browser.opens(callback);
  const signedIn = await steps.isSignedIn(browser, context, [visit], Number.POSITIVE_INFINITY);
  return { visit, signedIn, code: callback.searchParams.get('code') ?? '' };
};

const isCallback =
  ({ app }: model.ScenarioContext) =>
  (url: URL) =>
    url.origin === new URL(app.url).origin && url.searchParams.has('code');

const forwarded = async (context: model.ScenarioContext, other: PersonaId, [honest]: Seen['usual']): Promise<MixedUp> => {
  const request = honest && requestsTo(context.persona, honest);
  if (!request) return context.check.inconclusive('No authorization request to the provider was seen.');
  const browser = await context.person.inNewBrowser();
  const held = await browser.signsIn({ persona: other, rewrite: forward(request), stopBefore: isCallback(context) });
  if (!isCallback(context)(held.url)) context.check.skip(`The login cannot be forwarded: ${traffic.describeVisit(held)}.`);
  return finish(browser, held.url, context);
};

/** A login with the other provider is started, and not finished, while the honest one answers. */
const startedLast = async (context: model.ScenarioContext, other: PersonaId): Promise<MixedUp> => {
  const browser = await context.person.inNewBrowser();
  const { callback } = await steps.holdCallback(browser, context);
  await browser.signsIn({ persona: other, stopBefore: steps.leaves(context) });
  return finish(browser, callback, context);
};

/** The answer of the honest provider arrives where those of the other one do. */
const atOtherAddress = async (context: model.ScenarioContext, other: PersonaId, [, second]: Seen['usual']): Promise<MixedUp> => {
  const request = second && requestsTo(other, second);
  const address = new URL((request && traffic.paramsOf(request).get('redirect_uri')) ?? context.app.url);
  const browser = await context.person.inNewBrowser();
  const { callback } = await steps.holdCallback(browser, context);
  if (address.pathname === callback.pathname) context.check.skip('Both providers answer at the same address of the app.');
  callback.pathname = address.pathname;
  return finish(browser, callback, context);
};

const MIXED_UP: Readonly<Record<string, typeof forwarded>> = {
  forwarded,
  'started-last': startedLast,
  'other-address': atOtherAddress,
};

/** What the other provider says of somebody else: as much as it likes. */
const claimsLike = async ({ wire, person, variant }: model.ScenarioContext): Promise<Readonly<Record<string, unknown>>> => {
  if (variant === 'same-email') return { email: person.email, email_verified: true };
  const idToken = (await wire.logins()).map((login) => traffic.memberOf(login, 'id_token')).findLast(Boolean);
  return { sub: idToken && traffic.claimsOf(idToken).sub };
};

const signInAlike = async (context: model.ScenarioContext, other: PersonaId): Promise<Apart> => {
  const { app, check, person, world } = context;
  if (!app.verbs.has('store') || !app.verbs.has('recall'))
    check.skip('The app has no verbs store and recall, which tell accounts apart.');
  await person.signsIn();
  const kept = await steps.seeStore(person, context);
  const claims = await claimsLike(context);
  if (Object.values(claims).includes(undefined)) check.skip('No ID token named the person to this client.');
  const attacker = await (await context.secondPerson()).inNewBrowser();
  await world.faults.inject({ persona: other, on: 'token', do: { tamperIdToken: { claims } } });
  await world.faults.inject({ persona: other, on: 'userinfo', at: 'reply', do: { setBody: claims } });
  const visit = await attacker.signsIn({ persona: other });
  const shown = await attacker.asksWhoAmI({ stopBefore: steps.leaves(context) });
  const recalled = await steps.seeRecall(attacker, context);
  await world.faults.clear();
  return { victim: person, visit, shown, recalled, kept };
};

const checkMixedUp = ({ visit, signedIn, code }: MixedUp, { other, later }: Seen, context: model.ScenarioContext): void => {
  const { check, persona, variant } = context;
  const sent = later.filter((each) => traffic.grantTypeOf(each) && traffic.paramsOf(each).get('code') === code);
  const astray = sent.filter((each) => each.persona !== persona);
  const leaked = `the code of ${persona} was sent to ${other}: ${astray.map(traffic.describeExchange).join('; ')}`;
  check.must('code-stays', 'A code is sent to the provider that issued it, and to no other', astray.length === 0, leaked, astray);
  if (variant === 'started-last') return;
  const taken = `the login was started with one provider and answered by the other, and the app went on: ${signedIn ? 'the person is signed in' : 'the code was sent'}; ${traffic.describeVisit(visit)}`;
  check.must(
    'answer-refused',
    'An answer of another provider than was asked is refused',
    !signedIn && sent.length === 0,
    taken,
    sent,
  );
};

const checkApart = (
  { victim, visit, recalled, kept }: Apart,
  { other }: Seen,
  { check, persona, variant }: model.ScenarioContext,
): void => {
  const same = variant === 'same-email' ? 'e-mail address' : 'subject';
  const found = `somebody signed in with ${other}, which gave them the ${same} that ${victim.name} has at ${persona}, and sees what ${victim.name} stored: ${traffic.describeVisit(recalled)}`;
  const level = variant === 'same-email' ? 'should' : 'must';
  check[level]('accounts-apart', `The same ${same} at two providers is two accounts`, !steps.isKeptIn(recalled, kept), found);
  steps.checkComesToRest(visit, { check });
};

export default model.defineScenario<Seen>({
  id: 'adversarial/mix-up-two-providers',
  title: 'One of the two providers of the app is hostile (mix-up)',
  level: 'MUST',
  basis: [
    model.spec('RFC9700-4.4'),
    model.spec('RFC9700-4.4.2'),
    model.spec('RFC9207-2.4'),
    model.spec('OIDCC-5.7'),
    model.lab(
      'Who signs in with another provider has proved nothing to the first one: neither subject nor address make them the same person.',
    ),
  ],
  provider:
    'Two providers. The hostile one forwards a login to the honest one, or waits for an answer that the app takes for its own, or names somebody who has an account with the honest one.',
  rightClient:
    'Stores with each login the provider that it was started with, and takes an answer for it only at the redirect URI, or with the iss, of that provider. Codes and secrets go to the provider that they are of. Accounts are found by issuer and subject.',
  fix: 'Keep the provider with the state of each login, not in the session. Give each provider a redirect URI of its own and compare it with the provider of the login; compare iss as well. Look accounts up by issuer and subject.',
  fixes: {
    'accounts-apart':
      'Make issuer and subject the key of the accounts. Connect a second provider only for somebody who is signed in with the first.',
  },
  personas: ['google', 'auth0'],
  needs: ['signIn', 'whoAmI'],
  shows: [],
  variants: {
    forwarded: 'the hostile provider forwards the login to the honest one',
    'started-last': 'a login with the hostile provider is started while that with the honest one is answered',
    'other-address': 'the answer of the honest provider arrives at the address for those of the hostile one',
    'same-subject': 'the hostile provider names the subject that somebody has at the honest one',
    'same-email': 'the hostile provider names the e-mail address of somebody with an account of the honest one',
  },
  bites: [
    { client: 'two-providers', mutant: 'adv-mixup-last-started', variant: 'started-last', verdict: 'fail', check: 'code-stays' },
    {
      client: 'two-providers',
      mutant: 'adv-mixup-provider-from-path',
      variant: 'other-address',
      verdict: 'fail',
      check: 'code-stays',
    },
    {
      client: 'two-providers',
      mutant: 'adv-mixup-provider-from-path',
      variant: 'forwarded',
      verdict: 'fail',
      check: 'answer-refused',
    },
    {
      client: 'two-providers',
      mutant: 'adv-mixup-provider-of-state',
      variant: 'forwarded',
      verdict: 'fail',
      check: 'code-stays',
    },
    {
      client: 'two-providers',
      mutant: 'adv-account-key-sub-only',
      variant: 'same-subject',
      verdict: 'fail',
      check: 'accounts-apart',
    },
    { client: 'two-providers', mutant: 'adv-account-by-email', variant: 'same-email', verdict: 'warn', check: 'accounts-apart' },
  ],
  async steps(context) {
    const { persona, twist, wire } = context;
    const other = otherProviderOf(context);
    const usual = [await signInAt(persona, context), await signInAt(other, context)];
    const mark = traffic.markOf(await wire.all());
    const attack = await twist(() => MIXED_UP[context.variant ?? '']);
    const mixedUp = attack && (await attack(context, other, usual));
    const apart = await twist(() => (attack ? undefined : signInAlike(context, other)));
    await context.settled();
    const later = traffic.after(await wire.all(), mark);
    const again = await twist(async () => {
      const browser = await context.person.inNewBrowser();
      return { visit: await browser.signsIn(), signedIn: await browser.isSignedIn() };
    });
    return { other, usual, mixedUp, apart, later, again };
  },
  control({ usual, other }, { check }) {
    const [, second] = usual;
    if (second && !requestsTo(other, second))
      check.skip(`The verb signIn starts no login with ${other}: its path has no {persona}, or the app has another one for it.`);
    const lost = usual.find(({ visit, signedIn }) => !visit.ok || !signedIn);
    const found = lost ? traffic.describeVisit(lost.visit) : '';
    check.must('signed-in', 'With each provider people are signed in', !lost, found);
  },
  judge(seen, context) {
    const { check } = context;
    const { mixedUp, apart, again } = seen;
    if (mixedUp) checkMixedUp(mixedUp, seen, context);
    if (mixedUp) steps.checkComesToRest(mixedUp.visit, context);
    if (apart) checkApart(apart, seen, context);
    const retry = again ? traffic.describeVisit(again.visit) : '';
    check.must('can-sign-in', 'An honest login works afterwards', again?.signedIn === true, retry);
  },
});
