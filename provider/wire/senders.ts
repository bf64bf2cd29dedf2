import type { EndpointName, HeaderList } from '../model/index.ts';
import type { WireRecord } from './record.ts';
import type { Ring } from './ring.ts';

/** The sender of an exchange. */
export interface Sender {
  readonly endpoint: EndpointName;
  readonly headers: HeaderList;
  readonly process: string | undefined;
  /** Client id. */
  readonly client: string | undefined;
  readonly startedAtEpochMs: number;
}

/** Who sent each exchange of a log, without stale ones. */
export const sendersIn = (ring: Ring<WireRecord>): readonly Sender[] =>
  ring
    .slice(ring.oldest, ring.last)
    .filter(({ stale }) => !stale)
    .map(({ opening: { headers, process }, endpoint, client, startedAtEpochMs }) => {
      return { endpoint, headers, process, client, startedAtEpochMs };
    });
