import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly start: steps.Start;
  /** False where the app has only passwords or keys, which no sign-out ends. */
  readonly canTell: boolean;
  readonly out: model.Visit | undefined;
  readonly isOut: boolean;
  /** Requests that ended the session or token at the API. */
  readonly told: readonly Exchange[];
  /** What the app sent after the sign-out was over. */
  readonly later: readonly Exchange[];
  readonly items: readonly model.StoredItem[];
  readonly again: model.Visit;
  readonly returned: boolean;
}

/** Longer than what a page does again and again waits. */
const AFTERWARDS = { seconds: 120 };

const NOWHERE = { status: 404, body: { title: 'Not found', status: 404, detail: 'Nothing is at this address.' } };
const OUTAGE = { status: 503, headers: { 'Retry-After': '30' }, body: { title: 'Unavailable', status: 503 } };

const hinder = async (context: model.ScenarioContext): Promise<void> => {
  const { variant, world } = context;
  const answer = variant === 'outage' ? OUTAGE : NOWHERE;
  const { endsOne, endsAll } = steps.passwordLoginIn(context);
  if (variant !== 'as-usual') for (const on of [...endsOne, endsAll]) await world.faults.inject({ on, do: answer });
};

/** The API did what it was told. */
const endsSession = (each: Exchange, context: model.ScenarioContext): boolean => {
  const { endsOne, endsAll } = steps.passwordLoginIn(context);
  return traffic.isAccepted(each) && [...endsOne, endsAll].includes(each.endpoint);
};

/** The app got a session or token at the API, which the API can end. */
const holdsEndable = async (context: model.ScenarioContext, { calls }: steps.Start): Promise<boolean> => {
  const { lasting } = steps.passwordLoginIn(context);
  const gotKey = (await context.wire.all()).some((each) => lasting.includes(each.endpoint) && traffic.isAccepted(each));
  return !gotKey && !calls.some(traffic.isLoginAttempt);
};

/** Somebody with a copy of the cookies, and whoever left the page open. */
const lookAround = async (context: model.ScenarioContext, others: readonly model.Visitor[]): Promise<void> => {
  const { app, person, settled } = context;
  const stopBefore = steps.leaves(context);
  for (const who of [person, ...others]) {
    if (app.verbs.has('whoAmI')) await who.asksWhoAmI({ stopBefore });
    await who.usesResource({ stopBefore });
  }
  if (app.kind === 'spa') await person.waits(AFTERWARDS);
  await settled();
};

export default model.defineScenario<Seen>({
  id: 'logout/client-side-token-drop',
  title: 'The person signs out of an API that cannot end a session',
  level: 'MUST',
  basis: [
    model.asvs('7.4.1'),
    model.vendor('P-40'),
    model.vendor('P-41'),
    model.lab('Where the API ends nothing, a sign-out is only as good as the client forgets.'),
  ],
  seedQuestion: 'S4',
  provider: 'Has no address that ends a session or token, or does not answer there. What it gave out stays valid.',
  rightClient:
    'Forgets the session or token everywhere: in memory, in storage, in timers. No later request has it, and signing in again works.',
  fix: 'Delete the credential at one place that everything asks for it, each time; keep no copy of it in a closure, a header default or a timer. Do it before the request that tells the API.',
  fixes: {
    'credential-idle': 'Stop timers and background calls at sign-out, and let them read the credential anew each time.',
    'told-api': 'Tell the API at sign-out: it ends the session or token, also for whoever has a copy.',
    'not-stored': 'Delete the credential from each place where it was stored: web storage, cookies, files.',
  },
  personas: ['first-party'],
  needs: ['signIn', 'useResource', 'signOut'],
  shows: [],
  variants: {
    'as-usual': 'the API ends the session or token',
    'no-endpoint': 'the API has no such address: 404',
    outage: 'the API answers 503 there',
  },
  bites: [
    { client: 'rest', mutant: 'out-cookie-only', variant: 'no-endpoint', verdict: 'fail', check: 'credential-idle' },
    { client: 'rest-tokens', mutant: 'out-cookie-only', variant: 'outage', verdict: 'fail', check: 'credential-idle' },
    { client: 'rest', mutant: 'out-waits-for-api', variant: 'outage', verdict: 'fail', check: 'credential-idle' },
    { client: 'rest-tokens', mutant: 'out-forgets-only', variant: 'as-usual', verdict: 'warn', check: 'told-api' },
    { client: 'rest-naive', variant: 'as-usual', verdict: 'warn', check: 'told-api' },
    { client: 'rest-spa', mutant: 'out-poller-keeps-token', variant: 'no-endpoint', verdict: 'fail', check: 'credential-idle' },
    { client: 'rest-spa', mutant: 'out-token-left-in-storage', variant: 'as-usual', verdict: 'fail', check: 'not-stored' },
  ],
  async steps(context) {
    const { app, person, twist, wire, settled } = context;
    if (app.kind === 'spa') await person.setsBrowser({ holdsClock: true });
    const start = await steps.seeStart(context);
    const canTell = await holdsEndable(context, start);
    const other = app.kind === 'spa' ? [] : [await person.copied()];
    await twist(() => hinder(context));
    const before = traffic.markOf(await wire.all());
    const out = await twist(() => person.signsOut());
    await settled();
    const items = (await person.storage()) ?? [];
    const atRest = await wire.all();
    const mark = traffic.markOf(atRest);
    const told = traffic.after(atRest, before).filter((each) => endsSession(each, context));
    const isOut = app.verbs.has('whoAmI') ? !(await person.isSignedIn()) : true;
    await twist(() => lookAround(context, other));
    const later = traffic.after(await wire.all(), mark);
    await twist(() => context.world.faults.clear());
    const again = await person.signsIn();
    return { start, canTell, out, isOut, told, later, items, again, returned: await steps.isSignedIn(person, context, [again]) };
  },
  control({ start, again }, context) {
    steps.checkStart(start, [again], context);
  },
  judge({ start, canTell, out, isOut, told, later, items, again, returned }, { check, person, variant }) {
    const rests = out !== undefined && out.end === 'done' && out.status < 500;
    check.must('comes-to-rest', 'Signing out ends on a page of the app', rests, out ? traffic.describeVisit(out) : '');
    check.must('signed-out', 'The person is signed out', isOut, `the app still shows ${person.name} as signed in`);
    const old = new Set(start.calls.flatMap(traffic.credentialsIn));
    const byPassword = start.calls.some(traffic.isLoginAttempt);
    for (const password of start.calls.map(traffic.passwordIn)) if (password) old.add(password);
    if (old.size === 0 && !byPassword)
      check.inconclusive('The API calls before the sign-out had no credential that could be recognized.');
    const isUse = (each: Exchange) =>
      traffic.credentialsIn(each).some((text) => old.has(text)) || (byPassword && traffic.isLoginAttempt(each));
    const used = later.filter(isUse);
    const sent = `${traffic.count(used.length, 'request')} after the sign-out had the credential of before: ${used.slice(0, 3).map(traffic.describeExchange).join('; ')}`;
    check.must('credential-idle', 'No request after the sign-out has the credential', used.length === 0, sent, used);
    const left = items.filter(({ text }) => [...old].some((secret) => text.includes(secret)));
    const where = left.map(({ place, name }) => `${place} ${name}`).join(', ');
    check.must('not-stored', 'The credential is in no storage of the client', left.length === 0, `it is still in ${where}`);
    const went = `nothing told the API, so the session or token stays valid there until it expires; ${out ? traffic.describeVisit(out) : ''}`;
    if (variant === 'as-usual' && canTell)
      check.should('told-api', 'The API ends the session or token', told.length > 0, went, told);
    check.must('can-return', 'Signing in again works', returned, traffic.describeVisit(again));
  },
});
