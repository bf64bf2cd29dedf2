import { type Exchange, isApi } from '../../provider/model/index.ts';
import { defineRule, lab, spec } from '../model/index.ts';
import {
  accessTokenOf,
  endOf,
  findingAbout,
  grantTypeOf,
  groupBy,
  isAfter,
  isDelivered,
  isRenewal,
  isTokenRefused,
  mostWithin,
  requestTextOf,
  startOf,
} from '../traffic/index.ts';

/** More than a person does who tries again. */
const MANY = 4;
const WITHIN_MS = 10_000;
/**
 * Work that was under way together sends a call each, and some reach the API after its first refusal: they waited for their turn
 * at the client, in its connections or at the provider.
 */
const BURST_MS = 2_000;

const isCall = ({ endpoint }: Exchange): boolean => isApi(endpoint) || endpoint === 'userinfo';

/** Refused calls that are no longer part of the burst: the same request once more, or one that began later. */
const afterBurst = (refused: readonly Exchange[], refusal: Exchange): readonly Exchange[] => {
  const first = new Set([...groupBy(refused, requestTextOf).values()].map(([each]) => each));
  return refused.filter((each) => !first.has(each) || startOf(each) > endOf(refusal) + BURST_MS);
};

/**
 * Calls with a token that the API has refused before they began. Where the client refreshes after the refusal, calls that
 * began meanwhile are no breach: they were under way, or wait for the same refresh.
 */
const inVain = (calls: readonly Exchange[], renewals: readonly Exchange[]): readonly Exchange[] => {
  const refusal = calls.find((each) => isDelivered(each) && isTokenRefused(each));
  if (refusal === undefined) return [];
  const renewal = renewals.find((each) => startOf(each) >= startOf(refusal));
  const known = renewal ?? refusal;
  return afterBurst(calls.filter(isTokenRefused), refusal).filter((each) => each !== refusal && isAfter(each, known));
};

/** A token that a program gets for itself is renewed by asking for another one, in no login. */
const isOwnToken = (exchange: Exchange): boolean => grantTypeOf(exchange) === 'client_credentials';

/** An access token that is sent again and again although the API refuses it. */
export default defineRule({
  id: 'refused-token-sent-again',
  title: 'A refused access token is not sent again',
  level: 'SHOULD',
  basis: [spec('RFC6750-3.1'), lab('A token that is invalid or expired stays so.')],
  fix: 'After a 401 drop the access token: refresh it once, or ask the person to sign in again.',
  look: (exchanges) => {
    const renewals = exchanges.filter((each) => isRenewal(each) || isOwnToken(each));
    const renewalsOf = (flow: string | undefined) => renewals.filter((each) => isOwnToken(each) || each.flow === flow);
    return [...groupBy(exchanges.filter(isCall), accessTokenOf).values()]
      .map((calls) => mostWithin(inVain(calls, renewalsOf(calls[0]?.flow)), WITHIN_MS))
      .filter(({ length }) => length >= MANY)
      .flatMap((calls) =>
        findingAbout(calls, `A token that the API had refused was sent ${calls.length} more times within 10 seconds.`),
      );
  },
});
