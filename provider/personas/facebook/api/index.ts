/** The Graph API: routes and behaviours. */
import type { Behaviour, Route } from '../../../model/index.ts';

export const graphRoutes: readonly Route[] = [];
export const graphBehaviours: readonly Behaviour[] = [];
