import { z } from 'zod';
import { VERDICTS } from './verdict.ts';

const ID = 'each `*` stands for any text';

const isDay = (text: string): boolean => {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.valueOf()) && day.toISOString().startsWith(text);
};

/** One known deviation. A run is red for what is new, and for an entry that was judged and no longer matches. */
export const expectationSchema = z
  .strictObject({
    scenario: z
      .string()
      .min(1)
      .describe(`id of the scenario; ${ID}: "login/*", or "*" for every scenario. With * name the check`),
    variant: z.string().min(1).optional().describe(`name of the variant; ${ID}. Left out: every variant`),
    check: z
      .string()
      .min(1)
      .optional()
      .describe('id of the check that fails, or of the rule that is broken. Left out: every failed check of the verdict'),
    cause: z
      .string()
      .min(1)
      .optional()
      .describe(
        `how it fails: the message of the check, in which … stands for what differs from run to run; ${ID}. Left out: any message`,
      ),
    app: z.string().min(1).describe(`id of the app; ${ID}`),
    persona: z.string().min(1).describe(`id of the persona; ${ID}`),
    verdict: z.enum(VERDICTS).describe('the verdict of the check, or of the scenario where no check is named'),
    reason: z.string().min(1).describe('why it is accepted, for the reader of a report'),
    until: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}$/, 'a day as YYYY-MM-DD')
      .refine(isDay, 'a day of the calendar as YYYY-MM-DD')
      .optional()
      .describe('day from which on the entry no longer counts, as YYYY-MM-DD: what it lists is new again'),
  })
  .superRefine(({ scenario, check }, context) => {
    if (!scenario.includes('*') || check !== undefined) return;
    const message = 'the id of a check or a rule: an entry for several scenarios names what fails in them';
    context.addIssue({ code: 'custom', path: ['check'], message, input: check });
  });
export const expectationsSchema = z.array(expectationSchema).describe('known deviations: expected.json');
export type Expectation = z.infer<typeof expectationSchema>;
