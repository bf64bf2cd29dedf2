import type { Exchange, PersonaId } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

/** What happened while one of the other providers was hostile. */
interface Round extends steps.ProviderPair {
  /** One of the two says in its answers who it is: `iss`. */
  readonly saysWho: boolean;
  readonly mixedUp: steps.MixedUp | undefined;
  readonly alike: steps.NamedAlike | undefined;
  /** Why nothing was tried. */
  readonly notPlayed: string | undefined;
  readonly later: readonly Exchange[];
}

interface Seen {
  /** With each of the other providers. */
  readonly rounds: readonly Round[];
  readonly again: { readonly visit: model.Visit; readonly signedIn: boolean } | undefined;
}

const WITH_A_PAGE: readonly PersonaId[] = ['google', 'facebook', 'auth0'];

/** Each of them is the hostile one in turn: what an app does right with one provider says nothing of the next. */
const otherProvidersOf = ({ app, check }: model.ScenarioContext): readonly PersonaId[] => {
  const others = app.otherPersonas.filter((each) => WITH_A_PAGE.includes(each));
  if (others.length > 0) return others;
  return check.skip(
    'The app has one provider. One with several names them in `personas` of the config, and has {persona} in the path of the verb signIn.',
  );
};

const signInAt = async (persona: PersonaId, context: model.ScenarioContext): Promise<steps.LoginSeen> =>
  steps.seeLogin(await (await context.secondPerson()).inNewBrowser(), context, { persona });

const isOffered = ({ other, second }: steps.ProviderPair): boolean => steps.requestTo(other, second) !== undefined;
const NOT_OFFERED = 'The verb signIn starts no login with it: its path has no {persona}, or the app has another one for it.';

const attack = async (context: model.ScenarioContext, pair: steps.ProviderPair) => {
  if (!isOffered(pair)) return { notPlayed: NOT_OFFERED };
  const mixUp = steps.MIX_UPS[context.variant ?? ''];
  return mixUp ? mixUp(context, pair) : steps.seeNamedAlike(context, pair.other);
};

const play = async (context: model.ScenarioContext, honest: steps.LoginSeen, other: PersonaId): Promise<Round> => {
  const { persona, twist, wire, settled } = context;
  const pair = { other, honest, second: await signInAt(other, context) };
  const before = await wire.all();
  const answers = before.filter((each) => [persona, other].includes(each.persona as PersonaId)).map(traffic.answerOf);
  const seen = await twist(() => attack(context, pair));
  await settled();
  return {
    ...pair,
    saysWho: answers.some((answer) => answer.has('code') && answer.has('iss')),
    mixedUp: seen && 'code' in seen ? seen : undefined,
    alike: seen && 'victim' in seen ? seen : undefined,
    notPlayed: seen && 'notPlayed' in seen ? seen.notPlayed : undefined,
    later: traffic.after(await wire.all(), traffic.markOf(before)),
  };
};

/** Token requests with the code of the honest provider. */
const sentIn = ({ mixedUp, later }: Round): readonly Exchange[] =>
  later.filter((each) => traffic.grantTypeOf(each) && traffic.paramsOf(each).get('code') === mixedUp?.code);

const namesOf = (rounds: readonly Round[]): string => rounds.map(({ other }) => other).join(', ');

const checkCodes = (rounds: readonly Round[], { check, persona }: model.ScenarioContext): void => {
  const astray = rounds.flatMap(sentIn).filter((each) => each.persona !== persona);
  const leaked = `the code of ${persona} was sent to another provider: ${astray.map(traffic.describeExchange).join('; ')}`;
  check.must('code-stays', 'A code is sent to the provider that issued it, and to no other', astray.length === 0, leaked, astray);
};

/**
 * An answer of the provider that was asked, at the address of the other one, and the code was sent where it belongs: a client
 * that tells the two apart by iss may leave the address alone. `forwarded` shows whether it does.
 */
const isByIssuer = (round: Round, { persona, variant }: model.ScenarioContext): boolean =>
  variant === 'other-address' && round.saysWho && sentIn(round).every((each) => each.persona === persona);

const checkRefused = (rounds: readonly Round[], context: model.ScenarioContext): void => {
  const { check } = context;
  const title = 'An answer of another provider than was asked is refused';
  const wentOn = rounds.filter((round) => round.mixedUp?.signedIn || sentIn(round).length > 0);
  const wrong = wentOn.filter((round) => !isByIssuer(round, context));
  const [first] = wrong;
  const how = first?.mixedUp?.signedIn ? 'the person is signed in' : 'the code was sent';
  const found = `the login was started with one provider and answered by the other (${namesOf(wrong)}), and the app went on: ${how}; ${first?.mixedUp ? traffic.describeVisit(first.mixedUp.visit) : ''}`;
  if (wentOn.length > 0 && wrong.length === 0)
    check.info('answer-refused', title, `the app goes by iss, wherever an answer arrives (${namesOf(wentOn)})`);
  else check.must('answer-refused', title, wrong.length === 0, found, wrong.flatMap(sentIn));
};

const checkApart = (rounds: readonly Round[], { check, persona, variant, person }: model.ScenarioContext): void => {
  const taken = rounds.filter(({ alike }) => alike && steps.isKeptIn(alike.recalled, alike.kept));
  const missed = rounds.filter(({ alike }) => alike?.struck.length === 0);
  if (taken.length === 0 && missed.length > 0)
    check.inconclusive(
      `The app did not get what ${namesOf(missed)} said of the person, neither in an ID token nor in a profile.`,
    );
  const same = variant === 'same-email' ? 'e-mail address' : 'subject';
  const page = taken[0]?.alike ? traffic.describeVisit(taken[0].alike.recalled) : '';
  const found = `somebody signed in with ${namesOf(taken)}, which gave them the ${same} that ${person.name} has at ${persona}, and sees what ${person.name} stored: ${page}`;
  const level = variant === 'same-email' ? 'should' : 'must';
  const struck = rounds.flatMap(({ alike }) => alike?.struck ?? []);
  check[level]('accounts-apart', `The same ${same} at two providers is two accounts`, taken.length === 0, found, struck);
};

/** The visit that ended worst. */
const worstOf = (rounds: readonly Round[]): model.Visit | undefined => {
  const visits = rounds.flatMap(({ mixedUp, alike }) => (mixedUp ?? alike)?.visit ?? []);
  return visits.find(({ end }) => end !== 'done') ?? visits.find(({ status }) => status === 500) ?? visits.at(-1);
};

export default model.defineScenario<Seen>({
  id: 'adversarial/mix-up-two-providers',
  title: 'One of the providers of the app is hostile (mix-up)',
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
    'Two providers or more, each of which is hostile in turn. The hostile one forwards a login to the honest one, or waits for an answer that the app takes for its own, or names somebody who has an account with the honest one.',
  rightClient:
    'Stores with each login the provider that it was started with, and takes an answer for it only at the redirect URI, or with the iss, of that provider. Codes and secrets go to the provider that they are of. Accounts are found by issuer and subject.',
  fix: 'Keep the provider with the state of each login, not in the session. Give each provider a redirect URI of its own and compare it with the provider of the login; compare iss as well. Look accounts up by issuer and subject.',
  fixes: {
    'accounts-apart':
      'Make issuer and subject the key of the accounts. Connect a second provider only for somebody who is signed in with the first.',
  },
  personas: ['google', 'facebook', 'auth0'],
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
      client: 'two-providers-query',
      mutant: 'adv-mixup-provider-from-path',
      variant: 'other-address',
      verdict: 'fail',
      check: 'code-stays',
    },
    {
      client: 'two-providers-facebook',
      personas: ['google', 'auth0'],
      mutant: 'adv-mixup-facebook-unbound',
      variant: 'other-address',
      verdict: 'fail',
      check: 'code-stays',
    },
    {
      client: 'two-providers-facebook',
      personas: ['google', 'facebook'],
      mutant: 'adv-account-of-one-table',
      variant: 'same-subject',
      verdict: 'fail',
      check: 'accounts-apart',
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
    const others = otherProvidersOf(context);
    const honest = await signInAt(context.persona, context);
    const rounds: Round[] = [];
    for (const other of others) rounds.push(await play(context, honest, other));
    const again = await context.twist(async () => {
      const browser = await context.person.inNewBrowser();
      return { visit: await browser.signsIn(), signedIn: await browser.isSignedIn() };
    });
    return { rounds, again };
  },
  control({ rounds }, { check }) {
    const offered = rounds.filter(isOffered);
    if (offered.length === 0) check.skip(`${namesOf(rounds)}: ${NOT_OFFERED}`);
    const logins = offered.flatMap(({ honest, second }) => [honest, second]);
    const lost = logins.find(({ visit, signedIn }) => !visit.ok || !signedIn);
    const found = lost ? traffic.describeVisit(lost.visit) : '';
    check.must('signed-in', 'With each provider people are signed in', !lost, found);
  },
  judge({ rounds, again }, context) {
    const { check, variant } = context;
    const played = rounds.filter(({ notPlayed }) => notPlayed === undefined);
    if (played.length === 0) check.skip([...new Set(rounds.map(({ notPlayed }) => notPlayed))].join(' '));
    const isMixUp = played.some(({ mixedUp }) => mixedUp);
    if (isMixUp) checkCodes(played, context);
    if (isMixUp && variant !== 'started-last') checkRefused(played, context);
    if (!isMixUp) checkApart(played, context);
    const worst = worstOf(played);
    if (worst) steps.checkComesToRest(worst, context);
    const retry = again ? traffic.describeVisit(again.visit) : '';
    check.must('can-sign-in', 'An honest login works afterwards', again?.signedIn === true, retry);
  },
});
