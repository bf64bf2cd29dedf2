/** Everything by which Facebook's login differs from the plain protocol engine, one list for each area, in the order in which they speak. */
import type { Behaviour } from '../../../model/index.ts';
import { graphBehaviours } from '../api/index.ts';
import { dialogRequest } from './dialog-request.ts';
import { location } from './location.ts';
import { tokenRequest } from './token-request.ts';
import { tokenValues } from './token-values.ts';

export const behaviours: readonly Behaviour[] = [
  ...dialogRequest,
  ...location,
  ...tokenRequest,
  ...tokenValues,
  ...graphBehaviours,
];
