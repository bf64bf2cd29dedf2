import type { HeaderList } from '../model/index.ts';
import { keepBody } from './body-text.ts';
import type { ExchangeFacts, WireRecord } from './record.ts';

/**
 * An exchange under way. Everything is taken down by reference and read later. After its end, a second end changes
 * nothing.
 */
export interface OpenExchange {
  readonly id: string;
  /** Adds what became known; what is left out stays. */
  note(facts: ExchangeFacts): void;
  /** A behaviour or fault says why the answer is as it is. */
  because(id: string, why: string): void;
  struck(faultId: string): void;
  /** Ends the exchange with the answer that goes out. */
  answered(reply: { readonly status: number; readonly headers: HeaderList; readonly body: string | Uint8Array }): void;
  /** Ends the exchange: no answer goes out. */
  dropped(): void;
}

/** Stores the record when it is complete. */
export interface RecordStore {
  readonly bodyLimitBytes: number;
  keep(record: WireRecord): void;
}

/** Writes one record. */
export class ExchangeRecording implements OpenExchange {
  readonly #store: RecordStore;
  readonly #record: WireRecord;
  #isOpen = true;

  constructor(store: RecordStore, record: WireRecord) {
    this.#store = store;
    this.#record = record;
  }

  get id(): string {
    return `x${this.#record.number}`;
  }

  note(facts: ExchangeFacts): void {
    const record = this.#record;
    record.endpoint = facts.endpoint ?? record.endpoint;
    record.client = facts.client ?? record.client;
    record.person = facts.person ?? record.person;
    record.flow = facts.flow ?? record.flow;
    record.grantType = facts.grantType ?? record.grantType;
    record.stale ||= facts.stale === true;
    record.suggestion = facts.suggestion ?? record.suggestion;
    if (facts.sentMail !== undefined) record.sentMail = [...(record.sentMail ?? []), facts.sentMail];
  }

  because(id: string, why: string): void {
    this.#record.because.push({ id, why });
  }

  struck(faultId: string): void {
    this.#record.faults.push(faultId);
  }

  answered({ status, headers, body }: Parameters<OpenExchange['answered']>[0]): void {
    this.#end({ status, headers, body: keepBody(body, this.#store.bodyLimitBytes) });
  }

  dropped(): void {
    this.#end(undefined);
  }

  #end(reply: WireRecord['reply']): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#record.reply = reply;
    this.#store.keep(this.#record);
  }
}
