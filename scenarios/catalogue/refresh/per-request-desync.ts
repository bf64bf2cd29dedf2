import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly signIn: model.Visit;
  readonly first: steps.Use;
  /** The pair that the client cannot use any more. */
  readonly lost: steps.RollingPair | undefined;
  /** The next uses of the person, before they sign in. */
  readonly uses: readonly steps.Use[];
  readonly between: readonly Exchange[];
  /** The person signs in again, and goes on. */
  readonly again: model.Visit | undefined;
  readonly last: readonly steps.Use[];
  readonly after: readonly Exchange[];
}

/** The pair that the client holds now. */
const currentPair = async ({ wire, check }: model.ScenarioContext): Promise<steps.RollingPair> =>
  steps.pairsIn(await wire.all()).at(-1) ?? check.inconclusive('No pair of tokens was given out.');

/** Somebody else uses the pair first; or the answer with the next pair gets lost. */
const desynchronize = async (context: model.ScenarioContext): Promise<steps.RollingPair> => {
  const { world, variant } = context;
  const pair = await currentPair(context);
  if (variant === 'answer-lost') await world.faults.inject({ on: 'api:random.get', at: 'reply', times: 1, do: { drop: true } });
  else await steps.usePairElsewhere(pair, context);
  return pair;
};

const checkStops = ({ lost, uses, between }: Seen, { check, variant }: model.ScenarioContext): void => {
  const sent = between.filter((each) => steps.requestTokenOf(each) === lost?.requestToken);
  const times = `the pair was sent ${sent.length} times for ${uses.length} requests of the person; 1 was expected`;
  check.must('dead-pair-dropped', 'A pair that was sent is not sent again', sent.length <= 1, times, sent);
  const starts = steps.rollingStartsIn(between);
  const alone = `${traffic.count(starts.length, 'new session')} without the person: the password was kept`;
  check.must('person-asked', 'The client signs nobody in by itself', starts.length === 0, alone, starts);
  const last = uses.at(-1);
  const asks = last !== undefined && last.visit.end === 'done' && !last.visit.ok && last.visit.status < 500;
  const shown = last ? traffic.describeVisit(last.visit) : '';
  check.must('says-so', 'The person is told to sign in again', asks, shown, last?.calls ?? []);
  if (variant === 'thief-first' && sent.length === 0)
    check.inconclusive('The client did not send the pair, so nobody learned that it was used twice.');
};

const checkAfter = ({ lost, again, last, after }: Seen, { check }: model.ScenarioContext): void => {
  const starts = steps.rollingStartsIn(after);
  const many = `${traffic.count(starts.length, 'new session')} after the person signed in again; one was expected`;
  check.must('one-login', 'There is exactly one new sign-in', starts.length === 1, many, starts);
  const dead = after.filter((each) => steps.requestTokenOf(each) === lost?.requestToken);
  const old = `the old pair was sent after the new sign-in: ${traffic.describeExchanges(dead)}`;
  check.must('old-pair-forgotten', 'After that the old pair is not sent', dead.length === 0, old, dead);
  const broken = last.find((use) => !steps.worked(use));
  const end = broken?.visit ?? again;
  const found = end ? traffic.describeVisit(end) : '';
  check.must('works-again', 'After the new sign-in the app works', again?.ok === true && !broken, found, broken?.calls ?? []);
};

export default model.defineScenario<Seen>({
  id: 'refresh/per-request-desync',
  title: 'The pair of a rolling session is lost to somebody else',
  level: 'MUST',
  basis: [
    model.vendor('P-23'),
    model.spec('RFC9700-4.14.2'),
    model.lab(
      'The client cannot tell a thief from a lost answer. The API ends the session for both; only the person can begin another.',
    ),
  ],
  seedQuestion: 'S6',
  provider:
    'Ends a session for everybody when a pair comes twice: the second one gets 401, and whoever has the current pair gets 401 session_revoked.',
  rightClient:
    'Takes the 401 for the end of the session: it drops the pair, does not send it again, and asks the person to sign in. The new session begins with a pair of its own.',
  fix: 'Forget the pair when a request with it was sent, and take the next one from the answer. On 401, or without an answer, show the sign-in form instead of repeating the request.',
  fixes: {
    'person-asked':
      'Do not keep the password to sign in by yourself: a thief and the client would throw each other out for ever.',
    'old-pair-forgotten': 'Replace the stored pair when a new session begins.',
  },
  personas: ['first-party'],
  needs: ['signIn', 'useResource'],
  shows: ['first-party/rolling/rotation'],
  variantShows: { 'thief-first': ['first-party/rolling/reuse-ends-session'] },
  controlOff: ['first-party/rolling/rotation', 'first-party/rolling/timestamp-once'],
  variants: {
    'thief-first': 'somebody else uses the current pair before the client does',
    'answer-lost': 'the answer with the next pair does not arrive',
  },
  bites: [
    { client: 'rolling', mutant: 'ref-rolling-desync-loop', variant: 'thief-first', verdict: 'fail', check: 'dead-pair-dropped' },
    {
      client: 'rolling',
      mutant: 'ref-rolling-pair-after-lost-answer',
      variant: 'answer-lost',
      verdict: 'fail',
      check: 'dead-pair-dropped',
    },
    { client: 'rolling', mutant: 'ref-rolling-password-kept', variant: 'thief-first', verdict: 'fail', check: 'person-asked' },
  ],
  async steps(context) {
    const { person, wire, twist, settled, check } = context;
    const signIn = await person.signsIn();
    await settled();
    if (signIn.ok && steps.rollingStartsIn(await wire.all()).length === 0) check.skip('The app has no rolling session.');
    const first = await steps.seeUse(context);
    const lost = await twist(() => desynchronize(context));
    const mark = traffic.markOf(await wire.all());
    const uses = [await steps.seeUse(context), await steps.seeUse(context)];
    const between = traffic.after(await wire.all(), mark);
    const since = traffic.markOf(await wire.all());
    const again = await twist(() => person.signsIn());
    const last = [await steps.seeUse(context), await steps.seeUse(context)];
    return { signIn, first, lost, uses, between, again, last, after: traffic.after(await wire.all(), since) };
  },
  control({ signIn, first, uses, last }, { check }) {
    const bad = [first, ...uses, ...last].find((use) => !steps.worked(use));
    check.must('works', 'With a pair that stays the app works', signIn.ok && !bad, traffic.describeVisit(bad?.visit ?? signIn));
  },
  judge(seen, context) {
    checkStops(seen, context);
    checkAfter(seen, context);
  },
});
