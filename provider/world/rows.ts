import type { DeathCause } from '../model/index.ts';
import type { Row, RowKeys, RowOwner, WorldStore } from '../store/index.ts';
import { aged } from './ageing.ts';
import { nowEpochSeconds } from './clock.ts';
import { secretOf } from './row-secrets.ts';

/** A row with its current age. */
export type AgedRow = Omit<Row, 'writtenAtAgeSeconds'>;

/** Learns of every secret that a world keeps. */
export type SecretListener = (name: string, value: string) => void;

/**
 * The rows of a world with its age applied: rows written before the world was aged are older. Whatever is written here and is
 * a secret is announced, before anybody can send it.
 */
export class Rows {
  readonly #store: WorldStore;
  readonly #ageSeconds: () => number;
  readonly #announce: SecretListener;

  constructor(store: WorldStore, ageSeconds: () => number, announce: SecretListener) {
    this.#store = store;
    this.#ageSeconds = ageSeconds;
    this.#announce = announce;
  }

  async read(kind: string, id: string): Promise<AgedRow | undefined> {
    const row = await this.#store.read(kind, id);
    return row && this.#aged(kind, row);
  }

  async write(kind: string, id: string, payload: Readonly<Record<string, unknown>>, keys: RowKeys = {}): Promise<void> {
    this.#tell(kind, { id, payload });
    await this.#store.write(kind, { id, payload, keys, writtenAtAgeSeconds: this.#ageSeconds() });
  }

  /** Replaces the payload of a live row. An ended row stays ended. */
  async amend(kind: string, id: string, payload: Readonly<Record<string, unknown>>): Promise<boolean> {
    return this.#store.amend(kind, id, payload, this.#ageSeconds());
  }

  async consume(kind: string, id: string): Promise<boolean> {
    return this.#store.consume(kind, id, this.#stamp());
  }

  async kill(kind: string, which: RowKeys & { readonly id?: string }, why: DeathCause): Promise<number> {
    return this.#store.kill(kind, which, { why, atEpochSeconds: this.#stamp() });
  }

  async list(kind: string, which?: RowKeys): Promise<readonly AgedRow[]> {
    return (await this.#store.list(kind, which)).map((row) => this.#aged(kind, row));
  }

  /** Rows that neither ended nor were consumed. Costs what these are. */
  async listUnused(kind: string, which: RowKeys): Promise<readonly AgedRow[]> {
    return (await this.#store.listUnused(kind, which)).map((row) => this.#aged(kind, row));
  }

  count(kind: string): Promise<number> {
    return this.#store.count(kind);
  }

  /** The row of this owner that was written last. */
  async newest(kind: string, owner: RowOwner): Promise<AgedRow | undefined> {
    const row = await this.#store.newest(kind, owner);
    return row && this.#aged(kind, row);
  }

  async remove(kind: string, id: string): Promise<boolean> {
    return this.#store.remove(kind, id);
  }

  async clear(kind: string): Promise<void> {
    await this.#store.clear(kind);
  }

  /** Returns the stored rows, for a snapshot. */
  async kept(kind: string): Promise<readonly Row[]> {
    return this.#store.list(kind);
  }

  /** Replaces all rows of this kind by those of a snapshot. */
  async restore(kind: string, rows: readonly Row[]): Promise<void> {
    await this.#store.clear(kind);
    for (const { died, consumedAtEpochSeconds, ...row } of rows) {
      this.#tell(kind, row);
      await this.#store.write(kind, row);
      if (consumedAtEpochSeconds !== undefined) await this.#store.consume(kind, row.id, consumedAtEpochSeconds);
      if (died) await this.#store.kill(kind, { id: row.id }, died);
    }
  }

  #tell(kind: string, row: Pick<Row, 'id' | 'payload'>): void {
    const secret = secretOf(kind, row);
    if (secret) this.#announce(...secret);
  }

  /** A row ends or is consumed long after it was written, so these times have their own age. */
  #stamp(): number {
    return nowEpochSeconds() + this.#ageSeconds();
  }

  #aged(kind: string, row: Row): AgedRow {
    const age = this.#ageSeconds();
    if (age === 0 && row.writtenAtAgeSeconds === 0) return row;
    const { died, consumedAtEpochSeconds, writtenAtAgeSeconds, ...rest } = row;
    return {
      ...rest,
      payload: aged(kind, row.payload, age - writtenAtAgeSeconds),
      ...(died && { died: { ...died, atEpochSeconds: died.atEpochSeconds - age } }),
      ...(consumedAtEpochSeconds !== undefined && { consumedAtEpochSeconds: consumedAtEpochSeconds - age }),
    };
  }
}
