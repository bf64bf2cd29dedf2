/** The Management API: what login clients use of it. Every other address of it is a gap. */
import type { Route } from '../../../model/index.ts';
import { deviceRoutes } from './device-credentials.ts';
import { grantRoutes } from './grants.ts';
import { sessionRoutes } from './sessions.ts';
import { ticketApiRoutes } from './tickets.ts';
import { userRoutes } from './users.ts';

export const managementRoutes: readonly Route[] = [
  ...userRoutes,
  ...sessionRoutes,
  ...grantRoutes,
  ...ticketApiRoutes,
  ...deviceRoutes,
];
