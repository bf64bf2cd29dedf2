import type { Exchange, FaultInput } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Outage {
  readonly says: string;
  readonly action: FaultInput['do'];
  /** `start`: from before the start of the app until after a first login · `warm`: once the app has signed people in. */
  readonly when: 'start' | 'warm';
}

const OUTAGES: Readonly<Record<string, Outage>> = {
  'unavailable-at-start': { says: '503 at the start', action: { status: 503 }, when: 'start' },
  'no-answer-at-start': { says: 'no answer at the start', action: { drop: true }, when: 'start' },
  'page-at-start': {
    says: '200 with an HTML page at the start',
    action: { html: '<h1>Sign in to this network</h1>' },
    when: 'start',
  },
  'half-at-start': { says: '200 with an empty JSON object at the start', action: { status: 200, body: {} }, when: 'start' },
  'unavailable-later': { says: '503 for an hour, when people have signed in before', action: { status: 503 }, when: 'warm' },
};

interface Seen {
  /** Why the app did not start during the outage. */
  readonly notStarted: string | undefined;
  readonly during: model.Visit | undefined;
  readonly later: steps.LoginSeen;
  /** Requests for the metadata, and those of a login while it was warm. */
  readonly asked: readonly Exchange[];
  readonly askedWarm: readonly Exchange[];
}

type Context = model.ScenarioContext;

const discoveries = async ({ wire }: Context, mark = 0): Promise<readonly Exchange[]> =>
  traffic.after(await wire.all(), mark).filter(({ endpoint }) => endpoint === 'discovery');

/** How it ended, without what it printed: that is in the report of the leg. */
const wordsOf = (error: unknown): string =>
  String(error instanceof Error ? error.message : error).split(' before it ', 1)[0] ?? '';

/** Starts the app anew; one that needs the provider for it is started once more after the outage. */
const startAnew = async ({ app, world }: Context): Promise<string | undefined> => {
  try {
    await app.restart();
    return undefined;
  } catch (error) {
    await world.faults.clear();
    await app.restart();
    return wordsOf(error);
  }
};

export default model.defineScenario<Seen>({
  id: 'resilience/discovery-outage',
  title: 'The metadata of the provider cannot be had',
  level: 'SHOULD',
  basis: [
    model.spec('OIDC-Discovery-4'),
    model.lab('Programs and providers start in any order, and documents fail for minutes. A login should not need a restart.'),
  ],
  provider: 'Does not deliver its metadata when the app starts, or for an hour later. Everything else works.',
  rightClient:
    'Starts without it, fails that login with a message, asks again at the next one, and goes on with what it knows while the metadata is away.',
  fix: 'Keep the metadata only when you have received and checked it. Ask again at the next login after a failure: store the document, not the promise. Keep the old document while no new one can be had.',
  fixes: {
    recovers: 'Do not keep the failed request, or what was no metadata: ask again at the next login.',
    starts: 'Start without the metadata, and fetch it at the first login.',
  },
  personas: ['google', 'auth0'],
  needs: ['signIn', 'whoAmI'],
  shows: [],
  variants: Object.fromEntries(Object.entries(OUTAGES).map(([name, { says }]) => [name, says])),
  limitSeconds: 75,
  bites: [
    {
      client: 'web',
      mutant: 'rsl-discovery-failure-cached',
      variant: 'unavailable-at-start',
      verdict: 'warn',
      check: 'recovers',
    },
    { client: 'web', mutant: 'rsl-discovery-failure-cached', variant: 'no-answer-at-start', verdict: 'warn', check: 'recovers' },
    { client: 'web', mutant: 'rsl-empty-metadata-kept', variant: 'half-at-start', verdict: 'warn', check: 'recovers' },
    { client: 'web', mutant: 'rsl-empty-metadata-kept', variant: 'page-at-start', verdict: 'warn', check: 'recovers' },
    { client: 'web', mutant: 'rsl-metadata-not-kept', variant: 'unavailable-later', verdict: 'info', check: 'warm' },
  ],
  async steps(context) {
    const { person, twist, wire, world } = context;
    const outage = await twist(() => OUTAGES[context.variant ?? '']);
    const inject = () => outage && world.faults.inject({ on: 'discovery', do: outage.action });
    if (outage?.when === 'start') await twist(inject);
    const notStarted = await startAnew(context);
    const during = await person.signsIn();
    if (outage?.when === 'start') await world.faults.clear();
    const mark = traffic.markOf(await wire.all());
    await steps.seeLogin(await context.secondPerson(), context); // the second time the metadata is known
    const askedWarm = await discoveries(context, mark);
    if (outage?.when === 'warm') await twist(inject);
    const later = await steps.seeLogin(outage?.when === 'warm' ? await context.secondPerson() : person, context);
    const asked = await discoveries(context);
    if (!later.signedIn) await twist(() => context.app.restart()); // what it has kept says no more of the next person
    return { notStarted, during, later, asked, askedWarm };
  },
  control({ during, later, asked, notStarted }, { check }) {
    check.must('starts', 'The app starts again', notStarted === undefined, notStarted ?? '');
    check.must('signed-in', 'People are signed in', later.signedIn, during ? traffic.describeVisit(during) : '');
    if (later.signedIn && asked.length === 0) check.skip('The client does not read the metadata of the provider.');
  },
  judge({ notStarted, during, later, asked, askedWarm }, { check, variant = '' }) {
    const { says = '', when } = OUTAGES[variant] ?? {};
    const lost = `${says}, and ${later.who.name} is not signed in: ${traffic.describeVisit(later.visit)}`;
    if (when === 'warm') {
      const isUsual = askedWarm.length > 0;
      if (isUsual)
        check.info('warm', 'With metadata from before people are signed in', 'the client asks for it at each login', asked);
      else check.should('warm', 'With metadata from before people are signed in', later.signedIn, lost, asked);
      return;
    }
    const down = `the metadata answered with ${says}, and the app did not start: ${notStarted}`;
    check.should('starts', 'The app starts without the metadata', notStarted === undefined, down, asked);
    if (notStarted === undefined && during) {
      const end = traffic.describeVisit(during);
      check.should('comes-to-rest', 'During the outage the person ends on a page of the app', during.end === 'done', end, asked);
    }
    if (notStarted === undefined && !asked.some(steps.isStruck))
      check.inconclusive('The metadata was not asked for in the outage.');
    check.should('recovers', 'After the outage the next login works without a restart', later.signedIn, lost, asked);
  },
});
