import type { HeaderList, Ports } from '../../model/index.ts';

/** Returns the time of the API in epoch seconds. Its clock may differ from everybody else's. */
export const serverNow = (ports: Ports): number =>
  ports.nowEpochSeconds() + ports.quiet.decide('server.clock', {}, { aheadSeconds: 0 }).aheadSeconds;

/** Returns the `Date` header of an answer, for clients that compare it with their own clock. */
export const dateHeader = (ports: Ports): HeaderList[number] => ['Date', new Date(serverNow(ports) * 1000).toUTCString()];

/**
 * Returns how many seconds ago, by the clock of the API, a client says that it made a request; below 0: in the future. What the
 * world was aged since then counts.
 */
export const secondsSince = (epochSeconds: number, ports: Ports): number => {
  const { aheadSeconds } = ports.decide('server.clock', {}, { aheadSeconds: 0 });
  return ports.secondsSince(epochSeconds) + aheadSeconds;
};
