import type { ControlRoute } from './route.ts';
import { labRoutes } from './routes/lab.ts';
import { mailboxRoutes } from './routes/mailbox.ts';
import { personaRoutes } from './routes/persona.ts';
import { storyRoutes } from './routes/stories.ts';
import { wireRoutes } from './routes/wire.ts';
import { worldRoutes } from './routes/world.ts';

/** Every call of the control API by its operation id: server, client and OpenAPI document read this one table. */
export const CONTROL_ROUTES = {
  ...labRoutes,
  ...storyRoutes,
  ...worldRoutes,
  ...personaRoutes,
  ...mailboxRoutes,
  ...wireRoutes,
} as const satisfies Readonly<Record<string, ControlRoute>>;

/** `clock.age`, `wire.read` … */
export type Operation = keyof typeof CONTROL_ROUTES;
