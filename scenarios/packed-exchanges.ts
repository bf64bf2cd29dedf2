import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { ReportedExchange, RunResult } from './model/index.ts';

/**
 * The exchanges of one result, compressed: those of a whole catalogue take more memory than all else together, and most are looked
 * at once, when a report is written.
 */
export interface PackedExchanges {
  readonly ids: readonly string[];
  /** Behaviours that decided one of them. */
  readonly behaviours: readonly string[];
  readonly bytes: Uint8Array;
}

/** Higher levels take twice the time and save a fifth. */
const LEVEL = 2;

export const packExchanges = (exchanges: readonly ReportedExchange[]): PackedExchanges => ({
  ids: exchanges.map(({ id }) => id),
  behaviours: [...new Set(exchanges.flatMap(({ because }) => because.map(({ id }) => id)))],
  bytes: deflateRawSync(JSON.stringify(exchanges), { level: LEVEL }),
});

const unpack = ({ bytes }: PackedExchanges): ReadonlyMap<string, ReportedExchange> => {
  const exchanges: readonly ReportedExchange[] = JSON.parse(inflateRawSync(bytes).toString('utf8'));
  return new Map(exchanges.map((exchange) => [exchange.id, exchange]));
};

/** What was unpacked lately: a report goes through the results in order, and variants share a control leg. */
const MOST_UNPACKED = 8;

/** The exchanges of some results by id, each unpacked when it is read. An id that comes again is what it was. */
export const unpackLater = (packs: readonly PackedExchanges[]): RunResult['exchanges'] => {
  const unpacked = new Map<PackedExchanges, ReturnType<typeof unpack>>();
  const read = (pack: PackedExchanges, id: string): ReportedExchange | undefined => {
    const held = unpacked.get(pack) ?? unpack(pack);
    unpacked.delete(pack);
    unpacked.set(pack, held); // the latest stands last
    const [oldest] = unpacked.keys();
    if (oldest && unpacked.size > MOST_UNPACKED) unpacked.delete(oldest);
    return held.get(id);
  };
  const all: RunResult['exchanges'] = {};
  for (const pack of packs) {
    for (const id of pack.ids) {
      if (!Object.hasOwn(all, id)) Object.defineProperty(all, id, { get: () => read(pack, id), enumerable: true });
    }
  }
  return all;
};
