/** What a diagram needs of an exchange. */
export interface Drawable {
  readonly from: 'person' | 'app' | 'provider';
  readonly to: 'app' | 'provider' | 'api' | 'elsewhere';
  readonly startedAtEpochMs: number;
  readonly durationMs: number;
}

/**
 * One row of a sequence diagram. `call`: a request and its answer · `ask`: a request whose answer is drawn further down,
 * after the requests that it caused · `answer`: that answer.
 */
export interface Move<E extends Drawable> {
  readonly kind: 'call' | 'ask' | 'answer';
  readonly exchange: E;
}

export type Lane = Drawable['from'] | Drawable['to'];

/** Headings of the lanes. */
export const LANE_NAMES = { person: 'Person', app: 'App', provider: 'Provider', api: 'API', elsewhere: 'Elsewhere' } as const;

const LANES: readonly Lane[] = ['person', 'app', 'provider', 'api', 'elsewhere'];

/** The lanes of some exchanges, left to right. Person, app and provider are always included. */
export const readLanes = (exchanges: readonly Drawable[]): readonly Lane[] => {
  const used = new Set<Lane>(['person', 'app', 'provider', ...exchanges.flatMap(({ from, to }) => [from, to])]);
  return LANES.filter((lane) => used.has(lane));
};

/** CSS classes that place an element between two lanes, its arrow head at the second. */
export const between = (lanes: readonly Lane[], from: Lane, to: Lane): string => {
  const [a, b] = [lanes.indexOf(from) + 1, lanes.indexOf(to) + 1];
  return `from-${Math.min(a, b)} to-${Math.max(a, b)} ${a < b ? 'right' : 'left'}`;
};

const endOf = ({ startedAtEpochMs, durationMs }: Drawable): number => startedAtEpochMs + durationMs;

/** Requests of the app that began before it answered. */
const causedBy = (asked: Drawable, later: readonly Drawable[]): number => {
  if (asked.to !== 'app') return 0;
  const other = later.findIndex(({ from, startedAtEpochMs }) => from !== 'app' || startedAtEpochMs > endOf(asked));
  return other < 0 ? later.length : other;
};

/** Converts exchanges, oldest first, into the rows of a diagram. */
export const readMoves = <E extends Drawable>(exchanges: readonly E[]): readonly Move<E>[] => {
  const [first, ...later] = exchanges;
  if (first === undefined) return [];
  const count = causedBy(first, later);
  const rest = readMoves(later.slice(count));
  if (count === 0) return [{ kind: 'call', exchange: first }, ...rest];
  const inside = later.slice(0, count).map((exchange): Move<E> => ({ kind: 'call', exchange }));
  return [{ kind: 'ask', exchange: first }, ...inside, { kind: 'answer', exchange: first }, ...rest];
};
