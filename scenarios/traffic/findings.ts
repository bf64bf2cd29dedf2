import type { Exchange } from '../../provider/model/index.ts';
import type { Found, Level } from '../model/index.ts';
import { idsOf } from './by-flow.ts';

/** One finding about all of some exchanges; none about none. A level is milder than that of the rule. */
export const findingAbout = (
  found: readonly Exchange[],
  message: string | ((found: readonly Exchange[]) => string),
  level?: Level,
): readonly Found[] =>
  found.length === 0
    ? []
    : [{ message: typeof message === 'string' ? message : message(found), exchanges: idsOf(found), ...(level && { level }) }];
