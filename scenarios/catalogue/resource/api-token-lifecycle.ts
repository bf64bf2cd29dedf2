import { type Exchange, isApi } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

/** The key was replaced, and the old one lives on for a day. */
const REPLACED = '7d';
/** The old key is over. */
const DAY_LATER = '25h';

interface Seen {
  readonly signIn: model.Visit;
  readonly first: steps.Use;
  /** Uses after the key was revoked or replaced: before the person has a new one. */
  readonly old: readonly steps.Use[];
  readonly oldKeys: ReadonlySet<string>;
  /** The new key, as the person got it; and the visit in which they brought it. */
  readonly brought: { readonly key: string; readonly visit: model.Visit } | undefined;
  /** Uses with the new key, the last one a day later. */
  readonly fresh: readonly steps.Use[];
  /** What was sent between the end of the old key and the new one; and after the new one. */
  readonly between: readonly Exchange[];
  readonly after: readonly Exchange[];
}

const keyOf = ({ request }: Exchange): string | undefined => traffic.headerOf(request, 'x-api-key');

const keysIn = (exchanges: readonly Exchange[]): ReadonlySet<string> => new Set(exchanges.flatMap((each) => keyOf(each) ?? []));

/** A key in a mail that was sent to the person. */
const mailedKey = async ({ world, person }: model.ScenarioContext): Promise<string | undefined> => {
  const { messages } = await world.mailbox.list({ to: person.key });
  return /^The new key: (\S+)$/m.exec(messages.at(-1)?.text ?? '')?.[1];
};

/** The person makes another key at the API. */
const makeKey = async ({ world, persona, person }: model.ScenarioContext): Promise<string> => {
  const basic = Buffer.from(`${person.email}:${person.password}`, 'utf8').toString('base64');
  const reply = await fetch(`${world[persona].address}/keys`, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}`, 'content-type': 'application/json' },
    body: JSON.stringify({ type: 'api-key', name: 'made by hand', scope: 'read' }),
  });
  const { key } = (await reply.json()) as { readonly key: string };
  return key;
};

/** The person brings a key to the app. */
const bring = async (key: string | undefined, context: model.ScenarioContext): Promise<Seen['brought']> => {
  if (key === undefined) return context.check.inconclusive('No mail with a new key was sent.');
  const visit = await context.person.handsInToken(key, context.person.email);
  await context.settled();
  return { key, visit };
};

/** The key ends, and the app is used meanwhile. */
const end = async (context: model.ScenarioContext): Promise<readonly steps.Use[]> => {
  const { world, person, variant } = context;
  if (variant === 'revoked') await world.tokens.revoke({ person: person.key, kinds: ['api-key'] });
  else await world.clock.age(REPLACED);
  const first = await steps.seeUse(context);
  if (variant === 'mail-missed') await world.clock.age(DAY_LATER);
  return variant === 'replaced-weekly' ? [first] : [first, await steps.seeUse(context), await steps.seeUse(context)];
};

/** Uses with the new key, also when the old one is over. */
const goOn = async (context: model.ScenarioContext): Promise<readonly steps.Use[]> => {
  const first = await steps.seeUse(context);
  await context.world.clock.age(DAY_LATER);
  return [first, await steps.seeUse(context)];
};

const refreshesIn = (exchanges: readonly Exchange[]): readonly Exchange[] =>
  exchanges.filter(({ endpoint }) => endpoint === 'token');

const checkStops = ({ old, between }: Seen, { check, variant = '' }: model.ScenarioContext): void => {
  const refreshes = refreshesIn(between);
  const asked = `${traffic.count(refreshes.length, 'request')} to the token endpoint: an API key has no refresh`;
  check.should('no-refresh', 'No refresh is tried', refreshes.length === 0, asked, refreshes);
  if (variant === 'replaced-weekly') return;
  const refused = between.filter((each) => isApi(each.endpoint) && each.response?.status === 401);
  const times = `the dead key was sent ${refused.length} times for ${old.length} uses; once was expected`;
  check.should('stops', 'A key that was refused is not sent again', refused.length <= 1, times, refused);
  const last = old.at(-1);
  const asks = last !== undefined && last.visit.end === 'done' && last.visit.status < 500 && !last.visit.ok;
  const shown = last ? traffic.describeVisit(last.visit) : '';
  check.should('asks-for-key', 'The person is told that a new key is needed', asks, shown, last?.calls ?? []);
};

const checkAdopts = ({ brought, oldKeys, fresh, after }: Seen, { check }: model.ScenarioContext): void => {
  const lost = fresh.find((use) => !steps.worked(use));
  const shown = lost?.visit ?? brought?.visit ?? fresh[0]?.visit;
  const found = `with the new key: ${shown ? traffic.describeVisit(shown) : 'the visit failed: no use was seen'}`;
  check.should('works-again', 'With the new key the app works', brought?.visit.ok === true && !lost, found, lost?.calls ?? []);
  const late = after.filter((each) => oldKeys.has(keyOf(each) ?? ''));
  const used = `the old key was sent ${late.length} times after the person had brought the new one`;
  check.should('adopts', 'From then on only the new key is sent', late.length === 0, used, late);
};

export default model.defineScenario<Seen>({
  id: 'resource/api-token-lifecycle',
  title: 'A personal key is revoked, or replaced every week',
  level: 'SHOULD',
  basis: [
    model.vendor('P-54', 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html'),
    model.vendor('P-31'),
    model.lab('A key that a person made ends when they say so, or by the calendar. Nothing but the person brings the next one.'),
  ],
  seedQuestion: 'S2',
  provider:
    'Lets people make keys with a name and a scope, and revoke them. It replaces a key after seven days: the new one is mailed, the old one works one day longer, and then gets 401 token_replaced.',
  rightClient:
    'Takes the new key from its person and uses it at once. A key that is refused is not sent again: the client says that it needs a new one, and tries no refresh.',
  fix: 'Treat 401 for a personal key as its end: drop it, tell the person, and offer a field for the next one. When a new key comes, use it from the next request on.',
  fixes: {
    'no-refresh': 'Keep personal keys apart from tokens of OAuth: they have no refresh token.',
    stops: 'Forget a key when the API refuses it, and ask for a new one.',
    adopts: 'Replace the stored key by the new one before the next request.',
  },
  personas: ['first-party'],
  needs: ['signIn', 'useResource', 'acceptsToken'],
  shows: [],
  variantShows: {
    revoked: ['first-party/keys/ended'],
    'replaced-weekly': ['first-party/keys/weekly-renewal'],
    'mail-missed': ['first-party/keys/weekly-renewal', 'first-party/keys/replaced'],
  },
  variants: {
    revoked: 'the person revokes the key while it is in use, and makes another one later',
    'replaced-weekly': 'the key is replaced after a week, and the person brings the new one on the same day',
    'mail-missed': 'nobody reads the mail, and the old key is over',
  },
  motion: 'age',
  bites: [
    { client: 'api-key', mutant: 'res-personal-token-refreshed', variant: 'revoked', verdict: 'warn', check: 'no-refresh' },
    { client: 'api-key', mutant: 'res-personal-token-refreshed', variant: 'mail-missed', verdict: 'warn', check: 'no-refresh' },
    { client: 'api-key', mutant: 'res-api-key-dead-kept', variant: 'revoked', verdict: 'warn', check: 'stops' },
    { client: 'api-key', mutant: 'res-api-key-old-until-refused', variant: 'replaced-weekly', verdict: 'warn', check: 'adopts' },
  ],
  async steps(context) {
    const { person, wire, twist, settled, check } = context;
    const signIn = await person.signsIn();
    await settled();
    const first = await steps.seeUse(context);
    const oldKeys = keysIn(await wire.all());
    if (signIn.ok && oldKeys.size === 0) check.skip('The app sends no X-Api-Key.');
    const mark = traffic.markOf(await wire.all());
    const old = (await twist(() => end(context))) ?? [];
    const between = traffic.after(await wire.all(), mark);
    const next = async () => (context.variant === 'revoked' ? makeKey(context) : mailedKey(context));
    const brought = await twist(async () => bring(await next(), context));
    const since = traffic.markOf(await wire.all());
    const fresh = (await twist(() => goOn(context))) ?? [await steps.seeUse(context)];
    return { signIn, first, old, oldKeys, brought, fresh, between, after: traffic.after(await wire.all(), since) };
  },
  control({ signIn, first, fresh }, { check }) {
    const bad = [first, ...fresh].find((use) => !steps.worked(use));
    check.must('works', 'With a key that stays the app works', signIn.ok && !bad, traffic.describeVisit(bad?.visit ?? signIn));
  },
  judge(seen, context) {
    const { check, variant } = context;
    const lost = seen.old.find((use) => !steps.worked(use));
    if (variant === 'replaced-weekly') {
      const found = lost ? `while the old key still works: ${traffic.describeVisit(lost.visit)}` : '';
      check.should('lives-on', 'While the old key works, so does the app', !lost, found, lost?.calls ?? []);
    }
    checkStops(seen, context);
    checkAdopts(seen, context);
  },
});
