import type { WireEvent, WirePage } from '../model/index.ts';
import { TURN } from './ordinals.ts';
import { Pace, type Paced } from './pace.ts';

/** A page of a log: the next exchanges after a sequence number. */
export interface Place {
  readonly after: number;
  readonly limit: number;
}

/** What one needs of a log to follow it. */
export interface Followed extends Paced {
  /** A page with its secrets as they are. */
  read(query: Place & { readonly reveal: true }): WirePage;
  /** Gives the secrets of a few more exchanges their names, in the order of the log. False if those of this page have theirs. */
  seeSome(page: Place): boolean;
  /** A page whose secrets have their names. */
  readSeen(page: Place): WirePage;
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
 * Follows the log after a sequence number until `signal` is aborted. Events are read on demand, and at a pace: a slow reader needs no
 * memory, and a busy lab goes on; either gets the number of removed exchanges.
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
  const pace = new Pace(log, signal);
  while (!signal.aborted) {
    const isReset = log.resets !== resets;
    resets = log.resets;
    if (isReset) yield { kind: 'reset' };
    const place = { after, limit: TURN };
    while (!(reveal || signal.aborted) && pace.work(() => log.seeSome(place))) await pace.rest();
    if (signal.aborted) return;
    const page = pace.work(() => (reveal ? log.read({ ...place, reveal }) : log.readSeen(place)));
    for (const event of eventsOf(page, after)) {
      if (signal.aborted) return;
      if (event.kind !== 'gap' || !isReset) yield event;
    }
    const isUpToDate = page.last <= after && log.mark() <= after && log.resets === resets;
    after = Math.max(after, page.last);
    if (isUpToDate) await nextChange(log, signal);
    await pace.rest();
  }
}
