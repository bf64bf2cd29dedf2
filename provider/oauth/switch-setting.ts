import { z } from 'zod';

/** The setting of a behaviour that is simply there or not. */
export const on = z.boolean().default(true);
