import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

/** How far the time of a request may be from that of the API, in seconds. */
const WINDOW_SECONDS = 300;

/** Uses at once, and one after the other. */
const USES: Readonly<Record<string, { readonly says: string; readonly atOnce: number; readonly inTurn: number }>> = {
  'in-turn': { says: 'four requests of the person, one after the other', atOnce: 0, inTurn: 4 },
  'at-once': { says: 'four requests of the person at the same time', atOnce: 4, inTurn: 1 },
};

interface Seen {
  readonly signIn: model.Visit;
  readonly first: steps.Use;
  readonly visits: readonly model.Visit[];
  readonly wire: readonly Exchange[];
}

const timestampOf = ({ request }: Exchange): number => Number(traffic.headerOf(request, 'x-timestamp'));

const useMany = async ({ person, settled }: model.ScenarioContext, { atOnce, inTurn }: (typeof USES)[string] & object) => {
  const visits = await Promise.all(Array.from({ length: atOnce }, () => person.usesResource()));
  for (let i = 0; i < inTurn; i += 1) visits.push(await person.usesResource());
  await settled();
  return visits;
};

const isStaleTime = (exchange: Exchange): boolean =>
  Math.abs(timestampOf(exchange) - (exchange.startedAtEpochMs / 1000 + (exchange.shiftedSeconds ?? 0))) > WINDOW_SECONDS;

export default model.defineScenario<Seen>({
  id: 'refresh/per-request-rotation',
  title: 'A pair of tokens that is replaced by each answer',
  level: 'MUST',
  basis: [
    model.vendor('P-20'),
    model.vendor('P-21'),
    model.vendor('P-22'),
    model.spec('RFC9700-4.14.2'),
    model.lab('With a pair for one request there is one request at a time: two at once lose the session.'),
  ],
  seedQuestion: 'S6',
  provider:
    'Gives a request token and a private token at the sign-in. Each request is proved by MD5 of private token and timestamp, and each answer brings the next pair; the old one is over.',
  rightClient:
    'Sends one request at a time, each with the pair of the answer before and a timestamp of its own. It never sends the private token.',
  fix: 'Put the requests of a session into a queue: send the next one when the answer of the one before has come, and its pair is stored.',
  fixes: {
    'private-stays': 'Send the request token, the timestamp and the hash. The private token goes into the hash only.',
    'fresh-time': 'Take the time at the moment of sending, and correct your clock by the Date of the API.',
  },
  personas: ['first-party'],
  needs: ['signIn', 'useResource'],
  shows: ['first-party/rolling/rotation'],
  controlOff: ['first-party/rolling/rotation', 'first-party/rolling/timestamp-once'],
  variants: Object.fromEntries(Object.entries(USES).map(([name, { says }]) => [name, says])),
  bites: [
    { client: 'rolling', mutant: 'ref-rolling-parallel', variant: 'at-once', verdict: 'fail', check: 'one-at-a-time' },
    { client: 'rolling', mutant: 'ref-rolling-first-pair-kept', variant: 'in-turn', verdict: 'fail', check: 'one-at-a-time' },
    { client: 'rolling', mutant: 'ref-rolling-private-token-sent', variant: 'in-turn', verdict: 'fail', check: 'private-stays' },
    { client: 'rolling-naive', variant: 'at-once', verdict: 'fail', check: 'one-at-a-time' },
  ],
  async steps(context) {
    const { person, wire, twist, settled, check } = context;
    const signIn = await person.signsIn();
    await settled();
    if (signIn.ok && steps.rollingStartsIn(await wire.all()).length === 0) check.skip('The app has no rolling session.');
    const first = await steps.seeUse(context);
    const { variant = 'in-turn' } = context.leg === 'judged' ? context : {};
    const visits = (await twist(() => useMany(context, USES[variant] ?? { says: '', atOnce: 0, inTurn: 1 }))) ?? [];
    return { signIn, first, visits, wire: await wire.all() };
  },
  control({ signIn, first }, { check }) {
    const isGood = signIn.ok && steps.worked(first);
    check.must('works', 'With a pair that stays the app works', isGood, traffic.describeVisit(signIn.ok ? first.visit : signIn));
  },
  judge({ first, visits, wire }, { check }) {
    const requests = steps.rollingRequestsIn(wire);
    if (requests.length === 0) check.inconclusive('No request with a request token was seen.');
    const secrets = steps.pairsIn(wire).map(({ privateToken }) => privateToken);
    const open = traffic.sendingAny(wire, secrets);
    const sent = `the private token was sent with ${traffic.describeExchanges(open)}`;
    check.must('private-stays', 'The private token is in no request', open.length === 0, sent, open);
    const reused = traffic.repeatedBy(requests, steps.requestTokenOf); // the earlier request used the pair up
    const twice = `${traffic.count(reused.length, 'request')} with a pair that was used before: ${traffic.describeExchanges(reused)}`;
    check.must('one-at-a-time', 'Each pair is used for one request', reused.length === 0, twice, reused);
    const late = requests.filter(isStaleTime);
    const times = `${traffic.count(late.length, 'request')} with a timestamp more than ${WINDOW_SECONDS} s off`;
    check.must('fresh-time', 'Each timestamp is that of its request', late.length === 0, times, late);
    const lost = [first.visit, ...visits].filter(({ ok }) => !ok);
    const found = `${lost.length} of ${visits.length + 1} requests of the person failed: ${lost.slice(0, 2).map(traffic.describeVisit).join('; ')}`;
    check.must('all-done', 'Every request of the person is carried out', lost.length === 0, found, requests);
  },
});
