/** A message that a persona sent to a person: a validation link, a reset code. */
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
  /** The persona that sent it. */
  readonly persona?: string;
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
