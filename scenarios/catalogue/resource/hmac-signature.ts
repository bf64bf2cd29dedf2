import type { Exchange, SettingValue } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

const CLOCK = 'first-party/api/clock';
const REPLAYS = 'first-party/hmac/replays';

/** What is different at the API from the second use on. */
const CASES: Readonly<Record<string, { readonly says: string; readonly settings: Readonly<Record<string, SettingValue>> }>> = {
  'server-ahead': { says: 'the clock of the API is 10 minutes ahead of the client’s', settings: { [CLOCK]: 600 } },
  'server-behind': { says: 'the clock of the API is 10 minutes behind the client’s', settings: { [CLOCK]: -600 } },
  'server-days-ahead': {
    says: 'the clock of the API is 23 hours ahead: a device with a wrong date',
    settings: { [CLOCK]: 82_800 },
  },
  'replays-refused': { says: 'the API refuses a signature that it has seen', settings: { [REPLAYS]: 'refused' } },
};

const AT_ONCE = 3;

interface Seen {
  readonly signIn: model.Visit;
  readonly secrets: readonly string[];
  readonly first: steps.Use;
  /** Uses from then on, one after the other. */
  readonly uses: readonly steps.Use[];
  /** Uses at once. */
  readonly burst: readonly model.Visit[];
  readonly wire: readonly Exchange[];
}

const isSigned = (exchange: Exchange): boolean => traffic.schemeOf(exchange) === 'hmac';

const signatureOf = ({ request }: Exchange): string => traffic.headerOf(request, 'authorization') ?? '';

const isOfWrongTime = (exchange: Exchange): boolean =>
  exchange.response?.status === 401 && String(traffic.jsonOf(exchange)?.type ?? '').endsWith('/request_time_skewed');

const isUnproven = (exchange: Exchange): boolean =>
  exchange.response?.status === 401 && String(traffic.jsonOf(exchange)?.type ?? '').endsWith('/invalid_signature');

/** The secret stays where it is, and every signature is that of its request. */
const checkSecret = ({ secrets, wire }: Seen, { check }: model.ScenarioContext): void => {
  const sent = traffic.sendingAny(wire, secrets);
  const where = `the secret of the key was sent with ${traffic.describeExchanges(sent)}`;
  check.must('secret-stays', 'The secret signs, and is never sent', sent.length === 0, where, sent);
  const wrong = wire.filter((each) => isSigned(each) && isUnproven(each));
  const found = `${traffic.count(wrong.length, 'signature')} not of the request: ${traffic.describeExchanges(wrong)}`;
  check.must('signatures-fit', 'Each signature is that of its request', wrong.length === 0, found, wrong);
};

const checkClock = (seen: Seen, calls: readonly Exchange[], context: model.ScenarioContext): void => {
  const { check, variant = '' } = context;
  const says = CASES[variant]?.says ?? '';
  const refused = calls.filter(isOfWrongTime);
  if (refused.length === 0) check.inconclusive(`${says}, but no request was refused for its time.`);
  const [lost] = seen.uses.filter((use) => !steps.worked(use));
  const found = lost ? `${says}, and the app does not get over it: ${traffic.describeVisit(lost.visit)}` : '';
  check.must('works', 'The client corrects its clock by the Date of the reply, and goes on', !lost, found, refused);
  const most = seen.uses.length;
  const times = `${traffic.count(refused.length, 'request')} refused for the time in ${most} uses; once was expected`;
  check.should('learns', 'It remembers how far its clock is off', refused.length <= 1, times, refused);
};

const checkReplays = (seen: Seen, { check }: model.ScenarioContext): void => {
  const lost = [...seen.uses.map(({ visit }) => visit), ...seen.burst].filter(({ ok }) => !ok);
  const found = lost.map(traffic.describeVisit).join('; ');
  check.must('works', 'Every use of the app works', lost.length === 0, found, seen.wire.filter(isSigned));
};

export default model.defineScenario<Seen>({
  id: 'resource/hmac-signature',
  title: 'Requests are signed, and the clocks differ',
  level: 'MUST',
  basis: [
    model.vendor('P-30', 'https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html'),
    model.vendor('P-32'),
    model.spec('RFC9421-7.2.2'),
    model.lab('Devices have wrong clocks. The API tells its own with each refusal, so nobody has to set theirs.'),
  ],
  seedQuestion: 'S4',
  provider:
    'Accepts a signature of method, path with query, Date and body for five minutes, in both directions. It refuses others with 401 request_time_skewed, and tells its own Date.',
  rightClient:
    'Signs each request anew, with a Date of its own, and keeps the secret to itself. After a refusal for the time it reads the Date of the reply, corrects its clock by it, and sends the request once more.',
  fix: 'Sign each request as the API’s documentation says, at the moment at which it is sent. After 401 request_time_skewed take the Date of the reply, remember the difference to your clock, and sign again with it.',
  fixes: {
    'secret-stays': 'Send the key id and the signature, and nothing of the secret.',
    'signatures-fit': 'Hash the body that is sent, byte for byte, and sign the path with its query as it stands in the request.',
    'fresh-signature': 'Sign again before a request is repeated: with the time of the API, and with another second.',
    learns: 'Keep the difference between the clocks, and add it to each Date from then on.',
  },
  personas: ['first-party'],
  needs: ['signIn', 'useResource'],
  shows: [],
  variantShows: {
    'server-ahead': ['first-party/hmac/time-window'],
    'server-behind': ['first-party/hmac/time-window'],
    'server-days-ahead': ['first-party/hmac/time-window'],
  },
  variants: Object.fromEntries(Object.entries(CASES).map(([name, { says }]) => [name, says])),
  bites: [
    { client: 'hmac', mutant: 'res-hmac-clock-trusted', variant: 'server-ahead', verdict: 'fail', check: 'works' },
    { client: 'hmac', mutant: 'res-hmac-clock-trusted', variant: 'server-behind', verdict: 'fail', check: 'works' },
    { client: 'hmac', mutant: 'res-hmac-retry-unchanged', variant: 'server-ahead', verdict: 'fail', check: 'fresh-signature' },
    { client: 'hmac', mutant: 'res-hmac-clock-forgotten', variant: 'server-ahead', verdict: 'warn', check: 'learns' },
    { client: 'hmac', mutant: 'res-hmac-second-shared', variant: 'replays-refused', verdict: 'fail', check: 'fresh-signature' },
    { client: 'hmac', mutant: 'reg-hmac-secret-sent-along', verdict: 'fail', check: 'secret-stays' },
  ],
  async steps(context) {
    const { person, world, wire, twist, settled, check } = context;
    const signIn = await person.signsIn();
    await settled();
    const first = await steps.seeUse(context);
    if (signIn.ok && !first.calls.some(isSigned)) check.skip('The app signs no requests.');
    const secrets = steps.signingSecretsIn(await wire.all());
    await twist(() => world.settings.change(CASES[context.variant ?? '']?.settings ?? {}));
    const uses = [await steps.seeUse(context), await steps.seeUse(context)];
    const isStrict = context.leg === 'judged' && context.variant === 'replays-refused';
    const burst = await Promise.all(Array.from({ length: isStrict ? AT_ONCE : 0 }, () => person.usesResource()));
    await settled();
    return { signIn, secrets, first, uses, burst, wire: await wire.all() };
  },
  control({ signIn, first, uses }, { check }) {
    const bad = [first, ...uses].find((use) => !steps.worked(use));
    check.must('works', 'With equal clocks the app works', signIn.ok && !bad, traffic.describeVisit(bad?.visit ?? signIn));
  },
  judge(seen, context) {
    const { check, variant } = context;
    const calls = seen.uses.flatMap((use) => use.calls);
    const signed = seen.wire.filter(isSigned);
    const again = traffic.repeatedBy(signed, signatureOf).filter((each) => isOfWrongTime(each) || variant === 'replays-refused');
    const found = `${traffic.count(again.length, 'request')} with a signature that was sent before: ${traffic.describeExchanges(again)}`;
    check.must('fresh-signature', 'A request is signed anew before it is sent again', again.length === 0, found, again);
    if (variant === 'replays-refused') checkReplays(seen, context);
    else checkClock(seen, calls, context);
    checkSecret(seen, context);
  },
});
