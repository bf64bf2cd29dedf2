import type { TrafficFinding } from '../provider/index.ts';
import type { Exchange } from '../provider/model/index.ts';
import { readRules } from './catalogue.ts';

/** What all rules find in the traffic of a world of a served lab. The rules are loaded when somebody first asks. */
export const readFindings = async (exchanges: readonly Exchange[]): Promise<readonly TrafficFinding[]> =>
  (await readRules()).flatMap(({ id, title, fix, look }) =>
    look(exchanges).map(({ message, exchanges: shown, level }) => ({ rule: id, title, level, message, fix, exchanges: shown })),
  );
