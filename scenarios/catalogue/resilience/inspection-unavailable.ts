import type { EndpointName, FaultInput, PersonaId } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

/** What becomes of the answer that says whose token it is, as the end of "the inspection …". */
interface Outage {
  readonly says: string;
  readonly do: FaultInput['do'];
  /** What is handed in meanwhile. Default: an access token. */
  readonly kind?: steps.HandedKind;
  /** The server starts anew, without the keys that it has. */
  readonly startsAnew?: true;
  /** The ID token names a key that the server cannot have. */
  readonly unknownKey?: true;
}

const DOWN = { status: 503, body: 'unavailable' } as const;

const OUTAGES: Readonly<Record<string, Outage>> = {
  'server-error': { says: 'is answered with 503', do: { status: 503, body: 'temporarily unavailable' } },
  dropped: { says: 'gets no answer', do: { drop: true } },
  'rate-limited': {
    says: 'is answered with 429',
    do: { status: 429, headers: { 'Retry-After': '60' }, body: 'too many requests' },
  },
  'html-page': { says: 'is answered with a page in HTML', do: { html: '<!doctype html><title>Maintenance</title>' } },
  'empty-object': { says: 'is answered with an empty object', do: { status: 200, body: {} } },
  'error-in-200': {
    says: 'is answered with 200 and an error',
    do: { status: 200, body: { error: { message: 'try again later' } } },
  },
  'keys-down': {
    says: 'fails as the key set is answered with 503 after a start',
    do: DOWN,
    kind: 'id_token',
    startsAnew: true,
  },
  'unknown-key-keys-down': {
    says: 'fails as the key set is answered with 503 when a new key is looked for',
    do: DOWN,
    kind: 'id_token',
    unknownKey: true,
  },
  'unknown-key-no-keys': {
    says: 'fails as the key set is empty when a new key is looked for',
    do: { setBody: { keys: [] } },
    kind: 'id_token',
    unknownKey: true,
  },
};

/** Where a vendor says for whom a token was made. */
const INSPECTIONS: Readonly<Partial<Record<PersonaId, readonly EndpointName[]>>> = {
  facebook: ['debug-token'],
  google: ['tokeninfo', 'jwks'],
};

interface Forged {
  readonly visit: model.Visit;
  readonly isIn: boolean;
  readonly asked: number;
}

interface Seen {
  readonly honest: steps.HandedIn;
  readonly forged: Forged | 'no-start' | undefined;
}

/** A token that the provider issued to another client, or an ID token that it did not sign like this. */
const badToken = async (
  context: model.ScenarioContext,
  as: model.Visitor,
  { kind, unknownKey }: Outage,
): Promise<steps.Handed> => {
  if (kind === 'id_token') {
    const { token, user } = await steps.issue(context, { as, clientId: context.app.clientId, tamper: true }, kind);
    return { token: unknownKey ? steps.withUnknownKid(token) : token, user };
  }
  const clientId = await steps.registerForeignClient(context, '900000000000019');
  return steps.issue(context, { as, clientId }, 'access_token');
};

/** Somebody who is not signed in hands in a bad token while it cannot be inspected. */
const handIn = async (context: model.ScenarioContext, outage: Outage): Promise<Forged | 'no-start'> => {
  const { world, persona, secondPerson, wire } = context;
  const victim = await secondPerson();
  const { token, user } = await badToken(context, victim, outage);
  for (const on of INSPECTIONS[persona] ?? []) await world.faults.inject({ on, do: outage.do });
  if (outage.startsAnew && !(await steps.startsAnew(context))) return 'no-start';
  const visit = await victim.handsInToken(token, user);
  const page = await victim.asksWhoAmI();
  const asked = (await wire.all()).filter(steps.isStruck).length;
  return { visit, isIn: page.ok && steps.showsPerson(page, victim), asked };
};

export default model.defineScenario<Seen>({
  id: 'resilience/inspection-unavailable',
  title: 'A token of another app comes while tokens cannot be inspected',
  level: 'MUST',
  basis: [
    model.spec('RFC6749-10.16'),
    model.lab('a check that could not be made was not passed: an outage of the inspection must not let anybody in'),
  ],
  provider:
    'Does not say for whom a token was made: the inspection, or the key set, fails. Its APIs answer for every valid token.',
  rightClient: 'Signs nobody in without a complete, good answer about the token, and says that it did not work.',
  fix: 'Let in only after an answer that says yes: status 200, readable, with the expected members. Every other outcome of the inspection, an exception too, refuses the token.',
  personas: ['facebook', 'google'],
  variantPersonas: { 'keys-down': ['google'], 'unknown-key-keys-down': ['google'], 'unknown-key-no-keys': ['google'] },
  needs: ['acceptsToken', 'whoAmI'],
  shows: [],
  variants: Object.fromEntries(Object.entries(OUTAGES).map(([name, { says }]) => [name, `the inspection ${says}`])),
  bites: [
    {
      client: 'backend-fb',
      personas: ['facebook'],
      mutant: 'rsl-fb-inspection-outage-accepts',
      variant: 'server-error',
      verdict: 'fail',
      check: 'nobody-let-in',
    },
    {
      client: 'backend-fb',
      personas: ['facebook'],
      mutant: 'rsl-fb-inspection-outage-accepts',
      variant: 'dropped',
      verdict: 'fail',
      check: 'nobody-let-in',
    },
    {
      client: 'backend-fb',
      personas: ['facebook'],
      mutant: 'rsl-fb-inspection-unreadable-accepts',
      variant: 'empty-object',
      verdict: 'fail',
      check: 'nobody-let-in',
    },
    {
      client: 'backend-fb',
      personas: ['google'],
      mutant: 'rsl-google-inspection-outage-accepts',
      variant: 'server-error',
      verdict: 'fail',
      check: 'nobody-let-in',
    },
    {
      client: 'backend-fb',
      mutant: 'rsl-google-keys-outage-accepts',
      variant: 'keys-down',
      verdict: 'fail',
      check: 'nobody-let-in',
    },
    {
      client: 'backend-fb',
      mutant: 'rsl-google-refetch-outage-accepts',
      variant: 'unknown-key-keys-down',
      verdict: 'fail',
      check: 'nobody-let-in',
    },
    {
      client: 'backend-fb',
      mutant: 'rsl-google-refetch-empty-accepts',
      variant: 'unknown-key-no-keys',
      verdict: 'fail',
      check: 'nobody-let-in',
    },
  ],
  async steps(context) {
    const { world, twist, variant = '' } = context;
    const outage = OUTAGES[variant];
    const kind = outage?.kind ?? 'access_token';
    const honest = await steps.seeHandIn(context, kind);
    if (honest.kind !== kind) return { honest, forged: undefined };
    const forged = await twist(() => outage && handIn(context, outage));
    await twist(async () => {
      await world.faults.clear();
      if (outage?.startsAnew) await steps.startsAnew(context);
    });
    return { honest, forged };
  },
  control({ honest: { kind, visit } }, { check, variant = '' }) {
    check.must('signed-in', 'A valid token signs its person in', kind !== undefined, traffic.describeVisit(visit));
    const wanted = OUTAGES[variant]?.kind ?? 'access_token';
    if (kind && kind !== wanted)
      check.skip(`The app does not take ${wanted === 'id_token' ? 'ID tokens' : 'access tokens'} of the provider.`);
  },
  judge({ forged }, { check, variant = '' }) {
    const { says } = OUTAGES[variant] ?? { says: variant };
    if (!forged) return check.inconclusive('No token was sent.');
    if (forged === 'no-start')
      return check.info('no-start', 'The app starts', `the app does not start while the inspection ${says}`);
    const { visit, isIn, asked } = forged;
    if (asked === 0 && !isIn) check.skip('The app asked neither for an inspection nor for keys, and let nobody in.');
    const found = `the inspection ${says}, the token is bad, and it signs its person in; ${traffic.describeVisit(visit)}`;
    check.must('nobody-let-in', `Nobody is signed in while the inspection ${says}`, !isIn, found);
    check.must('comes-to-rest', 'The app answers', visit.end === 'done', traffic.describeVisit(visit));
  },
});
