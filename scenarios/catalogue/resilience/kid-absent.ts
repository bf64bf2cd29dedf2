import type { Exchange } from '../../../provider/model/index.ts';
import { defineScenario, type ScenarioContext, spec } from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

type Jwk = Readonly<Record<string, unknown>>;

const withoutKid = ({ kid: _, ...jwk }: Jwk): Jwk => jwk;

/** A key set, made from the keys of the provider, the signing one first. */
interface KeySet {
  readonly says: string;
  readonly make: (keys: readonly Jwk[]) => readonly Jwk[];
  /** There is one key that can have signed. */
  readonly isClear?: true;
}

const KEY_SETS: Readonly<Record<string, KeySet>> = {
  'one-key': { says: 'the key set has one key, which has no kid either', make: ([key = {}]) => [withoutKid(key)], isClear: true },
  'one-named-key': { says: 'the key set has one key', make: (keys) => keys.slice(0, 1), isClear: true },
  'several-keys': { says: 'the key set has several keys', make: (keys) => keys },
};

interface Seen {
  readonly honest: steps.LoginSeen;
  readonly login: steps.LoginSeen;
  /** Requests for the keys that got the changed key set. */
  readonly fetches: readonly Exchange[];
  /** Answers that brought an ID token without a key id. */
  readonly delivered: readonly Exchange[];
}

const change = async (context: ScenarioContext): Promise<void> => {
  const { world, wire, persona, variant = '' } = context;
  const { from = [] } = steps.goodClaimsOf(await wire.all()) ?? {};
  const published = await world[persona].keys();
  const current = published.filter(({ state }) => state === 'current');
  const keys = [...current, ...published.filter((key) => !current.includes(key))].map(({ jwk }) => jwk);
  await world.faults.inject({ on: 'jwks', do: { setBody: { keys: KEY_SETS[variant]?.make(keys) } } });
  await steps.injectAt(context, from, { tamperIdToken: { header: { kid: null } } });
};

export default defineScenario<Seen>({
  id: 'resilience/kid-absent',
  title: 'The ID token names no key',
  level: 'MUST',
  basis: [spec('OIDCC-10.1'), spec('RFC7515-4.1.4')],
  provider: 'Leaves kid out of the header of the ID token. The ID token is valid.',
  rightClient:
    'Takes the only key of the key set. If there are several it may try each that fits, or refuse the ID token with a page that says so.',
  fix: 'Treat kid as optional: without one, use the only key that fits the algorithm. If several fit, try each or refuse. Never read members of a key that was not found.',
  personas: ['google', 'auth0'],
  needs: ['signIn', 'whoAmI'],
  shows: [],
  limitSeconds: 60,
  variants: Object.fromEntries(Object.entries(KEY_SETS).map(([name, { says }]) => [name, says])),
  bites: [
    { client: 'web', mutant: 'rsl-kid-required', variant: 'one-named-key', verdict: 'fail', check: 'accepted' },
    { client: 'web', mutant: 'rsl-kid-required', variant: 'several-keys', verdict: 'fail', check: 'no-crash' },
    { client: 'web', mutant: 'rsl-kid-never-absent', variant: 'one-key', verdict: 'fail', check: 'accepted' },
  ],
  async steps(context) {
    const { person, secondPerson, twist, wire, world } = context;
    const honest = await steps.seeLogin(await secondPerson(), context);
    await twist(async () => {
      await change(context);
      await context.app.restart();
    });
    const mark = traffic.markOf(await wire.all());
    const login = await steps.seeLogin(person, context);
    const since = traffic.after(await wire.all(), mark);
    const fetches = steps.keyFetchesIn(since);
    const delivered = since.filter((each) => steps.idTokenOf(each) && steps.isStruck(each));
    await twist(async () => {
      await world.faults.clear();
      await context.app.restart();
    });
    return { honest, login, fetches, delivered };
  },
  control({ honest, login }, { check }) {
    const lost = [honest, login].find(({ visit, signedIn }) => !visit.ok || !signedIn);
    check.must('signed-in', 'With a key id people are signed in', !lost, lost ? traffic.describeVisit(lost.visit) : '');
  },
  judge({ login, fetches, delivered }, { check, variant = '' }) {
    const { visit, who, signedIn } = login;
    const { says, isClear = false } = KEY_SETS[variant] ?? { says: variant };
    if (fetches.length === 0)
      check.skip('The client did not fetch the keys after a start: it does not check signatures with the key set.');
    if (delivered.length === 0) check.inconclusive('The client fetched no ID token this time.');
    const evidence = [...fetches, ...delivered];
    const isIn = visit.ok && signedIn;
    const found = `the ID token is valid and has no kid, and ${says}, but ${who.name} is not signed in; ${traffic.describeVisit(visit)}`;
    if (isClear) check.must('accepted', `An ID token without kid is accepted where ${says}`, isIn, found, evidence);
    check.must(
      'no-crash',
      'The app answers with a page of its own',
      steps.restsWell(visit),
      traffic.describeVisit(visit),
      evidence,
    );
    if (!isClear)
      check.info(
        'answer',
        'What the client does with several keys',
        isIn ? 'it accepts the ID token' : 'it refuses the ID token',
        evidence,
      );
  },
});
