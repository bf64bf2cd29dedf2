import { z } from 'zod';
import { VERDICTS } from './verdict.ts';

/** One known deviation. A run is red for what is new, and for an entry that was judged and no longer matches. */
export const expectationSchema = z.strictObject({
  /** Id of the scenario; `*` with a rule as `check`: in every one. */
  scenario: z.string(),
  variant: z.string().optional(),
  /** One check; the whole scenario when left out. */
  check: z.string().optional(),
  app: z.string(),
  persona: z.string(),
  verdict: z.enum(VERDICTS),
  reason: z.string().min(1),
  /** `YYYY-MM-DD`; from this day on the entry no longer counts. */
  until: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional(),
});
export const expectationsSchema = z.array(expectationSchema);
export type Expectation = z.infer<typeof expectationSchema>;
