import type { Exchange } from '../../provider/model/index.ts';
import { idsOf } from './by-flow.ts';

interface Found {
  readonly message: string;
  readonly exchanges: string[];
}

/** One finding about all of some exchanges; none about none. */
export const findingAbout = (
  found: readonly Exchange[],
  message: string | ((found: readonly Exchange[]) => string),
): readonly Found[] =>
  found.length === 0 ? [] : [{ message: typeof message === 'string' ? message : message(found), exchanges: idsOf(found) }];
