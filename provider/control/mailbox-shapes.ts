import { z } from 'zod';
import type { MailboxPage, MailMessage } from '../model/index.ts';
import { count, text } from './shapes.ts';

/** What a mailbox tells, as schemas. */

export const mailMessage = z
  .strictObject({
    id: z.string(),
    to: z.string(),
    from: z.string(),
    subject: z.string(),
    text: z.string(),
    html: z.string().exactOptional(),
    links: z.array(z.string()).readonly().describe('absolute addresses in text and HTML'),
    sentAtEpochSeconds: z.number(),
    persona: z.string().exactOptional().describe('the persona that sent it; absent if it came from the app'),
    via: z.literal('smtp').exactOptional().describe('how it came from the app'),
    person: z.string().exactOptional().describe('key of the person whose address it was'),
  })
  .meta({ id: 'MailMessage' }) satisfies z.ZodType<MailMessage>;

export const mailboxPage = z
  .strictObject({
    messages: z.array(mailMessage).readonly(),
    dropped: z.number().describe('messages that were pushed out by newer ones'),
  })
  .meta({ id: 'Mailbox' }) satisfies z.ZodType<MailboxPage>;

const to = text.exactOptional().describe('address of the recipient, or key of the person');

export const mailQuery = z.strictObject({
  to,
  limit: count.pipe(z.number().min(1).max(1000)).exactOptional().describe('at most so many, 1 to 1000'),
});

const seconds = z
  .string()
  .regex(/^\d{1,3}(\.\d{1,3})?$/, 'a number of seconds was expected')
  .transform(Number);

export const mailWaitQuery = z.strictObject({
  to,
  after: text.exactOptional().describe('id of a message: only later ones count'),
  timeoutSeconds: seconds.pipe(z.number().gt(0).max(600)).describe('more than 0, at most 600'),
});
