import type { HeaderList, Person } from '../../../model/index.ts';
import { isSameText } from '../../../world/same-text.ts';
import { isFirstUse } from '../first-use.ts';
import { accessTokenOf, ROLLING_HEADERS, type RollingCredentials, readRollingCredentials } from '../rolling-pair.ts';
import { endSession, endSessionsOf, findPair, type KeptPair, makePair, nextHeaders, spendPair } from '../rolling-session.ts';
import { dateHeader, secondsSince } from '../server-clock.ts';
import { deny } from './living.ts';
import { challenge, type Denial, type Identity, REALM, type Scheme, type SchemeContext } from './scheme.ts';

/** Signs in place of a pair that does not exist, so that nobody can tell by the time. */
const NOBODY = 'nobody';

const KIND = 'rolling session';

/** A pair that was replaced comes again: its owner, or a thief, lost the race. */
const reused = async ({ session, state }: KeptPair, { ports }: SchemeContext): Promise<Denial> => {
  const usedSecondsAgo = ports.nowEpochSeconds() - (state.diedAtEpochSeconds ?? ports.nowEpochSeconds());
  const { endsSession } = ports.decide('rolling.reuse', { usedSecondsAgo }, { endsSession: false });
  if (endsSession) await endSession(session, 'reused', ports);
  const after = endsSession ? ' The session was revoked: sign in again.' : '';
  return { denied: { code: 'pair_reused', detail: `This pair was used ${usedSecondsAgo} s ago.${after}`, why: 'reused' } };
};

/** A pair that is over. */
const ended = (pair: KeptPair, context: SchemeContext): Promise<Denial> | Denial => {
  const { why } = pair.state;
  if (why === 'rotated-out') return reused(pair, context);
  const denial = deny(KIND, why ?? 'unknown', pair.state, context.ports);
  if (why !== 'reused') return denial;
  const secondsAgo = context.ports.nowEpochSeconds() - (pair.state.diedAtEpochSeconds ?? 0);
  const told = context.ports.ask('rolling.revoked', { secondsAgo });
  return told ? { denied: { ...told, why } } : denial;
};

const outOfTime = (timestamp: string, { ports }: SchemeContext): Denial | undefined => {
  const refusal = ports.ask('rolling.time', { secondsAgo: secondsSince(Number(timestamp), ports) });
  return refusal && { denied: { ...refusal, headers: [dateHeader(ports)] } };
};

/** The pair for the next request, or the same one goes on. */
const nextPair = async (
  pair: KeptPair,
  person: Person,
  timestamp: string,
  context: SchemeContext,
): Promise<Denial | { readonly headers: HeaderList; readonly value: string }> => {
  const { ports } = context;
  const { rotate } = ports.decide('rolling.rotation', {}, { rotate: false });
  if (!rotate) {
    const isFirst = await isFirstUse('rolling-timestamps', `${pair.requestToken}:${timestamp}`, ports);
    const refusal = isFirst ? undefined : ports.ask('rolling.repeated', {});
    return refusal ? { denied: refusal } : { headers: [], value: pair.requestToken };
  }
  if (!(await spendPair(pair, ports))) return reused(pair, context);
  const next = await makePair(person, ports, pair.session);
  return { headers: nextHeaders(next), value: next.requestToken };
};

const isProved = (pair: KeptPair | undefined, { timestamp, accessToken }: RollingCredentials): boolean =>
  isSameText(accessTokenOf(pair?.privateToken ?? NOBODY, timestamp), accessToken) && pair !== undefined;

/** What a pair is good for now. */
const judge = async (pair: KeptPair, person: Person, timestamp: string, context: SchemeContext): Promise<Identity | Denial> => {
  if (pair.state.state === 'dead') return ended(pair, context);
  const late = outOfTime(timestamp, context);
  if (late) return late;
  const next = await nextPair(pair, person, timestamp, context);
  return 'denied' in next ? next : { scheme: 'rolling', person, ...next };
};

const check = async (credentials: RollingCredentials, context: SchemeContext): Promise<Identity | Denial> => {
  const { ports } = context;
  const { requestToken, timestamp } = credentials;
  const pair = await findPair(requestToken, ports);
  if (!isProved(pair, credentials) || !pair) return deny(KIND, 'unknown', undefined, ports);
  const person = await ports.people.find(pair.state.sub);
  if (person) ports.note({ person });
  if (!person || person.status === 'deleted') return deny(KIND, 'account-deleted', pair.state, ports);
  // In turn: a pair that is made while the session ends would outlive it.
  return ports.inTurn('rolling', async () => judge((await findPair(requestToken, ports)) ?? pair, person, timestamp, context));
};

/** Each request is proved by a pair of tokens, and each answer brings the next pair. */
export const rolling: Scheme = {
  id: 'rolling',
  challenges: (params) => [challenge('Rolling', [REALM, ['start', '/rolling'], ...params])],
  read({ headers }) {
    const names = Object.values(ROLLING_HEADERS);
    return names.some((name) => headers[name] !== undefined) ? { value: '' } : undefined;
  },
  async check(_, context) {
    const credentials = readRollingCredentials(context.request.headers);
    return credentials ? check(credentials, context) : deny(KIND, 'unknown', undefined, context.ports);
  },
  async end({ value }, ports) {
    const pair = await findPair(value, ports);
    if (pair) await endSession(pair.session, 'signed-out', ports);
  },
  endAll: (person, ports, why, except) => endSessionsOf(person, why, ports, except),
};
