import { setImmediate as othersTurn } from 'node:timers/promises';
import type { WireEvent, WirePage } from '../model/index.ts';
import { TURN } from './ordinals.ts';

/** What one needs of a log to follow it. */
export interface Followed {
  /** In turns: others go on meanwhile. */
  readInTurns(query: { readonly after: number; readonly limit: number; readonly reveal: boolean }): Promise<WirePage>;
  /** How often the log was emptied. */
  readonly resets: number;
  /** The highest sequence number so far. */
  mark(): number;
  /** Calls whenever something ended or the log was emptied; returns how to stop. */
  subscribe(listener: () => void): () => void;
}

/** Resolves at the next change of the log, or when somebody gives up. */
const nextChange = (log: Followed, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      unsubscribe();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const unsubscribe = log.subscribe(done);
    signal.addEventListener('abort', done);
    if (signal.aborted) done(); // while the log was read
  });

/** Exchanges of one page, after what was lost before the first. */
function* eventsOf({ exchanges, last }: WirePage, after: number): Generator<WireEvent, void, undefined> {
  const lost = (exchanges[0]?.sequence ?? last + 1) - after - 1;
  if (lost > 0) yield { kind: 'gap', lost };
  for (const exchange of exchanges) yield { kind: 'exchange', exchange };
}

/**
 * Follows the log after a sequence number until `signal` is aborted. Events are read on demand: a slow reader needs no
 * memory, and gets the number of removed exchanges.
 */
export const followLog = (
  log: Followed,
  { after, reveal, signal }: { readonly after: number; readonly reveal: boolean; readonly signal: AbortSignal },
): AsyncGenerator<WireEvent, void, undefined> => {
  // A number from the future is one of another log, whose reader has to begin anew.
  const start = after > log.mark() ? { after: 0, resets: -1 } : { after, resets: log.resets };
  return readOn(log, start, reveal, signal);
};

async function* readOn(
  log: Followed,
  start: { readonly after: number; readonly resets: number },
  reveal: boolean,
  signal: AbortSignal,
): AsyncGenerator<WireEvent, void, undefined> {
  let { after, resets } = start;
  while (!signal.aborted) {
    const isReset = log.resets !== resets;
    resets = log.resets;
    if (isReset) yield { kind: 'reset' };
    const page = await log.readInTurns({ after, limit: TURN, reveal });
    for (const event of eventsOf(page, after)) {
      if (signal.aborted) return;
      if (event.kind !== 'gap' || !isReset) yield event;
    }
    const isUpToDate = page.last <= after && log.mark() <= after && log.resets === resets;
    after = Math.max(after, page.last);
    if (isUpToDate) await nextChange(log, signal);
    else await othersTurn();
  }
}
