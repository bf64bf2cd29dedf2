import { createHash } from 'node:crypto';
import type { Exchange } from '../../provider/model/index.ts';
import type { ScenarioContext } from '../model/index.ts';
import { headerOf, isAccepted, memberOf } from '../traffic/index.ts';
import { sendElsewhere } from './send-again.ts';

/** A pair of tokens of a rolling session, as the API gave it out. */
export interface RollingPair {
  readonly privateToken: string;
  readonly requestToken: string;
}

/** The pair that a reply brings: that of a new session, or the next one. */
export const pairIn = (exchange: Exchange): RollingPair | undefined => {
  const privateToken = memberOf(exchange, 'private_token') ?? headerOf(exchange.response, 'x-next-private-token');
  const requestToken = memberOf(exchange, 'request_token') ?? headerOf(exchange.response, 'x-next-request-token');
  return privateToken && requestToken ? { privateToken, requestToken } : undefined;
};

/** Every pair of some exchanges, oldest first. */
export const pairsIn = (exchanges: readonly Exchange[]): readonly RollingPair[] =>
  exchanges.flatMap((each) => pairIn(each) ?? []);

/** The request token that a request sends. */
export const requestTokenOf = ({ request }: Exchange): string | undefined => headerOf(request, 'x-request-token');

/** Requests that belong to a rolling session. */
export const rollingRequestsIn = (exchanges: readonly Exchange[]): readonly Exchange[] =>
  exchanges.filter((each) => requestTokenOf(each) !== undefined);

/** Skips a client whose session ends with any answer that is lost, since each brings the next pair. */
export const skipRolling = (exchanges: readonly Exchange[], { check }: Pick<ScenarioContext, 'check'>): void => {
  if (rollingRequestsIn(exchanges).length > 0)
    check.skip(
      'Each answer brings the next pair of tokens, so a lost one may end the session: refresh/per-request-desync judges that.',
    );
};

/** New sessions. */
export const rollingStartsIn = (exchanges: readonly Exchange[]): readonly Exchange[] =>
  exchanges.filter((each) => each.endpoint === 'rolling.start' && isAccepted(each));

/** Uses a pair as somebody else would who has it. Returns the exchange. */
export const usePairElsewhere = async (
  { privateToken, requestToken }: RollingPair,
  context: ScenarioContext,
): Promise<Exchange> => {
  const { wire, check } = context;
  const last = (await wire.all()).at(-1) ?? check.inconclusive('No request was seen whose time could be taken.');
  const timestamp = String(Math.floor(last.startedAtEpochMs / 1000) + (last.shiftedSeconds ?? 0));
  const proof = createHash('md5')
    .update(privateToken + timestamp)
    .digest('hex');
  const headers = { 'x-request-token': requestToken, 'x-timestamp': timestamp, 'x-access-token': proof };
  return sendElsewhere(context, '/random', { headers }, (each) => requestTokenOf(each) === requestToken);
};
