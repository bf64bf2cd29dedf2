import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly start: steps.Start;
  readonly later: steps.Work;
  readonly laterWire: readonly Exchange[];
  readonly signedIn: boolean;
  /** A use after the API allows it again, without a login. */
  readonly last: model.Visit;
}

const forbid = async (context: model.ScenarioContext, calls: readonly Exchange[]): Promise<void> => {
  const { person, policy } = traffic.conventionsOf(context).forbidden;
  const answer = { 'no-permission': person, 'domain-policy': policy }[context.variant ?? ''] ?? { status: 403 };
  for (const on of steps.endpointsOf(calls)) await context.world.faults.inject({ on, do: steps.asFault(answer) });
};

const asksAgain = (each: Exchange): boolean => traffic.readingConventionsOf(each).asksAgain(traffic.paramsOf(each));

export default model.defineScenario<Seen>({
  id: 'resource/403-is-not-expiry',
  title: 'The API refuses the operation, but the token is valid',
  level: 'MUST',
  basis: [
    model.spec('RFC9110-15.5.4'),
    model.spec('RFC6750-3.1'),
    model.vendor('G-64'),
    model.vendor('F-57'),
    model.lab('A refused operation must not end the session.'),
  ],
  seedQuestion: 'S6',
  provider:
    'Answers 403 (the Graph API: code 10 or 200): the person or the organization is not allowed to do this. The token stays valid.',
  rightClient:
    'Shows that it is not allowed. It does not refresh, does not start a login and does not sign the person out. Other operations work as before.',
  fix: 'Refresh or log in again only if the token is refused. Show a 403 as "not allowed", and keep session and tokens.',
  personas: ['google', 'facebook', 'auth0', 'first-party'],
  needs: ['signIn', 'useResource'],
  shows: [],
  variants: {
    'no-permission': 'the person may not write there',
    'domain-policy': 'the organization of the person, or the vendor, does not allow it for this app',
    'no-words': 'the 403 has no body',
  },
  bites: [
    { client: 'web', mutant: 'res-403-logs-out', verdict: 'fail', check: 'stays-signed-in' },
    { client: 'web', mutant: 'rea-403-refreshes', verdict: 'fail', check: 'no-refresh' },
    { client: 'web', mutant: 'res-403-signs-in-again', variant: 'no-permission', verdict: 'fail', check: 'no-login' },
    { client: 'web-online', mutant: 'res-403-signs-in-again', variant: 'no-words', verdict: 'fail', check: 'no-login' },
    { client: 'graph-client', mutant: 'res-403-logs-out', variant: 'no-permission', verdict: 'fail', check: 'stays-signed-in' },
    {
      client: 'graph-client',
      mutant: 'res-graph-permission-signs-in',
      variant: 'domain-policy',
      verdict: 'fail',
      check: 'no-login',
    },
    { client: 'rest', mutant: 'res-403-logs-out', variant: 'no-permission', verdict: 'fail', check: 'stays-signed-in' },
  ],
  async steps(context) {
    const { app, person, world, wire, twist, settled } = context;
    const start = await steps.seeStart(context);
    const mark = traffic.markOf(await wire.all());
    await twist(() => forbid(context, start.calls));
    const visit = await person.usesResource();
    await settled();
    const laterWire = traffic.after(await wire.all(), mark);
    await twist(() => world.faults.clear());
    const signedIn = app.verbs.has('whoAmI') ? await person.isSignedIn() : true;
    const last = await person.usesResource({ stopBefore: steps.leaves(context) });
    await settled();
    const calls = laterWire.filter(({ endpoint }) => endpoint.startsWith('api:'));
    return { start, later: { visit, calls }, laterWire, signedIn, last };
  },
  control({ start, later, last }, context) {
    steps.checkStart(start, [later.visit, last], context);
  },
  judge({ start, later, laterWire, signedIn, last }, { check, person }) {
    const { visit, calls } = later;
    if (!calls.some(steps.isStruck)) check.inconclusive('The API was not called, so it could not refuse.');
    const refreshes = laterWire.filter(traffic.isRenewal);
    const sent = laterWire.filter(({ endpoint }) => endpoint === 'authorize');
    const asked = sent.filter((each) => !asksAgain(each));
    check.must(
      'no-refresh',
      'The app does not refresh after the refusal',
      refreshes.length === 0,
      `${traffic.count(refreshes.length, 'refresh request')} after the refusal`,
      refreshes,
    );
    check.must(
      'no-login',
      'The app does not start a login',
      asked.length === 0,
      `${traffic.count(asked.length, 'authorization request')} after the refusal, although the token is valid`,
      asked,
    );
    const again = sent.filter(asksAgain);
    if (again.length > 0) check.info('asks-again', 'The app requests the declined permission again', 'it does', again);
    check.must(
      'stays-signed-in',
      'The person stays signed in',
      signedIn,
      `the app no longer shows ${person.name}; ${traffic.describeVisit(visit)}`,
      calls,
    );
    check.must(
      'comes-to-rest',
      'The person ends on a page of the app',
      visit.end === 'done',
      traffic.describeVisit(visit),
      laterWire,
    );
    check.must('works-after', 'Other operations work as before', last.ok, traffic.describeVisit(last));
    const most = 3 * start.calls.length;
    check.should(
      'few-calls',
      'The call is not repeated endlessly',
      calls.length <= most,
      `${traffic.count(calls.length, 'API call')} for one request of the person; at most ${most} expected`,
      calls,
    );
    const silent = !calls.some(traffic.isAccepted) && steps.looksDone(start.visit, visit);
    check.should(
      'says-so',
      'The page reports the failure',
      !silent,
      `the page reports success; ${traffic.describeVisit(visit)}`,
      calls,
    );
  },
});
