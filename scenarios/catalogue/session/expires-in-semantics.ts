import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Lifetime {
  readonly says: string;
  /** `null`: left out. */
  readonly value: number | string | null;
  /** `used`: there is no reason to renew. `spared`: a careful client may renew once per use. */
  readonly token: 'used' | 'spared';
  readonly level: 'must' | 'should';
}

const LIFETIMES: Readonly<Record<string, Lifetime>> = {
  'seven-minutes': { says: 'expires_in is 420', value: 420, token: 'used', level: 'must' },
  absent: { says: 'there is no expires_in', value: null, token: 'used', level: 'must' },
  long: { says: 'expires_in is 2147483648, 68 years', value: 2 ** 31, token: 'used', level: 'must' },
  text: { says: 'expires_in is the string "3600"', value: '3600', token: 'used', level: 'should' },
  short: { says: 'expires_in is 120', value: 120, token: 'spared', level: 'must' },
  zero: { says: 'expires_in is 0', value: 0, token: 'spared', level: 'should' },
  never: { says: 'the token never expires', value: null, token: 'used', level: 'must' },
};
const USES = 3;
/** Delay of an API call so that a lifetime misread as milliseconds has passed; undefined for longer lifetimes. */
const slownessMs = (value: Lifetime['value']): number => (typeof value === 'number' && value < 1000 ? value + 80 : 0);

/** Older than any other token gets. */
const YEARS = '800d';

interface Seen {
  readonly start: steps.Start;
  readonly uses: readonly steps.Use[];
  readonly later: steps.Use;
}

const renewalsOf = ({ refreshes, asked }: steps.Use): readonly Exchange[] => [...refreshes, ...asked];

/** An API with a token of its own says when it ends, or that it never does. */
const giveLifetime = async (context: model.ScenarioContext, value: Lifetime['value']): Promise<void> => {
  const { world, variant } = context;
  if (variant === 'never') await world.settings.change(steps.passwordLoginIn(context).neverExpires);
  else await world.faults.inject({ on: 'token', at: 'reply', do: { setBody: { expires_in: value } } });
};

/** Ends the leg for a client that was told nothing of a lifetime. */
const checkMet = async (context: model.ScenarioContext): Promise<void> => {
  const { check, variant, wire } = context;
  const login = traffic.passwordLoginOf(context);
  if (!login) return;
  const all = await wire.all();
  const tokens = all.filter(({ endpoint }) => !login.lasting.includes(endpoint));
  const isTold = variant === 'never' ? tokens.some(saysNever) : all.some(({ endpoint }) => endpoint === 'token');
  if (!isTold) check.skip('The client got no token with such a lifetime: it signs in in another way.');
};

const saysNever = (each: Exchange): boolean => traffic.isLogin(each) && traffic.jsonOf(each)?.expires_at === null;

export default model.defineScenario<Seen>({
  id: 'session/expires-in-semantics',
  title: 'expires_in has an unusual value',
  level: 'MUST',
  basis: [
    model.spec('RFC6749-5.1'),
    model.vendor('G-38'),
    model.vendor('F-17'),
    model.vendor('F-29'),
    model.lab('expires_in is a number of seconds and may be missing. A client that misreads it renews constantly, or too late.'),
  ],
  seedQuestion: 'S1',
  provider: 'Issues valid tokens with an expires_in of seven minutes, 68 years, zero, none, or a number as string.',
  rightClient: 'Reads seconds, uses the token until shortly before expiry, and without expires_in until an API refuses it.',
  fix: 'Compute expiresAt = now + expires_in × 1000 in milliseconds. Without expires_in set no expiry and react to the 401. Store times in 64 bits, and set no timer above 2147483647 ms.',
  fixes: {
    'after-a-401': 'Without expires_in, treat a 401 as the expiry: refresh or start a login.',
    'no-loop': 'Renew at most once per request of the person, whatever the new lifetime is.',
  },
  personas: ['google', 'facebook', 'auth0', 'first-party'],
  needs: ['signIn', 'useResource'],
  shows: [],
  variants: Object.fromEntries(Object.entries(LIFETIMES).map(([name, { says }]) => [name, says])),
  variantPersonas: { never: ['first-party'] },
  motion: 'age',
  bites: [
    { client: 'web', mutant: 'sess-expires-in-ms', variant: 'seven-minutes', verdict: 'fail', check: 'not-at-once' },
    { client: 'web', mutant: 'sess-missing-expires-in-nan', variant: 'absent', verdict: 'fail', check: 'not-at-once' },
    { client: 'web', mutant: 'sess-long-life-overflows', variant: 'long', verdict: 'fail', check: 'not-at-once' },
    { client: 'web', mutant: 'sess-text-expires-in-refused', variant: 'text', verdict: 'warn', check: 'works' },
    { client: 'graph-client', mutant: 'sess-expires-in-ms', variant: 'seven-minutes', verdict: 'fail', check: 'not-at-once' },
    { client: 'graph-client', mutant: 'sess-missing-expires-in-nan', variant: 'absent', verdict: 'fail', check: 'works' },
    { client: 'rest-tokens', mutant: 'sess-null-end-is-over', variant: 'never', verdict: 'fail', check: 'works' },
  ],
  async steps(context) {
    const { world, twist } = context;
    const value = (await twist(() => LIFETIMES[context.variant ?? '']?.value)) ?? null;
    await twist(() => giveLifetime(context, value));
    const start = await steps.seeStart(context);
    await twist(() => checkMet(context));
    const [on, delayMs] = [start.calls[0]?.endpoint, slownessMs(value)];
    if (on && delayMs > 0) await twist(() => world.faults.inject({ on, times: 1, do: { delayMs } }));
    const uses: steps.Use[] = [];
    while (uses.length < USES) uses.push(await steps.seeUse(context));
    await twist(() => (context.variant === 'never' ? world.clock.age(YEARS) : traffic.outliveAccessTokens(context)));
    const later = await steps.seeUse(context);
    return { start, uses, later };
  },
  control({ start, uses, later }, context) {
    const visits = [...uses, later].map(({ visit }) => visit);
    steps.checkStart(start, visits, context);
  },
  judge({ start, uses, later }, { check, variant = '' }) {
    const { says, token, level } = LIFETIMES[variant] ?? { says: '', token: 'used', level: 'must' };
    const bad = [start, ...uses].find((work) => !steps.worked(work));
    check[level]('works', 'The app works with such a token', !bad, bad ? `${says}; ${traffic.describeVisit(bad.visit)}` : '');
    if (!steps.worked(start)) return;
    const renewals = uses.flatMap(renewalsOf);
    const found = `${says}, and the app renewed the token ${traffic.count(renewals.length, 'time')} in ${USES} uses within seconds`;
    if (token === 'used')
      check[level]('not-at-once', 'A valid token is used, not renewed', renewals.length === 0, found, renewals);
    else {
      const most = Math.max(...uses.map((use) => renewalsOf(use).length));
      const many = `${says}, and the app renewed the token ${most} times for one request of the person`;
      check[level]('no-loop', 'The token is renewed at most once per request of the person', most <= 1, many, renewals);
    }
    // With an expiry, a client may rely on it alone; resource/401-one-refresh-one-retry judges that.
    if (variant === 'never') {
      const gone = `${says}, and two years later the app does not work: ${steps.describeUse(later)}`;
      check.must('still-used', 'A token that never expires is used until it is refused', steps.worked(later), gone, later.calls);
    }
    if (variant !== 'absent' || !start.refreshToken) return;
    const dead = `the API refused the token, and the app did not recover: ${steps.describeUse(later)}`;
    check[level]('after-a-401', 'Without expires_in, a 401 is the expiry', steps.worked(later), dead, later.calls);
  },
});
