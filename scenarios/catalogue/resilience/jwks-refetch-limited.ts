import type { Exchange } from '../../../provider/model/index.ts';
import { defineScenario, lab, type ScenarioContext, spec } from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

const FORGED = 20;
/** More requests than this for so many forged ID tokens are no limit: a client that asks five times a minute stays below. */
const MOST_FETCHES = 10;
const USUAL = 3;

interface Seen {
  /** Logins with right ID tokens; the keys may be fetched in the first one. */
  readonly usual: readonly steps.LoginSeen[];
  readonly hasIdTokens: boolean;
  /** Requests for the keys in all but the first of them. */
  readonly usualFetches: readonly Exchange[];
  /** Logins with forged ID tokens; one in the control leg, with a right one. */
  readonly forged: readonly steps.LoginSeen[];
  readonly forgedFetches: readonly Exchange[];
  /** Answers that brought a forged ID token. */
  readonly delivered: readonly Exchange[];
  /** A login with a right ID token, while the key set is as the variant says. */
  readonly last: steps.LoginSeen;
}

/** Each ID token names another key id, and is signed with a key that is not the provider's. */
const forgeEach = async (context: ScenarioContext): Promise<void> => {
  const { from = [] } = steps.goodClaimsOf(await context.wire.all()) ?? {};
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

const DOWN = { status: 503, body: 'temporarily unavailable' } as const;

const VARIANTS = {
  'unknown-kids': 'the key set can be fetched',
  'key-set-down': 'the key set answers 503 meanwhile',
};

export default defineScenario<Seen>({
  id: 'resilience/jwks-refetch-limited',
  title: 'Many ID tokens name keys that do not exist',
  level: 'SHOULD',
  basis: [
    spec('OIDCC-10.1.1'),
    lab(
      'anybody can make up key ids: without a limit each one makes the client send a request, and the provider refuse them all',
    ),
  ],
  provider: `Issues ${FORGED} forged ID tokens, each with another unknown key id, one after another.`,
  rightClient:
    'Fetches the key set again for the first unknown key id, and then waits a while before the next time. It keeps the keys that it has, also when the key set cannot be fetched.',
  fix: 'Limit the requests for the key set, for example to a few a minute whatever ids come. Replace the kept keys only by a key set that was fetched well.',
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
    { client: 'web', mutant: 'rsl-jwks-outage-drops-keys', variant: 'key-set-down', verdict: 'warn', check: 'known-keys-kept' },
  ],
  async steps(context) {
    const { wire, world, twist, app, settled } = context;
    const first = await steps.seeLogin(context.person, context);
    const atFirst = traffic.markOf(await wire.all());
    const usual = await seeLogins(context, USUAL);
    const before = traffic.markOf(await wire.all());
    await twist(async () => {
      await forgeEach(context);
      if (context.variant === 'key-set-down') await world.faults.inject({ on: 'jwks', do: DOWN });
    });
    const forged = (await twist(() => seeLogins(context, FORGED))) ?? [];
    const after = traffic.markOf(await wire.all());
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
  judge({ hasIdTokens, usualFetches, forged, forgedFetches, delivered, last }, { check, variant = '' }) {
    // Who was signed in before may stay so: only a login that went well was done by a forged ID token.
    const isIn = forged.some(({ visit, signedIn }) => visit.ok && signedIn);
    if (!hasIdTokens) check.skip('This client gets no ID token.');
    if (delivered.length < FORGED) check.inconclusive(`Only ${delivered.length} of ${FORGED} forged ID tokens were fetched.`);
    if (isIn && forgedFetches.length === 0)
      check.skip('The client does not check signatures with the key set. adversarial/idtoken-bad-signature judges that.');
    const says = VARIANTS[variant as keyof typeof VARIANTS] ?? variant;
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
