import type { Exchange, FaultInput } from '../../../provider/model/index.ts';
import { defineScenario, lab, type ScenarioContext, spec } from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

/** What becomes of the key set, as the end of "the key set …". */
interface Outage {
  readonly says: string;
  readonly do: FaultInput['do'];
  /** The client goes on with the keys that it has, and the ID token names another key. Default: it starts without keys. */
  readonly hasKeys?: true;
}

const DOWN = { status: 503, body: 'temporarily unavailable' } as const;
const EMPTY = { setBody: { keys: [] } } as const;

const OUTAGES: Readonly<Record<string, Outage>> = {
  'server-error': { says: 'answers 503', do: DOWN },
  dropped: { says: 'does not answer', do: { drop: true } },
  'not-found': { says: 'answers 404', do: { status: 404, body: { error: 'not_found' } } },
  'html-page': { says: 'is a page in HTML', do: { html: '<!doctype html><title>Maintenance</title>' } },
  'no-keys': { says: 'has no keys', do: EMPTY },
  'without-member': { says: 'lacks its list of keys', do: { setBody: { keys: null } } },
  'unknown-key-server-error': { says: 'answers 503 to a client that looks for a new key', do: DOWN, hasKeys: true },
  'unknown-key-dropped': { says: 'does not answer a client that looks for a new key', do: { drop: true }, hasKeys: true },
  'unknown-key-no-keys': { says: 'has no keys any more when a client looks for a new one', do: EMPTY, hasKeys: true },
};

interface Seen {
  readonly honest: steps.LoginSeen;
  /** Endpoints whose answers carry the ID token. */
  readonly from: steps.GoodClaims['from'];
  /** While there are no keys, with an ID token that a key of somebody else signed. */
  readonly login: steps.LoginSeen | undefined;
  /** Requests for the keys that failed. */
  readonly failed: readonly Exchange[];
  readonly delivered: readonly Exchange[];
}

/** Breaks the key set, and forges each ID token. False if the app does not start. */
const strike = async (context: ScenarioContext, from: Seen['from'], { do: action, hasKeys }: Outage): Promise<boolean> => {
  await context.world.faults.inject({ on: 'jwks', do: action });
  const header = hasKeys ? { header: { kid: steps.unknownKid(8) } } : {};
  await steps.injectAt(context, from, { tamperIdToken: { signature: 'foreign-key', ...header } });
  return hasKeys ?? steps.startsAnew(context); // without the keys that it has
};

/** A client that asked for the keys a moment ago may wait before it asks again: several people try then. */
const seeStruck = async (context: ScenarioContext, outage: Outage | undefined): Promise<steps.LoginSeen> =>
  outage?.hasKeys ? (await steps.seeLoginWithNewKeys(context)).login : steps.seeLogin(context.person, context);

export default defineScenario<Seen>({
  id: 'resilience/keys-unavailable',
  title: 'The keys cannot be fetched while a forged ID token comes',
  level: 'MUST',
  basis: [
    spec('OIDCC-3.1.3.7'),
    spec('RFC8725-3.3'),
    lab('a check that could not be made was not passed: an outage must not open what a key closes'),
  ],
  provider:
    'Signs the ID token with a key that is not its own. Its key set cannot be fetched: by a client that has just started, or by one that has keys and looks for another.',
  rightClient: 'Signs nobody in as long as it has no key for the ID token, and says that the login did not work.',
  fix: 'Treat every failure on the way to the keys as a failed verification: no answer, an error, an empty or unreadable key set. Do not catch the error and go on.',
  personas: ['google', 'auth0'],
  needs: ['signIn', 'whoAmI'],
  shows: [],
  limitSeconds: 150,
  variants: Object.fromEntries(Object.entries(OUTAGES).map(([name, { says }]) => [name, `the key set ${says}`])),
  bites: [
    { client: 'web', mutant: 'rsl-keys-outage-accepts', variant: 'server-error', verdict: 'fail', check: 'nobody-let-in' },
    { client: 'web', mutant: 'rsl-keys-outage-accepts', variant: 'dropped', verdict: 'fail', check: 'nobody-let-in' },
    { client: 'web', mutant: 'rsl-keys-outage-accepts', variant: 'html-page', verdict: 'fail', check: 'nobody-let-in' },
    { client: 'web', mutant: 'rsl-no-keys-accepts', variant: 'no-keys', verdict: 'fail', check: 'nobody-let-in' },
    {
      client: 'web',
      mutant: 'rsl-refetch-outage-accepts',
      variant: 'unknown-key-server-error',
      verdict: 'fail',
      check: 'nobody-let-in',
    },
    {
      client: 'web',
      mutant: 'rsl-refetch-outage-accepts',
      variant: 'unknown-key-dropped',
      verdict: 'fail',
      check: 'nobody-let-in',
    },
    { client: 'web', mutant: 'rsl-no-keys-accepts', variant: 'unknown-key-no-keys', verdict: 'fail', check: 'nobody-let-in' },
  ],
  async steps(context) {
    const { secondPerson, twist, wire, world, variant = '' } = context;
    const outage = OUTAGES[variant];
    const honest = await steps.seeLogin(await secondPerson(), context);
    const { from = [] } = steps.goodClaimsOf(await wire.all()) ?? {};
    const starts = await twist(() => outage && strike(context, from, outage));
    const mark = traffic.markOf(await wire.all());
    const login = starts === false ? undefined : await seeStruck(context, outage);
    const struck = traffic.after(await wire.all(), mark).filter(steps.isStruck);
    await twist(async () => {
      await world.faults.clear();
      await steps.startsAnew(context);
    });
    return { honest, from, login, failed: steps.keyFetchesIn(struck), delivered: struck.filter(steps.idTokenOf) };
  },
  control({ honest, login }, { check }) {
    const lost = [honest, login].find((each) => !each?.visit.ok || !each.signedIn);
    check.must('signed-in', 'With keys people are signed in', !lost, lost ? traffic.describeVisit(lost.visit) : '');
  },
  async judge({ login, from, failed, delivered }, context) {
    const { check, variant = '' } = context;
    const { says, hasKeys } = OUTAGES[variant] ?? { says: variant };
    if (!login) return check.info('no-start', 'The app starts', `the app does not start while the key set ${says}`, failed);
    const { visit, who, signedIn } = login;
    const when = hasKeys ? 'for an unknown key id' : 'after a start';
    if (failed.length === 0 && !signedIn) check.skip(`The client did not ask for the keys ${when}, and signed nobody in.`);
    if (signedIn && (await steps.takesAnySignature(context, from)))
      check.skip('The client does not check signatures. adversarial/idtoken-bad-signature judges that.');
    if (delivered.length === 0) return check.inconclusive('The client fetched no ID token this time.');
    const evidence = [...failed, ...delivered];
    const found = `the key set ${says}, the ID token is forged, and ${who.name} is signed in; ${traffic.describeVisit(visit)}`;
    check.must('nobody-let-in', `Nobody is signed in while the key set ${says}`, !signedIn, found, evidence);
    check.must(
      'comes-to-rest',
      'The browser ends on a page of the app',
      visit.end === 'done',
      traffic.describeVisit(visit),
      evidence,
    );
  },
});
