/** When things happened, in the time of their world. */
import type { Exchange } from '../../provider/model/index.ts';

/** Start of an exchange in milliseconds, later by what the world was aged and shifted. */
export const startOf = ({ startedAtEpochMs, agedSeconds = 0, shiftedSeconds = 0 }: Exchange): number =>
  startedAtEpochMs + (agedSeconds + shiftedSeconds) * 1000;

/** False for an entry of a recording without a time that can be read: when it was sent, and after what, nobody knows. */
export const isDated = ({ startedAtEpochMs }: Exchange): boolean => startedAtEpochMs > 0;

export const endOf = (exchange: Exchange): number => startOf(exchange) + exchange.durationMs;

/** True for an answer that reached the client as the provider gave it: nothing was lost, and no fault changed it. */
export const isDelivered = ({ response, faults }: Exchange): boolean => response !== undefined && faults.length === 0;

/** True if a request began when the answer to an earlier one was there. Parallel requests know nothing of each other. */
export const isAfter = (later: Exchange, earlier: Exchange): boolean =>
  isDated(later) && isDated(earlier) && startOf(later) >= endOf(earlier);

/** The longest series that fits into a time, of exchanges in their order. */
export const mostWithin = (all: readonly Exchange[], milliseconds: number): readonly Exchange[] => {
  const exchanges = all.filter(isDated);
  let longest = { from: 0, to: 0 };
  let from = 0;
  for (const [place, exchange] of exchanges.entries()) {
    while (startOf(exchange) - startOf(exchanges[from] ?? exchange) > milliseconds) from += 1;
    if (place + 1 - from > longest.to - longest.from) longest = { from, to: place + 1 };
  }
  return exchanges.slice(longest.from, longest.to);
};

/** Oldest first. One without a date stays behind the one that was recorded before it. */
export const inOrderOfTime = (exchanges: readonly Exchange[]): readonly Exchange[] => {
  let last = 0;
  const timed = exchanges.map((exchange) => {
    last = isDated(exchange) ? exchange.startedAtEpochMs : last;
    return { exchange, at: last };
  });
  return timed.toSorted((one, other) => one.at - other.at).map(({ exchange }) => exchange);
};
