import { z } from 'zod';

/** A message to a person, from a persona or from the app: a validation link, a reset code. */
export interface MailMessage {
  readonly id: string;
  /** Address of the recipient. */
  readonly to: string;
  readonly from: string;
  readonly subject: string;
  /** Plain text of the message. */
  readonly text: string;
  readonly html?: string;
  /** Absolute http and https addresses in the text and in the links of the HTML, each once, in order of appearance. */
  readonly links: readonly string[];
  readonly sentAtEpochSeconds: number;
  /** The persona that sent it. Absent if it came from the app. */
  readonly persona?: string;
  /** The way it came from the app. */
  readonly via?: 'smtp';
  /** Key of the person who had the address when the message was sent. Absent if no person had it. */
  readonly person?: string;
}

/** A message to send. */
export interface OutgoingMail extends Pick<MailMessage, 'to' | 'subject' | 'text'> {
  readonly html?: string;
  /** Default: `no-reply@` and the persona's first host. */
  readonly from?: string;
}

/** A page of messages from a mailbox. */
export interface MailboxPage {
  /** Oldest first. */
  readonly messages: readonly MailMessage[];
  /** Number of messages that newer ones replaced since the mailbox was last emptied. */
  readonly dropped: number;
}

/** Selects messages. */
export interface MailQuery {
  /** Address of the recipient, or the key of the person. */
  readonly to?: string;
  /** Maximum number of messages: the newest ones. Default and maximum: 1000. */
  readonly limit?: number;
}

/** Selects a message to wait for. */
export interface MailWait {
  /** Address of the recipient, or the key of the person. */
  readonly to?: string;
  /** Id of a message. Only later messages match. Default: every message matches. */
  readonly after?: string;
  /** Seconds to wait: more than 0, at most 600. */
  readonly timeoutSeconds: number;
}

/** Most characters of a text, and of an HTML, of a message that is delivered. */
export const MAIL_TEXT_LIMIT = 65_536;
/** Most characters of a subject (RFC 5322, 2.1.1: of a line). */
export const MAIL_SUBJECT_LIMIT = 998;
/** Most characters of an address (RFC 5321, 4.5.3.1). */
const ADDRESS_LIMIT = 320;

const oneLine = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^\P{Cc}*$/u, 'no line breaks or other control characters were expected');

/** A message that comes from outside: sent by an app, or put there by a test. */
export const incomingMailSchema = z
  .strictObject({
    to: oneLine(ADDRESS_LIMIT).min(1).describe('address of the recipient'),
    from: oneLine(ADDRESS_LIMIT).describe('address of the sender; may be empty'),
    subject: oneLine(MAIL_SUBJECT_LIMIT),
    text: z.string().max(MAIL_TEXT_LIMIT).describe('plain text'),
    html: z.string().max(MAIL_TEXT_LIMIT).exactOptional(),
    via: z.literal('smtp').exactOptional().describe('how it came'),
  })
  .meta({ id: 'IncomingMail' });
export type IncomingMail = z.output<typeof incomingMailSchema>;
