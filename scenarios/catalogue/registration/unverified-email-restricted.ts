import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly signIn: model.Visit;
  /** A use that works, before anything is refused. */
  readonly usual: steps.Use;
  /** The use that is refused until the address is confirmed, and everything that the app sent because of it. */
  readonly refused: steps.Use;
  readonly refusedWire: readonly Exchange[];
  readonly signedIn: boolean;
  /** Another use meanwhile, for which no confirmed address is needed. */
  readonly other: model.Visit | undefined;
  /** The same use after the address was confirmed. */
  readonly last: steps.Use;
  readonly lastWire: readonly Exchange[];
  /** Another sign-in after that, and a use, of a person who was not let in before. */
  readonly retried: { readonly signIn: model.Visit; readonly use: steps.Use } | undefined;
}

const NOT_VERIFIED = { error: 'email_not_verified', message: 'The e-mail address is not verified.' };

/** What the person wants to do. Where the persona has no such restriction, the app's API has one. */
const useOf = (context: model.ScenarioContext): (() => Promise<model.Visit>) => {
  const { person, app, check } = context;
  if (app.verbs.has('useRestricted')) return () => person.usesRestricted();
  if (steps.hasAccountsAtPersona(context))
    check.skip('The app has no verb "useRestricted": nothing in it needs a confirmed address.');
  if (!app.verbs.has('useResource')) check.skip('The app has no verb "useResource".');
  return () => person.usesResource();
};

const forbid = async ({ world }: model.ScenarioContext, { calls }: steps.Use): Promise<void> => {
  const do_ = { status: 403, headers: { 'Content-Type': 'application/json' }, body: NOT_VERIFIED };
  for (const on of steps.endpointsOf(calls)) await world.faults.inject({ on, do: do_ });
};

/** The person opens the link of another mail, or confirms the address elsewhere. */
const confirm = async (context: model.ScenarioContext): Promise<void> => {
  const { person, world, app } = context;
  const asked = app.verbs.has('resendMail') ? await person.asksForMail() : undefined;
  const mail = asked?.ok ? await person.readsMail() : undefined;
  if (mail) await person.opensMailLink(mail);
  else await world.people.change(person.key, { emailVerified: true });
  await world.faults.clear();
};

const during = async (context: model.ScenarioContext, action: () => Promise<model.Visit>) => {
  const mark = traffic.markOf(await context.wire.all());
  const use = await steps.seeUse(context, action);
  return { use, wire: traffic.after(await context.wire.all(), mark) };
};

/** The person signs in once more, and does the same again. */
const retry = async (context: model.ScenarioContext, action: () => Promise<model.Visit>): Promise<Seen['retried']> => {
  const signIn = await context.person.signsIn();
  return { signIn, use: await steps.seeUse(context, action) };
};

/** Judges an app that lets nobody in before the address is confirmed: it says so, and afterwards it has to. */
const judgeEntry = (
  refused: model.Visit,
  { signIn, use }: NonNullable<Seen['retried']>,
  { check }: model.ScenarioContext,
): void => {
  const isIn = signIn.ok && use.visit.ok && use.calls.some(traffic.isAccepted);
  const told = traffic.describeVisit(refused);
  check.should('entry-refused', 'The app says that it lets nobody in', steps.restsWell(refused), told);
  check.should(
    'lets-in-after',
    'Once the address is confirmed, the app lets the person in, and the feature works',
    isIn,
    `${traffic.describeVisit(signIn)}; ${steps.describeUse(use)}`,
    use.calls,
  );
  if (isIn && steps.restsWell(refused))
    check.skip('The app lets nobody in whose address is not confirmed: it sends no request that could be refused.');
};

export default model.defineScenario<Seen>({
  id: 'registration/unverified-email-restricted',
  title: 'The API refuses one feature until the address is confirmed',
  level: 'SHOULD',
  basis: [
    model.spec('RFC9110-15.5.4'),
    model.vendor('P-08'),
    model.vendor('A-61'),
    model.lab('The person is signed in, and the credential is good. Only a confirmed address changes the answer.'),
  ],
  seedQuestion: 'S4',
  provider:
    'Signs the person in, and answers 403 (the address is not confirmed) to one feature. Later the address is confirmed, and the same request works.',
  rightClient:
    'Says that the address is to be confirmed. It does not refresh, does not sign in again and does not sign the person out. Afterwards the feature works without a password.',
  fix: 'Read the code of the 403. Show that the address is to be confirmed, with a button that sends the e-mail again, and keep session and tokens as they are.',
  personas: ['first-party', 'auth0'],
  needs: ['signIn', 'whoAmI'],
  shows: ['first-party/validation/policy'],
  bites: [
    {
      client: 'rest',
      mutant: 'reg-verify-403-triggers-refresh',
      verdict: 'warn',
      check: 'no-refresh',
      personas: ['first-party'],
    },
    { client: 'rest', mutant: 'res-403-logs-out', verdict: 'warn', check: 'stays-signed-in', personas: ['first-party'] },
    { client: 'web', mutant: 'rea-403-refreshes', verdict: 'warn', check: 'no-refresh', personas: ['auth0'] },
    { client: 'web', mutant: 'res-403-logs-out', verdict: 'warn', check: 'stays-signed-in', personas: ['auth0'] },
    {
      client: 'web',
      mutant: 'reg-unverified-email-shut-out',
      verdict: 'warn',
      check: 'lets-in-after',
      personas: ['auth0'],
    },
    {
      client: 'web',
      mutant: 'reg-unverified-email-crashes',
      verdict: 'warn',
      check: 'entry-refused',
      personas: ['auth0'],
    },
    { client: 'web', mutant: 'res-403-signs-in-again', verdict: 'warn', check: 'no-login', personas: ['auth0'] },
  ],
  async steps(context) {
    const { person, world, app, twist } = context;
    const act = useOf(context);
    const isLive = app.verbs.has('useRestricted');
    if (!isLive) await twist(() => world.people.change(person.key, { emailVerified: false }));
    const signIn = await person.signsIn();
    await context.settled();
    const { use: usual } = await during(context, act);
    await twist(async () => {
      if (isLive) await world.people.change(person.key, { emailVerified: false });
      else await forbid(context, usual);
    });
    const { use: refused, wire: refusedWire } = await during(context, act);
    const signedIn = await person.isSignedIn();
    const other =
      isLive && app.verbs.has('useResource') ? await person.usesResource({ stopBefore: steps.leaves(context) }) : undefined;
    await twist(() => confirm(context));
    const { use: last, wire: lastWire } = await during(context, act);
    const retried = signIn.ok || isLive ? undefined : await retry(context, act);
    return { signIn, usual, refused, refusedWire, signedIn, other, last, lastWire, retried };
  },
  control({ signIn, usual, refused, last }, { check }) {
    const bad = [signIn, usual.visit, refused.visit, last.visit].find(({ ok }) => !ok);
    check.must('works', 'With a confirmed address the app works', !bad, bad ? traffic.describeVisit(bad) : '');
    const found = `${traffic.count(usual.calls.length, 'API call')}, none accepted`;
    check.must('uses-api', 'Using the app calls the API', usual.calls.some(traffic.isAccepted), found, usual.calls);
  },
  judge(seen, context) {
    const { usual, refused, refusedWire, signedIn, other, last, lastWire, retried } = seen;
    const { check, person } = context;
    const { visit, calls, refreshes, asked } = refused;
    if (retried && calls.length === 0) {
      judgeEntry(seen.signIn, retried, context);
      return;
    }
    if (!calls.some(({ response }) => response?.status === 403))
      check.inconclusive('The API was not called, so it could not refuse.');
    const told = traffic.describeVisit(visit);
    check.should(
      'no-refresh',
      'The app does not refresh after the 403',
      refreshes.length === 0,
      `${traffic.count(refreshes.length, 'refresh request')} after the 403`,
      refreshes,
    );
    const logins = [...asked, ...refusedWire.filter(traffic.isLoginAttempt)];
    check.should(
      'no-login',
      'The app does not sign in again',
      logins.length === 0,
      `${traffic.count(logins.length, 'sign-in')} after the 403`,
      logins,
    );
    check.should(
      'stays-signed-in',
      'The person stays signed in',
      signedIn,
      `the app no longer shows ${person.name}; ${told}`,
      calls,
    );
    if (other) check.should('others-work', 'What needs no confirmed address works', other.ok, traffic.describeVisit(other));
    const isSilent = steps.looksDone(usual.visit, visit);
    check.should('says-so', 'The page does not report success', !isSilent, told, calls);
    const again = lastWire.filter(traffic.isLoginAttempt);
    check.should(
      'works-after',
      'Once the address is confirmed, the feature works without the password',
      last.visit.ok && again.length === 0,
      `${traffic.count(again.length, 'sign-in')}; ${steps.describeUse(last)}`,
      lastWire,
    );
  },
});
