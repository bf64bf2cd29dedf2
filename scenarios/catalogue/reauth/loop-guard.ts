import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

/** The exchanges of one use by the person. */
interface Wish extends steps.Work {
  readonly refreshes: readonly Exchange[];
  readonly asked: readonly Exchange[];
}

/** Number of refusals, so that an app that never stops comes to an end. */
const REFUSALS = 24;
const MOST_REFRESHES = 2;
const MOST_TRIPS = 1;

const refuseEverything = async (context: model.ScenarioContext, calls: readonly Exchange[]): Promise<void> => {
  const { full, bare } = traffic.conventionsOf(context).deadToken;
  const answer = context.variant === 'no-challenge' ? bare : full;
  for (const on of steps.endpointsOf(calls))
    await context.world.faults.inject({ on, times: REFUSALS, do: steps.asFault(answer) });
};

const wish = async ({ wire, settled }: model.ScenarioContext, who: model.Visitor): Promise<Wish> => {
  const mark = traffic.markOf(await wire.all());
  const visit = await who.usesResource();
  await settled();
  return {
    visit,
    calls: traffic.after(await wire.apiCalls(), mark),
    refreshes: traffic.after(await wire.refreshes(), mark),
    asked: traffic.after(await wire.authorizations(), mark),
  };
};

const most = (wishes: readonly Wish[], of: (each: Wish) => readonly Exchange[]): readonly Exchange[] =>
  wishes.map(of).reduce((longest, each) => (each.length > longest.length ? each : longest), []);

export default model.defineScenario<{ readonly start: steps.Start; readonly wishes: readonly Wish[] }>({
  id: 'reauth/loop-guard',
  title: 'The API refuses even new tokens',
  level: 'MUST',
  basis: [
    model.spec('RFC6750-3.1'),
    model.vendor('G-65'),
    model.vendor('F-60'),
    model.lab('A client that fetches new tokens after each refusal never stops.'),
  ],
  seedQuestion: 'S1',
  provider: 'Issues tokens as usual, but its API refuses each of them as invalid, even the newest.',
  rightClient:
    'Tries once with new tokens. If they are refused too, it stops, shows an error, and starts no further login automatically.',
  fix: 'Limit the attempts per request of the person: after one refresh or one new authorization, show a further refusal as an error.',
  personas: ['google', 'facebook', 'auth0', 'first-party'],
  needs: ['signIn', 'useResource'],
  shows: [],
  variants: {
    'every-token': 'from now on, with the challenge of an invalid token',
    'no-challenge': 'from now on, without a WWW-Authenticate header, or without a subcode',
    'after-a-fresh-login': 'a new person signs in, and the first use is refused',
  },
  bites: [
    { client: 'web', mutant: 'rea-401-loop', verdict: 'fail', check: 'few-refreshes' },
    { client: 'web', mutant: 'rea-401-thrice', variant: 'no-challenge', verdict: 'fail', check: 'few-refreshes' },
    { client: 'web-online', mutant: 'rea-401-loop', variant: 'every-token', verdict: 'fail', check: 'few-trips' },
    { client: 'graph-client', mutant: 'rea-dead-token-loop', variant: 'every-token', verdict: 'fail', check: 'few-trips' },
    { client: 'rest', mutant: 'res-401-repeated', variant: 'every-token', verdict: 'fail', check: 'few-calls' },
  ],
  async steps(context) {
    const { person, twist, variant } = context;
    const start = await steps.seeStart(context);
    await twist(() => refuseEverything(context, start.calls));
    const who = variant === 'after-a-fresh-login' ? await context.secondPerson() : person;
    if (who !== person) await who.signsIn();
    return { start, wishes: [await wish(context, who), await wish(context, who)] }; // a person who reads an error tries once more
  },
  control({ start, wishes }, context) {
    steps.checkStart(
      start,
      wishes.map(({ visit }) => visit),
      context,
    );
  },
  judge({ start, wishes }, { check }) {
    const met = wishes.flatMap(({ calls }) => calls).filter(traffic.isTokenRefused);
    if (met.length === 0) check.inconclusive('The API was not called again, so it could not refuse a token.');
    const refreshes = most(wishes, (each) => each.refreshes);
    const asked = most(wishes, (each) => each.asked);
    const calls = most(wishes, (each) => each.calls);
    const mostCalls = 4 * start.calls.length;
    const tell = (found: number, what: string, limit: number) =>
      `${traffic.count(found, what)} for one request of the person; at most ${limit} expected`;
    const few = (id: string, what: string, found: readonly Exchange[], limit: number) =>
      check.must(
        id,
        `There are at most ${traffic.count(limit, what)} for one request of the person`,
        found.length <= limit,
        tell(found.length, what, limit),
        found,
      );
    few('few-refreshes', 'refresh request', refreshes, MOST_REFRESHES);
    few('few-trips', 'authorization request', asked, MOST_TRIPS);
    few('few-calls', 'API call', calls, mostCalls);
    const restless = wishes.find(({ visit }) => visit.end !== 'done');
    check.must(
      'comes-to-rest',
      'The person ends on a page of the app',
      !restless,
      restless ? traffic.describeVisit(restless.visit) : '',
      restless?.asked,
    );
    const silent = wishes.find(({ visit, calls: own }) => !own.some(traffic.isAccepted) && steps.looksDone(start.visit, visit));
    const claimed = silent ? `the page reports success, but nothing was done; ${traffic.describeVisit(silent.visit)}` : '';
    check.should('says-so', 'The page reports the failure', !silent, claimed, silent?.calls);
  },
});
