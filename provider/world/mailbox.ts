import {
  type IncomingMail,
  LoginLabError,
  type MailboxPage,
  type MailMessage,
  type MailQuery,
  type MailWait,
  type OutgoingMail,
} from '../model/index.ts';
import { nowEpochSeconds } from './clock.ts';
import { linksOf } from './mail-links.ts';
import type { People } from './people.ts';
import { randomLower } from './random.ts';
import type { AgedRow, Rows } from './rows.ts';

const KIND = 'Message';
const MOST_MESSAGES = 1000;
const MOST_SECONDS = 600;

/** The sending persona, and the default sender address. */
export interface MailSender {
  readonly persona: string;
  readonly from: string;
}

const messageOf = ({ id, payload }: AgedRow): MailMessage => ({ ...payload, id }) as unknown as MailMessage;

const isFor = (to: string | undefined) => (message: MailMessage) =>
  to === undefined || message.to.toLowerCase() === to.toLowerCase() || message.person === to;

/** Returns the messages after this id. All messages if the id does not exist any more. */
const after = (messages: readonly MailMessage[], id: string | undefined): readonly MailMessage[] =>
  messages.slice(messages.findIndex((message) => message.id === id) + 1);

const checkedLimit = (limit: number): number => {
  if (Number.isInteger(limit) && limit >= 1 && limit <= MOST_MESSAGES) return limit;
  throw new LoginLabError('usage', `Expected a limit of 1 to ${MOST_MESSAGES}, found ${limit}.`, { field: 'limit' });
};

const checkedTimeoutMs = (seconds: number): number => {
  if (seconds > 0 && seconds <= MOST_SECONDS) return seconds * 1000;
  const message = `Expected a time above 0 and at most ${MOST_SECONDS} seconds, found ${seconds}.`;
  throw new LoginLabError('usage', message, { field: 'timeoutSeconds' });
};

/** Opens the links of a message before its recipient sees it; undefined if nobody does. Never rejects. */
export type ScanMail = (message: MailMessage) => Promise<void> | undefined;

/** Messages to the people of one world, from personas and from apps. Nothing leaves the lab. */
export class Mailbox {
  /** Number of messages that newer ones replaced. */
  dropped = 0;
  readonly #rows: Rows;
  readonly #people: People;
  readonly #scan: ScanMail;
  /** Ids of the messages that a scanner looks at: they have not arrived yet. */
  readonly #held = new Set<string>();
  #changed = Promise.withResolvers<void>();

  constructor(rows: Rows, people: People, scan: ScanMail = () => undefined) {
    this.#rows = rows;
    this.#people = people;
    this.#scan = scan;
  }

  /** A message of a persona. */
  send({ persona, from }: MailSender, mail: OutgoingMail): Promise<MailMessage> {
    return this.#put({ from, ...mail, persona });
  }

  /** A message from outside. */
  deliver(mail: IncomingMail): Promise<MailMessage> {
    return this.#put(mail);
  }

  /** Returns the newest matching messages, oldest first. Throws `usage` for an invalid limit. */
  async list({ to, limit = MOST_MESSAGES }: MailQuery = {}): Promise<MailboxPage> {
    const most = checkedLimit(limit);
    return { messages: (await this.#messages(to)).slice(-most), dropped: this.dropped };
  }

  async find(id: string): Promise<MailMessage | undefined> {
    const row = await this.#rows.read(KIND, id);
    return row && messageOf(row);
  }

  /** Waits for the first matching message. Resolves with undefined on timeout, or when `signal` is aborted. */
  async wait({ to, after: last, timeoutSeconds }: MailWait, signal: AbortSignal): Promise<MailMessage | undefined> {
    const over = Promise.withResolvers<true>();
    const timer = setTimeout(() => over.resolve(true), checkedTimeoutMs(timeoutSeconds));
    const stop = () => over.resolve(true);
    signal.addEventListener('abort', stop);
    try {
      for (;;) {
        const changed = this.#changed.promise; // read before the search, so that no message is missed
        const [message] = after(await this.#messages(), last).filter(isFor(to));
        if (message || signal.aborted) return message;
        if (await Promise.race([changed, over.promise])) return undefined;
      }
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    }
  }

  /** Removes a message. True if it was there. */
  remove(id: string): Promise<boolean> {
    return this.#rows.remove(KIND, id);
  }

  /** Removes all messages and resets the count. */
  async clear(): Promise<void> {
    await this.#rows.clear(KIND);
    this.#held.clear();
    this.dropped = 0;
  }

  /** Wakes all waiting calls. */
  wake(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers<void>();
  }

  async #messages(to?: string): Promise<readonly MailMessage[]> {
    const arrived = (await this.#rows.list(KIND)).filter(({ id }) => !this.#held.has(id));
    return arrived.map(messageOf).filter(isFor(to));
  }

  async #put(mail: Omit<MailMessage, 'id' | 'links' | 'sentAtEpochSeconds' | 'person'>): Promise<MailMessage> {
    const { persona } = mail;
    const person = await this.#people.find(mail.to);
    const message = {
      ...mail,
      links: await linksOf(mail),
      sentAtEpochSeconds: nowEpochSeconds(),
      ...(person && { person: person.key }),
    };
    const id = randomLower(12);
    const whole = { ...message, id };
    this.#hold(whole);
    await this.#rows.write(KIND, id, message, { ...(persona !== undefined && { persona }), ...(person && { sub: person.sub }) });
    await this.#dropOldest();
    this.wake();
    return whole;
  }

  /** A message that is scanned arrives when the scanner has opened its links. */
  #hold(message: MailMessage): void {
    const scanned = this.#scan(message);
    if (scanned === undefined) return;
    this.#held.add(message.id);
    void scanned.then(() => {
      this.#held.delete(message.id);
      this.wake();
    });
  }

  async #dropOldest(): Promise<void> {
    const rows = await this.#rows.list(KIND);
    for (const { id } of rows.slice(0, Math.max(0, rows.length - MOST_MESSAGES)))
      if (await this.#rows.remove(KIND, id)) this.dropped += 1;
  }
}
