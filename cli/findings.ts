import type { TrafficFinding } from '../provider/index.ts';
import type { Exchange } from '../provider/model/index.ts';
import { readRules } from './catalogue.ts';

/** What all rules find in the traffic of a world of a served lab. */
export const readFindings = async (): Promise<(exchanges: readonly Exchange[]) => readonly TrafficFinding[]> => {
  const rules = await readRules();
  return (exchanges) =>
    rules.flatMap(({ id, title, level, fix, look }) =>
      look(exchanges).map(({ message, exchanges: shown }) => ({ rule: id, title, level, message, fix, exchanges: shown })),
    );
};
