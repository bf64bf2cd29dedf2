import type { DeathCause } from '../model/index.ts';

/** What a row can be found and ended by. */
export interface RowKeys {
  readonly grantId?: string;
  readonly sub?: string;
  readonly clientId?: string;
  readonly uid?: string;
  readonly persona?: string;
  /** Of a person, in lower case. */
  readonly email?: string;
}

/** A person and a client of a persona. */
export type RowOwner = Required<Pick<RowKeys, 'sub' | 'clientId' | 'persona'>>;

export interface Death {
  readonly why: DeathCause;
  readonly atEpochSeconds: number;
}

/** A row of a world. An ended row stays as a tombstone with the reason. */
export interface Row {
  readonly id: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly keys: RowKeys;
  /** Age of the world when the payload was written, seconds; what is read later is older by the difference. */
  readonly writtenAtAgeSeconds: number;
  readonly died?: Death;
  /** Set once, by `consume`. */
  readonly consumedAtEpochSeconds?: number;
}

/** A row as it is written. */
export type NewRow = Omit<Row, 'died' | 'consumedAtEpochSeconds'>;

/**
 * The memory of one world. Rows are returned as they are held: a reader never changes one. At most `capacity`
 * rows of a kind are kept; the oldest make room.
 */
export interface WorldStore {
  read(kind: string, id: string): Promise<Row | undefined>;
  /** Adds or replaces; a replaced row lives again. */
  write(kind: string, row: NewRow): Promise<void>;
  /** Replaces the payload of a living row, which keeps its keys and its place; false for an absent or dead one. */
  amend(kind: string, id: string, payload: Row['payload'], writtenAtAgeSeconds: number): Promise<boolean>;
  /** Compare-and-set: true for exactly one caller, however many race. False for an absent or dead row. */
  consume(kind: string, id: string, atEpochSeconds: number): Promise<boolean>;
  /** Ends every live row that matches all given keys and the id. Returns the number. */
  kill(kind: string, which: RowKeys & { readonly id?: string }, death: Death): Promise<number>;
  /** Rows that fit, living and dead, oldest first. */
  list(kind: string, which?: RowKeys): Promise<readonly Row[]>;
  /** The rows among them that are neither ended nor consumed. Costs what these are, however many ended before. */
  listUnused(kind: string, which?: RowKeys): Promise<readonly Row[]>;
  /** Number of rows of a kind, living and dead. */
  count(kind: string): Promise<number>;
  /** The row of this owner that was written last, living or dead. */
  newest(kind: string, owner: RowOwner): Promise<Row | undefined>;
  /** Deletes a row. True if it existed. */
  remove(kind: string, id: string): Promise<boolean>;
  /** Deletes every row of a kind. */
  clear(kind: string): Promise<void>;
}

/** Where the state of worlds lives. */
export interface Store extends AsyncDisposable {
  open(world: string): WorldStore;
  /** Deletes a world. */
  drop(world: string): Promise<void>;
}
