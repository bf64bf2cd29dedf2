import type { Exchange } from '../../provider/model/index.ts';
import type { Step } from '../person/index.ts';

const withoutFragment = (url: string): string => url.split('#', 1)[0] ?? url;

const endOf = ({ startedAtEpochMs, durationMs }: Pick<Step, 'startedAtEpochMs' | 'durationMs'>): number =>
  startedAtEpochMs + durationMs;

/** Requests of a person, in order; those to a persona as recorded by the lab. */
const withLabView = (steps: readonly Step[], rest: Exchange[]): readonly (Step | Exchange)[] =>
  steps.map((step) => {
    if (step.to !== 'persona') return step;
    const { method } = step.request;
    const place = rest.findIndex(({ request }) => request.method === method && request.url === withoutFragment(step.connect));
    return rest.splice(place, place < 0 ? 0 : 1)[0] ?? step;
  });

const covers = (step: Step, exchange: Exchange, slackMs: number): boolean =>
  step.startedAtEpochMs <= exchange.startedAtEpochMs && endOf(step) + slackMs >= endOf(exchange);

/**
 * One order for the requests of people and of the wire log. Clocks have milliseconds, and many requests share one; so a call of
 * the app is placed right after the person's request during which it was made.
 */
export const inOrder = (steps: readonly Step[], exchanges: readonly Exchange[]): readonly (Step | Exchange)[] => {
  const rest = [...exchanges].sort(
    (one, other) => one.startedAtEpochMs - other.startedAtEpochMs || one.sequence - other.sequence,
  );
  const byPeople = withLabView(
    [...steps].sort((one, other) => one.startedAtMs - other.startedAtMs),
    rest,
  );
  const behind = new Map<Step | Exchange | undefined, Exchange[]>();
  for (const exchange of rest) {
    const during = (slackMs: number) =>
      byPeople.findLast((each) => 'to' in each && each.to === 'app' && covers(each, exchange, slackMs));
    const before = byPeople.findLast((each) => each.startedAtEpochMs <= exchange.startedAtEpochMs);
    const anchor = during(0) ?? during(1) ?? before;
    const others = behind.get(anchor);
    if (others) others.push(exchange);
    else behind.set(anchor, [exchange]);
  }
  return [...(behind.get(undefined) ?? []), ...byPeople.flatMap((each) => [each, ...(behind.get(each) ?? [])])];
};
