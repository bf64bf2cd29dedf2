import { z } from 'zod';

/** The setting of a behaviour that is either on or off. */
export const on = z.boolean().default(true);
