import type { Exchange } from '../../../provider/model/index.ts';
import * as v from '../../harness/vocabulary/index.ts';
import * as m from '../../model/index.ts';

interface Seen {
  readonly start: v.Start;
  readonly later: v.Work;
  readonly laterWire: readonly Exchange[];
  readonly signedIn: boolean;
  /** A use after the API allows it again, as far as it goes without a login. */
  readonly last: m.Visit;
}

const forbid = async (stage: m.Stage, calls: readonly Exchange[]): Promise<void> => {
  const { person, policy } = m.dialectOf(stage).forbidden;
  const answer = { 'no-permission': person, 'domain-policy': policy }[stage.variant ?? ''] ?? { status: 403 };
  for (const on of v.endpointsOf(calls)) await stage.world.faults.inject({ on, do: v.asFault(answer) });
};

const asksAgain = (each: Exchange): boolean => m.waysOf(each).asksAgain(m.paramsOf(each));

export default m.defineScenario<Seen>({
  id: 'resource/403-is-not-expiry',
  title: 'The API does not allow it, though the token is good',
  level: 'MUST',
  basis: [
    m.spec('RFC9110-15.5.4'),
    m.spec('RFC6750-3.1'),
    m.vendor('G-64'),
    m.vendor('F-57'),
    m.lab('Who may not do one thing must not lose everything else for having asked.'),
  ],
  seedQuestion: 'S6',
  provider:
    'Answers 403 (the Graph API: code 10 or 200): the person, or their organisation, may not do this. The token is good, and stays so.',
  rightClient:
    'Shows that it is not allowed. It does not refresh, does not send the person through a login and does not sign them out; what is allowed works as before.',
  fix: 'Refresh or log in again only when the token is refused. Show a 403 as "not allowed", and keep session and tokens.',
  personas: ['google', 'facebook'],
  needs: ['signIn', 'useResource'],
  shows: [],
  variants: {
    'no-permission': 'the person may not write there',
    'domain-policy': 'the organisation of the person, or the vendor, does not allow it to this app',
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
  ],
  async steps(stage) {
    const { app, person, world, wire, twist, settled } = stage;
    const start = await v.seeStart(stage);
    const mark = m.markOf(await wire.all());
    await twist(() => forbid(stage, start.calls));
    const visit = await person.usesResource();
    await settled();
    const laterWire = m.after(await wire.all(), mark);
    await twist(() => world.faults.clear());
    const signedIn = app.verbs.has('whoAmI') ? await person.isSignedIn() : true;
    const last = await person.usesResource({ stopBefore: v.leaves(stage) });
    await settled();
    const calls = laterWire.filter(({ endpoint }) => endpoint.startsWith('api:'));
    return { start, later: { visit, calls }, laterWire, signedIn, last };
  },
  control({ start, later, last }, stage) {
    v.checkStart(start, [later.visit, last], stage);
  },
  judge({ start, later, laterWire, signedIn, last }, { check, person }) {
    const { visit, calls } = later;
    if (!calls.some(v.isStruck)) check.inconclusive('The API was not called, so it could not refuse.');
    const refreshes = laterWire.filter(m.isRenewal);
    const sent = laterWire.filter(({ endpoint }) => endpoint === 'authorize');
    const asked = sent.filter((each) => !asksAgain(each));
    check.must(
      'no-refresh',
      'The refusal is not answered by a refresh',
      refreshes.length === 0,
      `${m.count(refreshes.length, 'refresh request')} after the refusal`,
      refreshes,
    );
    check.must(
      'no-login',
      'The person is not sent through a login',
      asked.length === 0,
      `${m.count(asked.length, 'authorization request')} after the refusal, though the token is good`,
      asked,
    );
    const again = sent.filter(asksAgain);
    if (again.length > 0) check.info('asks-again', 'The app asks once more for what was declined', 'it does', again);
    check.must(
      'stays-signed-in',
      'The person stays signed in',
      signedIn,
      `the app does not show ${person.name} any more; ${m.tellVisit(visit)}`,
      calls,
    );
    check.must('comes-to-rest', 'The person ends on a page of the app', visit.end === 'done', m.tellVisit(visit), laterWire);
    check.must('works-after', 'What is allowed works as before', last.ok, m.tellVisit(last));
    const most = 3 * start.calls.length;
    check.should(
      'few-calls',
      'The call is not repeated again and again',
      calls.length <= most,
      `${m.count(calls.length, 'API call')} for one wish; at most ${most} expected`,
      calls,
    );
    const silent = !calls.some(m.isAccepted) && v.looksDone(start.visit, visit);
    check.should(
      'says-so',
      'The page says that it did not work',
      !silent,
      `the page is the one of a success; ${m.tellVisit(visit)}`,
      calls,
    );
  },
});
