/** A message that a persona sent to somebody: a validation link, a reset code. */
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
  /** Key of the person whose address it was when it was sent; absent when nobody had it. */
  readonly person?: string;
}

/** What a persona sends. */
export interface OutgoingMail extends Pick<MailMessage, 'to' | 'subject' | 'text'> {
  readonly html?: string;
  /** Default: `no-reply@` and the persona's first host. */
  readonly from?: string;
}

/** Messages that are in a mailbox. */
export interface MailboxPage {
  /** Oldest first. */
  readonly messages: readonly MailMessage[];
  /** How many were pushed out by newer ones since the mailbox was last emptied. */
  readonly dropped: number;
}

/** Which messages. */
export interface MailQuery {
  /** Address of the recipient, or the key of the person. */
  readonly to?: string;
  /** The newest so many. Default and most: 1000. */
  readonly limit?: number;
}

/** Which message to wait for. */
export interface MailWait {
  /** Address of the recipient, or the key of the person. */
  readonly to?: string;
  /** Id of a message: only later ones count. Left out: the first one that is there counts. */
  readonly after?: string;
  /** More than 0, at most 600. */
  readonly timeoutSeconds: number;
}
