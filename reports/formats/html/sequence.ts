import type { ReportedExchange } from '../../../scenarios/model/index.ts';

/**
 * One row of a sequence diagram. `call`: a request and its answer · `ask`: a request whose answer comes further down,
 * after what it led to · `answer`: that answer.
 */
export interface Move {
  readonly kind: 'call' | 'ask' | 'answer';
  readonly exchange: ReportedExchange;
}

type Lane = ReportedExchange['from'] | ReportedExchange['to'];

const LANES: readonly Lane[] = ['person', 'app', 'provider', 'api', 'elsewhere'];

/** The lanes that some exchanges need, left to right. The three of every login are always there. */
export const readLanes = (exchanges: readonly ReportedExchange[]): readonly Lane[] => {
  const used = new Set<Lane>(['person', 'app', 'provider', ...exchanges.flatMap(({ from, to }) => [from, to])]);
  return LANES.filter((lane) => used.has(lane));
};

const endOf = ({ startedAtEpochMs, durationMs }: ReportedExchange): number => startedAtEpochMs + durationMs;

/** What the app did before it answered: its own requests that follow at once and began in time. */
const causedBy = (asked: ReportedExchange, later: readonly ReportedExchange[]): number => {
  if (asked.to !== 'app') return 0;
  const other = later.findIndex(({ from, startedAtEpochMs }) => from !== 'app' || startedAtEpochMs > endOf(asked));
  return other < 0 ? later.length : other;
};

/** Turns exchanges, oldest first, into the rows of a diagram. */
export const readMoves = (exchanges: readonly ReportedExchange[]): readonly Move[] => {
  const [first, ...later] = exchanges;
  if (first === undefined) return [];
  const count = causedBy(first, later);
  const rest = readMoves(later.slice(count));
  if (count === 0) return [{ kind: 'call', exchange: first }, ...rest];
  const inside = later.slice(0, count).map((exchange): Move => ({ kind: 'call', exchange }));
  return [{ kind: 'ask', exchange: first }, ...inside, { kind: 'answer', exchange: first }, ...rest];
};
