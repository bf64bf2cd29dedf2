import type { Exchange } from '../../model/index.ts';
import { FRONT_CHANNEL } from '../../personas/declared.ts';

/** Exchanges that belong together, oldest first. */
export interface Flow {
  /** Stable for the life of the flow. */
  readonly key: string;
  /** True for one login; false for other requests (documents, keys, refused requests) in sequence. */
  readonly isLogin: boolean;
  readonly exchanges: readonly Exchange[];
}

/** Requests outside of logins form one flow until nothing happens for this long, or the world is aged or shifted. */
const PAUSE_MS = 60_000;

const isSameStory = (last: Exchange, next: Exchange): boolean =>
  next.startedAtEpochMs - last.startedAtEpochMs < PAUSE_MS &&
  (next.agedSeconds ?? 0) === (last.agedSeconds ?? 0) &&
  (next.shiftedSeconds ?? 0) === (last.shiftedSeconds ?? 0);

/** A page without a login, such as an error page, belongs to the last login. */
const followsFrom = (last: Exchange | undefined, page: Exchange): boolean =>
  last?.flow !== undefined &&
  FRONT_CHANNEL.has(page.endpoint) &&
  FRONT_CHANNEL.has(last.endpoint) &&
  page.client === last.client &&
  isSameStory(last, page);

interface Growing extends Flow {
  readonly exchanges: Exchange[];
}

/** Groups exchanges (oldest first) into flows; the flow with the latest exchange comes first. */
export const groupFlows = (exchanges: readonly Exchange[]): readonly Flow[] => {
  const flows = new Map<string, Growing>();
  let loose: Growing | undefined;
  for (const [index, exchange] of exchanges.entries()) {
    const before = exchanges[index - 1];
    const login = exchange.flow ?? (followsFrom(before, exchange) ? before?.flow : undefined);
    const last = loose?.exchanges.at(-1);
    const story = loose && last && isSameStory(last, exchange) ? loose.key : `from ${exchange.id}`;
    const key = login ?? story;
    const flow: Growing = flows.get(key) ?? { key, isLogin: login !== undefined, exchanges: [] };
    flow.exchanges.push(exchange);
    flows.delete(key); // moved to the end: it has the latest exchange
    flows.set(key, flow);
    if (!flow.isLogin) loose = flow;
  }
  return [...flows.values()].reverse();
};

const lastOf = (exchanges: readonly Exchange[], member: 'person' | 'client'): string | undefined =>
  exchanges.findLast((exchange) => exchange[member] !== undefined)?.[member];

/** `Login of ana at google`, `Outside of any login` */
export const renderTitle = ({ isLogin, exchanges }: Flow): string => {
  if (!isLogin) return 'Outside of any login';
  const person = lastOf(exchanges, 'person');
  const [first] = exchanges;
  return [person === undefined ? 'A login' : `Login of ${person}`, first && `at ${first.persona}`].filter(Boolean).join(' ');
};

/** Client id of the app whose flow it is. */
export const clientOf = ({ exchanges }: Flow): string | undefined => lastOf(exchanges, 'client');
