import { type Exchange, isApi, type Motion, type NextStep, type ReadingConventions } from '../../model/index.ts';
import { conventionsOf } from './right-client.ts';
import { isAccepted, isUnanswered } from './traffic.ts';

/** What a client did after time passed, compared with what a right client does. */
export interface Conduct {
  /** `open`: it has begun, and what it does next decides. */
  readonly verdict: 'right' | 'wrong' | 'open' | 'waiting';
  readonly says: string;
  /** The exchange that decides. Absent while nothing has come. */
  readonly exchange?: string;
}

type Kind = 'used' | 'use refused' | 'renewed' | 'renewal refused' | 'signs in';

interface Deed {
  readonly kind: Kind;
  readonly id: string;
}

const kindOf = (exchange: Exchange, conventions: ReadingConventions): Kind | undefined => {
  const { endpoint, grantType } = exchange;
  if (endpoint === 'authorize') return 'signs in';
  if (endpoint === 'token' && grantType === conventions.renewalGrant)
    return isAccepted(exchange) ? 'renewed' : isUnanswered(exchange) ? undefined : 'renewal refused';
  if (!isApi(endpoint) && endpoint !== 'userinfo') return undefined;
  if (isAccepted(exchange)) return 'used';
  return conventions.refusesToken(exchange) ? 'use refused' : undefined;
};

/** What the client of a step did for its person since, oldest first. A browser that only begins to sign in names no person. */
const deedsOf = ({ persona, clientId, person }: NextStep, since: readonly Exchange[]): readonly Deed[] =>
  since
    .filter((each) => each.persona === persona && each.client === clientId && (each.person ?? person) === person)
    .flatMap((exchange) => {
      const kind = kindOf(exchange, conventionsOf(exchange));
      return kind ? [{ kind, id: exchange.id }] : [];
    });

/** The first of these that happened. */
const firstOf = (deeds: readonly Deed[], ...kinds: readonly Kind[]): Deed | undefined =>
  deeds.find(({ kind }) => kinds.includes(kind));

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);

const whenRefresh = (deeds: readonly Deed[], person: string): Omit<Conduct, 'exchange'> => {
  const refused = deeds.filter(({ kind }) => kind === 'use refused').length;
  const decisive = firstOf(deeds, 'renewed', 'renewal refused', 'signs in');
  if (decisive?.kind === 'renewed') {
    const before = deeds.slice(0, deeds.indexOf(decisive)).filter(({ kind }) => kind === 'use refused').length;
    return {
      verdict: 'right',
      says: before === 0 ? 'refreshed before it called' : `was refused ${times(before)}, then refreshed`,
    };
  }
  if (decisive?.kind === 'renewal refused') return { verdict: 'open', says: 'tried to refresh, and was refused' };
  if (decisive) return { verdict: 'wrong', says: `sends ${person} through sign-in again without a refresh` };
  if (refused > 0) return { verdict: 'wrong', says: `was refused ${times(refused)} and has not refreshed` };
  return { verdict: 'right', says: 'called with a live token' };
};

const whenAuthorize = (deeds: readonly Deed[], person: string): Omit<Conduct, 'exchange'> => {
  const renewals = deeds.filter(({ kind }) => kind === 'renewal refused').length;
  if (renewals > 1) return { verdict: 'wrong', says: `repeated a refused refresh: ${renewals} times in all` };
  if (firstOf(deeds, 'signs in')) return { verdict: 'right', says: `sends ${person} through sign-in again` };
  if (firstOf(deeds, 'renewed')) return { verdict: 'right', says: 'refreshed' };
  if (firstOf(deeds, 'use refused', 'renewal refused'))
    return { verdict: 'open', says: `was refused, and has not sent ${person} through sign-in yet` };
  return { verdict: 'right', says: 'called with a live token' };
};

const whenCall = (deeds: readonly Deed[], person: string): Omit<Conduct, 'exchange'> => {
  const first = deeds[0]?.kind;
  if (first === 'used') return { verdict: 'right', says: 'called with its live token' };
  if (first === 'renewed') return { verdict: 'right', says: 'refreshed early, which is allowed' };
  if (first === 'signs in') return { verdict: 'open', says: `sends ${person} through sign-in, though its token is alive` };
  return { verdict: 'open', says: 'was refused, though its token is alive' };
};

/** The token from before lives on; the first one that lives short is that of a new login or of a refresh. */
const afterShort = (deeds: readonly Deed[], person: string): Conduct => {
  const start = firstOf(deeds, 'signs in', 'renewed');
  if (!start) return { verdict: 'waiting', says: 'has no token that lives short yet. Sign in at your app' };
  const since = deeds.slice(deeds.indexOf(start) + 1);
  const decisive = firstOf(since, 'use refused', 'renewed', 'renewal refused', 'signs in');
  const judged = (verdict: Conduct['verdict'], says: string): Conduct => ({ verdict, says, exchange: (decisive ?? start).id });
  if (decisive?.kind === 'renewed') return judged('right', 'refreshed before it called');
  if (decisive?.kind === 'signs in') return judged('right', `sends ${person} through sign-in before a call is refused`);
  if (decisive?.kind === 'renewal refused') return judged('wrong', 'tried to refresh, and was refused');
  if (decisive) return judged('wrong', 'called with a token that had ended, and was refused');
  return judged('waiting', 'has a token that lives short. Wait until it ends, then use your app');
};

const JUDGES = { refresh: whenRefresh, authorize: whenAuthorize, call: whenCall } as const;

/** The exchange that shows it: the first that is not a use, else the last use. */
const shownBy = (deeds: readonly Deed[]): string | undefined =>
  (firstOf(deeds, 'renewed', 'renewal refused', 'signs in') ?? deeds.at(-1))?.id;

/** What this client did in the exchanges since time passed. */
export const readConduct = (step: NextStep, since: readonly Exchange[], motion: Motion = 'shift'): Conduct => {
  const deeds = deedsOf(step, since);
  if (motion === 'short') return afterShort(deeds, step.person);
  const exchange = shownBy(deeds);
  if (exchange === undefined) return { verdict: 'waiting', says: 'has sent nothing yet. Use your app now' };
  return { ...JUDGES[step.action](deeds, step.person), exchange };
};
