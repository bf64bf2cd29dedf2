import { setImmediate as othersTurn } from 'node:timers/promises';
import { type Exchange, LoginLabError, type Suggestion, type WireEvent, type WirePage } from '../model/index.ts';
import { BodyRoom } from './body-room.ts';
import { BODY_LIMIT_BYTES, keepBody } from './body-text.ts';
import { describeRecord } from './describe.ts';
import { type Followed, followLog, type Place } from './follow.ts';
import { KnownSecrets } from './known-secrets.ts';
import { ExchangeRecording, type OpenExchange, type RecordStore } from './open-exchange.ts';
import { Ordinals, TURN } from './ordinals.ts';
import type { Opening, WireRecord } from './record.ts';
import { redactSeen, redactSuggestion, redactText } from './redact.ts';
import { Ring } from './ring.ts';
import type { SecretKind } from './secret-names.ts';
import { type Sender, sendersIn } from './senders.ts';

export interface RecorderOptions {
  readonly world: string;
  /** Exchanges that are kept. Default 10,000. */
  readonly capacity?: number;
  /** Bytes of each body that are kept. Default 65,536. */
  readonly bodyLimitBytes?: number;
  /** Secrets that are remembered. Default 1,000,000. */
  readonly mostSecrets?: number;
  /** See the option of the lab. Default true. */
  readonly namesAhead?: boolean | undefined;
  readonly nowEpochMs: () => number;
  /** By how much the world is aged; default: not at all. */
  readonly agedSeconds?: () => number;
  /** By how much the world is shifted; default: not at all. */
  readonly shiftedSeconds?: () => number;
}

export interface ReadQuery {
  /** Only what ended after this sequence number. Default 0. */
  readonly after?: number | undefined;
  /** Most exchanges of the page; all when left out. */
  readonly limit?: number | undefined;
  /** Show secrets as they are. Default false. */
  readonly reveal?: boolean | undefined;
}

/** The wire log of one world: a ring of ended exchanges, numbered in the order in which they ended. */
export interface Recorder {
  begin(opening: Opening): OpenExchange;
  /** Registers an issued value as a secret, so that it is redacted in unexpected places too. */
  registerSecret(kind: SecretKind, value: string): void;
  /**
   * Ended exchanges after a sequence number, oldest first. `last` is the number to read on from: of the page when
   * `limit` cut it, else of the log. `dropped` counts from the last reset.
   */
  read(query?: ReadQuery): WirePage;
  /** The same as `read` answers, in turns: exchanges that are under way go on while a long log is read. */
  readInTurns(query?: ReadQuery): Promise<WirePage>;
  /** Returns an ended exchange. Undefined if it does not exist, is in progress, or was removed. */
  find(id: string, query?: Pick<ReadQuery, 'reveal'>): Exchange | undefined;
  /** A text for a person or a program, without the secrets of this world. */
  redact(text: string): string;
  redactSuggestion(suggestion: Suggestion): Suggestion;
  /** Resolves when no exchange is in progress. */
  idle(): Promise<void>;
  /** The log from after a sequence number, as it grows, until the signal is aborted. */
  follow(query: { readonly after: number; readonly reveal: boolean; readonly signal: AbortSignal }): AsyncIterable<WireEvent>;
  /** True while the log is followed. */
  readonly isFollowed: boolean;
  /** Gives the secrets so far their names, in turns, so that the next reader need not wait. */
  settle(): Promise<void>;
  /** What the log shows in place of a value (`access-token#2`); undefined before an exchange carried it. */
  labelOf(value: string): string | undefined;
  /** Who sent each exchange that ended since the last reset. */
  senders(): readonly Sender[];
  /** The highest sequence number so far: pass it as `after` to read only what comes next. */
  mark(): number;
  /** Empties the ring. Ids, sequence numbers and ordinals go on; what is still under way will end `stale`. */
  clear(): void;
}

class WorldRecorder implements Recorder, RecordStore, Followed {
  readonly bodyLimitBytes: number;
  readonly #world: string;
  readonly #nowEpochMs: () => number;
  readonly #agedSeconds: () => number;
  readonly #shiftedSeconds: () => number;
  readonly #ring: Ring<WireRecord>;
  readonly #ordinals: Ordinals;
  readonly #listeners = new Set<() => void>();
  /** Those who follow, waiting or reading. */
  followers = 0;
  resets = 0;
  #waiting: (() => void)[] = [];
  #begun = 0;
  #open = 0;
  readonly #bodies: BodyRoom;
  /** Number of the exchange that began last before the last reset. */
  #begunAtReset = 0;

  constructor({
    world,
    capacity = 10_000,
    bodyLimitBytes = BODY_LIMIT_BYTES,
    mostSecrets,
    namesAhead = true,
    nowEpochMs,
    agedSeconds = () => 0,
    shiftedSeconds = () => 0,
  }: RecorderOptions) {
    this.bodyLimitBytes = bodyLimitBytes;
    this.#world = world;
    this.#nowEpochMs = nowEpochMs;
    this.#agedSeconds = agedSeconds;
    this.#shiftedSeconds = shiftedSeconds;
    this.#ring = new Ring(capacity);
    this.#bodies = new BodyRoom(this.#ring);
    this.#ordinals = new Ordinals(world, this.#ring, new KnownSecrets(mostSecrets), namesAhead);
  }

  begin({ persona, method, url, vendorUrl, headers, body, process }: Opening): OpenExchange {
    this.#begun += 1;
    this.#open += 1;
    return new ExchangeRecording(this, {
      number: this.#begun,
      opening: { persona, method, url, vendorUrl, headers, process },
      body: keepBody(body, this.bodyLimitBytes),
      startedAtEpochMs: this.#nowEpochMs(),
      startedAtMs: performance.now(),
      agedSeconds: this.#agedSeconds(),
      shiftedSeconds: this.#shiftedSeconds(),
      sequence: 0,
      durationMs: 0,
      reply: undefined,
      endpoint: 'unknown',
      client: undefined,
      person: undefined,
      flow: undefined,
      grantType: undefined,
      stale: false,
      because: [],
      faults: [],
    });
  }

  keep(record: WireRecord): void {
    record.durationMs = Math.round((performance.now() - record.startedAtMs) * 1000) / 1000;
    if (record.number <= this.#begunAtReset) record.stale = true;
    this.#bodies.leave(this.#ring.evicted);
    record.sequence = this.#ring.push(record);
    this.#bodies.enter(record);
    this.#open -= 1;
    if (this.#open === 0) this.#wake();
    this.#notify();
    this.#ordinals.catchUp(() => this.#open === 0);
  }

  registerSecret(kind: SecretKind, value: string): void {
    this.#ordinals.announce(kind, value);
  }

  read({ after = 0, limit = Number.POSITIVE_INFINITY, reveal = false }: ReadQuery = {}): WirePage {
    return this.#page({ after, limit }, this.#reader(reveal));
  }

  #stretch({ after, limit }: Place): { readonly from: number; readonly to: number } {
    const from = Math.max(after + 1, this.#ring.oldest);
    return { from, to: Math.min(this.#ring.last, from + limit - 1) };
  }

  #page(place: Place, show: (record: WireRecord) => Exchange): WirePage {
    const { last, dropped } = this.#ring;
    const { from, to } = this.#stretch(place);
    return { exchanges: this.#ring.slice(from, to).map(show), last: Math.min(last, Math.max(to, place.after)), dropped };
  }

  settle(): Promise<void> {
    return this.#ordinals.settle();
  }

  seeSome(place: Place): boolean {
    return this.#ordinals.seeTowards(this.#stretch(place).to);
  }

  readSeen(place: Place): WirePage {
    return this.#page(place, (record) => redactSeen(describeRecord(record, this.#world), this.#ordinals.secrets));
  }

  get begun(): number {
    return this.#begun;
  }

  async readInTurns({ after = 0, limit = Number.POSITIVE_INFINITY, reveal = false }: ReadQuery = {}): Promise<WirePage> {
    const to = Math.min(this.#ring.last, Math.max(after + 1, this.#ring.oldest) + limit - 1);
    if (!reveal) await this.settle();
    let page = this.read({ after, limit: Math.min(limit, TURN), reveal });
    const exchanges = [...page.exchanges];
    while (page.last < to) {
      await othersTurn();
      page = this.read({ after: page.last, limit: Math.min(TURN, to - page.last), reveal });
      exchanges.push(...page.exchanges);
    }
    return { ...page, exchanges };
  }

  find(id: string, { reveal = false }: Pick<ReadQuery, 'reveal'> = {}): Exchange | undefined {
    const wanted = Number(/^x([1-9]\d{0,14})$/.exec(id)?.[1]);
    const record = this.#ring.find(({ number }) => number === wanted);
    return record && this.#reader(reveal)(record);
  }

  redact(text: string): string {
    this.#ordinals.see();
    return redactText(this.#ordinals.secrets, text);
  }

  redactSuggestion(suggestion: Suggestion): Suggestion {
    this.#ordinals.see();
    return redactSuggestion(this.#ordinals.secrets, suggestion);
  }

  idle(): Promise<void> {
    if (this.#open === 0) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  follow(query: Parameters<Recorder['follow']>[0]): AsyncIterable<WireEvent> {
    return this.#counted(followLog(this, query));
  }

  async *#counted(events: AsyncIterable<WireEvent>): AsyncGenerator<WireEvent, void, undefined> {
    this.followers += 1;
    try {
      yield* events;
    } finally {
      this.followers -= 1;
    }
  }

  get isFollowed(): boolean {
    return this.followers > 0;
  }

  labelOf(value: string): string | undefined {
    this.#ordinals.see();
    return this.#ordinals.secrets.labelOf(value);
  }

  senders(): readonly Sender[] {
    return sendersIn(this.#ring);
  }

  mark(): number {
    return this.#ring.last;
  }

  clear(): void {
    this.#ordinals.reset();
    this.#ring.clear();
    this.#bodies.clear();
    this.#begunAtReset = this.#begun;
    this.resets += 1;
    this.#notify();
  }

  #reader(reveal: boolean): (record: WireRecord) => Exchange {
    if (reveal) return (record) => describeRecord(record, this.#world);
    this.#ordinals.see();
    return (record) => redactSeen(describeRecord(record, this.#world), this.#ordinals.secrets);
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}

const mustBeCount = (name: string, value: number | undefined): void => {
  if (value === undefined || (Number.isSafeInteger(value) && value > 0)) return;
  const message = `Making a wire recorder: \`${name}\` must be a whole number above 0, but is ${value}. Leave it out for the default.`;
  throw new LoginLabError('usage', message, { field: name });
};

/** Makes the wire log of a world. Throws `usage` for a `capacity` or `bodyLimitBytes` that is no whole number above 0. */
export const createRecorder = (options: RecorderOptions): Recorder => {
  mustBeCount('capacity', options.capacity);
  mustBeCount('bodyLimitBytes', options.bodyLimitBytes);
  return new WorldRecorder(options);
};
