import type { Exchange, FaultInput } from '../../../provider/model/index.ts';
import { isApi } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

/** A client that gives up within this time is right. */
const LIMIT_SECONDS = 30;
/** Longest real time that the person waits for a page; a client that gives up sooner ends the wait. */
const PATIENCE_SECONDS = LIMIT_SECONDS + 5;
/** Number of lost answers, so that an app that never stops comes to an end. */
const TIMES = 20;
/** The request, and one repetition. */
const MOST = 2;

const VARIANTS = {
  'no-answer': 'the answer to the token request of a sign-in never comes',
  'no-answer-to-refresh': 'the answer to a refresh never comes',
  closed: 'the connection is closed after the token request was read',
} as const;

interface Seen {
  readonly honest: steps.LoginSeen;
  readonly hasTokens: boolean;
  /** Undefined when no page came in time. */
  readonly visit: model.Visit | undefined;
  readonly during: readonly Exchange[];
  readonly again: steps.LoginSeen;
  readonly later: steps.Use | undefined;
}

type Context = model.ScenarioContext;

/** The request waits, and when the wait is over it is lost: the provider has done nothing. */
const NEVER: readonly FaultInput['do'][] = [{ hold: true }, { drop: true }];

/** In this order. */
const injectAll = async ({ faults }: Context['world'], all: readonly FaultInput[]): Promise<void> => {
  for (const fault of all) await faults.inject(fault);
};

/** What the person does meanwhile, for as long as they wait for it. */
const seeSlow = async (context: Context, strike: () => Promise<unknown>, action: () => Promise<model.Visit>) => {
  const { twist, wire, world, settled } = context;
  const mark = traffic.markOf(await wire.all());
  await twist(strike);
  const running = action();
  const visit = await steps.atMost(PATIENCE_SECONDS, running);
  await twist(() => world.faults.clear());
  await running;
  await settled();
  return { visit, during: traffic.after(await wire.all(), mark) };
};

const seeSlowRefresh = async (context: Context) => {
  const { person, twist, world } = context;
  const start = await steps.seeStart(context);
  steps.needRefreshToken(start, context);
  await twist(() => traffic.outliveAccessTokens(context));
  const where = { on: 'token', where: { grantType: 'refresh_token' } } as const;
  const slow = await seeSlow(
    context,
    () =>
      injectAll(
        world,
        NEVER.map((action) => ({ ...where, do: action })),
      ),
    () => person.usesResource(),
  );
  return { ...slow, later: await steps.seeUse(context) };
};

const seeSlowLogin = async (context: Context) => {
  const { person, wire, world, variant } = context;
  const endpoints = steps.endpointsOf((await wire.logins()).filter(({ endpoint }) => !isApi(endpoint)));
  const never = NEVER.map((action) => ({ do: action }));
  const how = variant === 'closed' ? [{ at: 'reply', do: { drop: true } } as const] : never;
  const faults = endpoints.flatMap((on) => how.map((each) => ({ on, times: TIMES, ...each })));
  const slow = await seeSlow(
    context,
    () => injectAll(world, faults),
    () => person.signsIn(),
  );
  return { ...slow, later: undefined };
};

/** The most requests that brought the same code, refresh token or password. */
const repeatedMost = (during: readonly Exchange[]): readonly Exchange[] => {
  const keyOf = (each: Exchange) =>
    traffic.paramsOf(each).get('code') ?? traffic.renewedTokenOf(each) ?? traffic.passwordIn(each) ?? undefined;
  const groups = traffic.groupBy(during.filter(steps.isStruck), keyOf);
  return [...groups.values()].toSorted((one, other) => other.length - one.length)[0] ?? [];
};

export default model.defineScenario<Seen>({
  id: 'resilience/token-endpoint-slow',
  title: 'The token endpoint does not answer',
  level: 'SHOULD',
  basis: [
    model.spec('RFC6749-4.1.2'),
    model.spec('RFC9110-9.2.2'),
    model.lab(
      'Nobody looks at an empty page for longer than half a minute, and a server that waits for ever runs out of connections.',
    ),
  ],
  provider: `Takes the token request and never answers, or closes the connection. The person waits ${PATIENCE_SECONDS} seconds of real time at most.`,
  rightClient:
    'Gives up after some seconds, says so, and lets the person try again. It does not send the same code again and again.',
  fix: 'Set a time limit for each request to the provider (ten seconds are usual), and answer with a page from which the person can start again.',
  fixes: {
    'few-requests': 'Do not repeat a token request whose answer was lost: the code may be spent. Start a new login.',
    'keeps-session': 'Keep the tokens when a refresh is not answered, and try again with the next request.',
  },
  personas: ['google', 'facebook', 'auth0', 'first-party'],
  needs: ['signIn', 'whoAmI'],
  shows: [],
  variants: VARIANTS,
  variantPersonas: { 'no-answer-to-refresh': ['google', 'auth0'] },
  pace: 'wall',
  motion: 'age',
  limitSeconds: 110,
  bites: [
    { client: 'web', mutant: 'rsl-no-timeout', variant: 'no-answer', verdict: 'warn', check: 'gives-up' },
    { client: 'web', mutant: 'rsl-no-timeout', variant: 'no-answer-to-refresh', verdict: 'warn', check: 'gives-up' },
    { client: 'web', mutant: 'rsl-code-retried', variant: 'closed', verdict: 'warn', check: 'few-requests' },
    { client: 'web', mutant: 'ref-5xx-logs-out', variant: 'no-answer-to-refresh', verdict: 'warn', check: 'keeps-session' },
    { client: 'graph-client', mutant: 'rsl-code-retried', variant: 'closed', verdict: 'warn', check: 'few-requests' },
    { client: 'rest', mutant: 'rsl-sign-in-retried', variant: 'closed', verdict: 'warn', check: 'few-requests' },
  ],
  async steps(context) {
    const { app, person, variant, wire } = context;
    const honest = await steps.seeLogin(await context.secondPerson(), context);
    const ofRefresh = variant === 'no-answer-to-refresh';
    if (ofRefresh && !app.verbs.has('useResource')) context.check.skip('The app has no verb useResource.');
    const hasTokens = (await wire.logins()).some(({ endpoint }) => !isApi(endpoint));
    const slow = await (ofRefresh ? seeSlowRefresh(context) : seeSlowLogin(context));
    return { honest, hasTokens, ...slow, again: await steps.seeLogin(person, context) };
  },
  control({ honest, hasTokens, visit, again }, { check }) {
    const isIn = honest.signedIn && again.signedIn;
    check.must(
      'signed-in',
      'With quick answers people are signed in',
      isIn,
      visit ? traffic.describeVisit(visit) : 'no page came',
    );
    if (isIn && !hasTokens) check.skip('The client fetches no token when people sign in.');
  },
  judge({ visit, during, again, later }, { check, person, variant }) {
    const struck = during.filter(steps.isStruck);
    if (struck.length === 0) check.skip('The client sent no such request this time.');
    const waits = `no page came in ${PATIENCE_SECONDS} s, while the provider did not answer`;
    check.should('gives-up', `The app gives up within ${LIMIT_SECONDS} s`, visit !== undefined, waits, struck);
    const end = visit ? traffic.describeVisit(visit) : '';
    if (visit) check.should('comes-to-rest', 'The person ends on a page of the app', visit.end === 'done', end, struck);
    const most = repeatedMost(during);
    const times = `${traffic.count(most.length, 'request')} with the same code or token; at most ${MOST} were expected`;
    check.should('few-requests', 'The same code is not sent again and again', most.length <= MOST, times, most);
    if (later && variant === 'no-answer-to-refresh') {
      const asked = [...during.filter(({ endpoint }) => endpoint === 'authorize'), ...later.asked];
      const gone = `a refresh was not answered, and the person has to sign in again; ${steps.describeUse(later)}`;
      check.should('keeps-session', 'The session outlives it', steps.worked(later) && asked.length === 0, gone, later.calls);
    }
    const dead = `the provider answers again, and ${person.name} cannot sign in: ${traffic.describeVisit(again.visit)}`;
    check.should('retry-works', 'The next sign-in works', again.signedIn, dead, again.redeemed);
  },
});
