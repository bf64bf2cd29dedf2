import type { Exchange } from '../../../provider/model/index.ts';
import { defineScenario, lab, type ScenarioContext, spec } from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

const FORGED = 20;
/** More requests than this for so many forged ID tokens are no limit: a client that asks five times a minute stays below. */
const MOST_FETCHES = 10;
const USUAL = 3;

interface ForgedSeen extends steps.LoginSeen {
  /** Every ID token that it brought was forged: a client that starts again by itself may get a right one. */
  readonly isForged: boolean;
}

interface Seen {
  /** Logins with right ID tokens; the keys may be fetched in the first one. */
  readonly usual: readonly steps.LoginSeen[];
  readonly hasIdTokens: boolean;
  /** Requests for the keys in all but the first of them. */
  readonly usualFetches: readonly Exchange[];
  /** Endpoints whose answers carry the ID token. */
  readonly from: steps.GoodClaims['from'];
  /** Logins with forged ID tokens, of somebody who was never signed in before; none in the control leg. */
  readonly forged: readonly ForgedSeen[];
  readonly forgedFetches: readonly Exchange[];
  /** Answers that brought a forged ID token. */
  readonly delivered: readonly Exchange[];
  /** A login with a right ID token, while the key set is as the variant says. */
  readonly last: steps.LoginSeen;
}

/** Each ID token names another key id, and is signed with a key that is not the provider's. */
const forgeEach = async (context: ScenarioContext, from: Seen['from']): Promise<void> => {
  for (let number = 0; number < FORGED; number++) {
    const header = { kid: steps.unknownKid(number) };
    await steps.injectAt(context, from, { tamperIdToken: { signature: 'foreign-key', header } }, { skip: number, times: 1 });
  }
};

const seeLogins = async (context: ScenarioContext, times: number): Promise<readonly steps.LoginSeen[]> => {
  const logins: steps.LoginSeen[] = [];
  for (let time = 0; time < times; time++) logins.push(await steps.seeLogin(context.person, context));
  return logins;
};

const seeForged = async (context: ScenarioContext): Promise<readonly ForgedSeen[]> => {
  const who = await context.secondPerson();
  const logins: ForgedSeen[] = [];
  for (let time = 0; time < FORGED; time++) {
    const mark = traffic.markOf(await context.wire.all());
    const login = await steps.seeLogin(who, context);
    const carriers = traffic.after(await context.wire.all(), mark).filter(steps.idTokenOf);
    logins.push({ ...login, isForged: carriers.length > 0 && carriers.every(steps.isStruck) });
  }
  return logins;
};

/** The first login that a forged ID token did: after a right one somebody may stay signed in. */
const letIn = (forged: readonly ForgedSeen[]): ForgedSeen | undefined => {
  const first = forged.find(({ isForged, signedIn }) => signedIn || !isForged);
  return first?.isForged ? first : undefined;
};

const DOWN = { status: 503, body: 'temporarily unavailable' } as const;

const VARIANTS = {
  'unknown-kids': 'the key set can be fetched',
  'key-set-down': 'the key set answers 503 meanwhile',
};

export default defineScenario<Seen>({
  id: 'resilience/jwks-refetch-limited',
  title: 'Many ID tokens name keys that do not exist',
  level: 'MUST',
  basis: [
    spec('OIDCC-10.1.1'),
    spec('OIDCC-3.1.3.7'),
    lab(
      'anybody can make up key ids: without a limit each one makes the client send a request, and the provider refuse them all',
    ),
  ],
  provider: `Issues ${FORGED} forged ID tokens, each with another unknown key id, one after another.`,
  rightClient:
    'Fetches the key set again for the first unknown key id, and then waits a while before the next time. It keeps the keys that it has, also when the key set cannot be fetched, and refuses every ID token for which it has no key.',
  fix: 'Limit the requests for the key set, for example to a few a minute whatever ids come. Replace the kept keys only by a key set that was fetched well.',
  fixes: {
    'nobody-let-in':
      'Refuse an ID token whose key you do not have, whatever the reason: the key set was asked too often, or could not be fetched. Do not catch the error and go on.',
  },
  personas: ['google', 'auth0'],
  needs: ['signIn', 'whoAmI'],
  kinds: ['web', 'api', 'cli'],
  shows: [],
  limitSeconds: 90,
  variants: VARIANTS,
  bites: [
    { client: 'web', mutant: 'rsl-jwks-refetch-unlimited', variant: 'unknown-kids', verdict: 'warn', check: 'fetches-limited' },
    { client: 'web', mutant: 'rsl-jwks-refetch-unlimited', variant: 'key-set-down', verdict: 'warn', check: 'fetches-limited' },
    {
      client: 'web',
      mutant: 'rsl-jwks-refetch-once-per-kid',
      variant: 'unknown-kids',
      verdict: 'warn',
      check: 'fetches-limited',
    },
    { client: 'web', mutant: 'rsl-refetch-limit-accepts', variant: 'unknown-kids', verdict: 'fail', check: 'nobody-let-in' },
    { client: 'web', mutant: 'rsl-refetch-outage-accepts', variant: 'key-set-down', verdict: 'fail', check: 'nobody-let-in' },
    { client: 'web', mutant: 'rsl-jwks-outage-drops-keys', variant: 'key-set-down', verdict: 'warn', check: 'known-keys-kept' },
  ],
  async steps(context) {
    const { wire, world, twist, app, settled } = context;
    const first = await steps.seeLogin(context.person, context);
    const atFirst = traffic.markOf(await wire.all());
    const usual = await seeLogins(context, USUAL);
    const before = traffic.markOf(await wire.all());
    const { from = [] } = steps.goodClaimsOf(await wire.all()) ?? {};
    const breakKeySet = async () => {
      if (context.variant === 'key-set-down') await world.faults.inject({ on: 'jwks', do: DOWN });
    };
    await twist(async () => {
      await forgeEach(context, from);
      await breakKeySet();
    });
    const forged = (await twist(() => seeForged(context))) ?? [];
    const after = traffic.markOf(await wire.all());
    await twist(async () => {
      await world.faults.clear(); // where a login brings two ID tokens, the second ones of refused logins were never fetched
      await breakKeySet();
    });
    const last = await steps.seeLogin(context.person, context);
    await settled();
    await twist(async () => {
      await world.faults.clear();
      await app.restart(); // a limit that is used up would meet the next scenario
    });
    const all = await wire.all();
    const between = (from: number, to: number) =>
      steps.keyFetchesIn(traffic.after(all, from)).filter(({ sequence }) => sequence <= to);
    const [usualFetches, forgedFetches] = [between(atFirst, before), between(before, after)];
    return {
      usual: [first, ...usual],
      hasIdTokens: all.some(steps.idTokenOf),
      from,
      usualFetches,
      forged,
      forgedFetches,
      delivered: all.filter((each) => steps.idTokenOf(each) && steps.isStruck(each)),
      last,
    };
  },
  control({ usual, last }, { check }) {
    const lost = [...usual, last].find(({ visit, signedIn }) => !visit.ok || !signedIn);
    check.must('signed-in', 'With right ID tokens people are signed in', !lost, lost ? traffic.describeVisit(lost.visit) : '');
  },
  async judge({ hasIdTokens, from, usualFetches, forged, forgedFetches, delivered, last }, context) {
    const { check, variant = '' } = context;
    if (!hasIdTokens) check.skip('This client gets no ID token.');
    if (delivered.length < FORGED) check.inconclusive(`Only ${delivered.length} of ${FORGED} forged ID tokens were fetched.`);
    const wrong = letIn(forged);
    if (wrong && (await steps.takesAnySignature(context, from)))
      check.skip('The client does not check signatures. adversarial/idtoken-bad-signature judges that.');
    const says = VARIANTS[variant as keyof typeof VARIANTS] ?? variant;
    const shown = wrong
      ? `${wrong.who.name} is signed in by ID token ${forged.indexOf(wrong) + 1} of ${FORGED}, each forged; ${traffic.describeVisit(wrong.visit)}`
      : '';
    check.must('nobody-let-in', `While ${says}, no ID token with an unknown key id signs anybody in`, !wrong, shown, delivered);
    const told = `${traffic.count(forgedFetches.length, 'request')} for the key set during ${FORGED} logins with unknown key ids, ${usualFetches.length} in ${USUAL} usual ones`;
    const title = `While ${says}, unknown key ids cause few requests for it`;
    const isEachLogin = usualFetches.length >= USUAL;
    if (isEachLogin) check.info('fetches-limited', title, `${told}: the client fetches the keys at each login`, forgedFetches);
    else check.should('fetches-limited', title, forgedFetches.length <= MOST_FETCHES, told, forgedFetches);
    check.info('fetches', 'How often the key set is fetched', told, [...usualFetches, ...forgedFetches]);
    const gone = `${last.who.name} is not signed in by a right ID token, whose key was known before; ${traffic.describeVisit(last.visit)}`;
    if (!isEachLogin)
      check.should(
        'known-keys-kept',
        'Keys that were known before are still used',
        last.visit.ok && last.signedIn,
        gone,
        last.redeemed,
      );
  },
});
