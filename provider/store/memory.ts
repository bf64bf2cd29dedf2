import type { Death, NewRow, Row, RowKeys, RowOwner, Store, WorldStore } from './store.ts';

const KEY_NAMES = ['grantId', 'sub', 'clientId', 'uid', 'persona', 'email'] as const;

const fits = (row: Row, which: RowKeys & { readonly id?: string }): boolean =>
  (which.id === undefined || which.id === row.id) &&
  KEY_NAMES.every((name) => which[name] === undefined || which[name] === row.keys[name]);

const isUnused = ({ died, consumedAtEpochSeconds }: Row): boolean => !died && consumedAtEpochSeconds === undefined;

/** Ids of rows by key, each in order of writing. */
class Index {
  /** A key with one row, such as the grant of a code, has no set of its own. */
  readonly #slots = new Map<string, string | Set<string>>();
  readonly #all = new Set<string>();

  constructor(rows: Iterable<Row> = []) {
    for (const row of rows) this.add(row);
  }

  /** In order of writing: a row that was written anew stands last, though a map keeps the place of its id. */
  get all(): Iterable<string> {
    return this.#all;
  }

  add({ id, keys }: Row): void {
    this.#all.add(id);
    for (const slot of slots(keys)) this.#addTo(slot, id);
  }

  #addTo(slot: string, id: string): void {
    const ids = this.#slots.get(slot);
    if (ids === undefined) this.#slots.set(slot, id);
    else if (typeof ids !== 'string') ids.add(id);
    else if (ids !== id) this.#slots.set(slot, new Set([ids, id]));
  }

  remove({ id, keys }: Row): void {
    if (!this.#all.delete(id)) return;
    for (const slot of slots(keys)) this.#removeFrom(slot, id);
  }

  #removeFrom(slot: string, id: string): void {
    const ids = this.#slots.get(slot);
    if (ids === id) this.#slots.delete(slot);
    if (ids === undefined || typeof ids === 'string') return;
    ids.delete(id);
    if (ids.size === 0) this.#slots.delete(slot);
  }

  /** The fewest ids that have to be looked at. Undefined without a key. */
  smallest(which: RowKeys): Iterable<string> | undefined {
    let fewest: Set<string> | undefined;
    for (const slot of slots(which)) {
      const ids = this.#slots.get(slot);
      if (ids === undefined) return [];
      if (typeof ids === 'string') return [ids];
      if (!fewest || ids.size < fewest.size) fewest = ids;
    }
    return fewest;
  }
}

const ownerOf = ({ sub, clientId, persona }: RowKeys): string | undefined =>
  sub === undefined || clientId === undefined || persona === undefined ? undefined : `${persona}\0${clientId}\0${sub}`;

/** Rows of one kind, in order of writing, found by id and by each key. */
class Table {
  readonly #rows = new Map<string, Row>();
  readonly #index = new Index();
  /** Made when somebody first asks for it: of most kinds nobody does. */
  #unused: Index | undefined;
  /** Id of the row that was written last, by owner. */
  readonly #newest = new Map<string, string>();
  readonly #capacity: number;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#rows.size;
  }

  get(id: string): Row | undefined {
    return this.#rows.get(id);
  }

  put(row: Row): void {
    const before = this.#rows.get(row.id);
    const keepsPlace = before?.keys === row.keys; // a row that only changed its state is as old as it was
    if (before && !keepsPlace) this.#unindex(before);
    this.#rows.set(row.id, row);
    if (!keepsPlace) this.#place(row);
    if (!isUnused(row)) this.#unused?.remove(row);
    if (this.#rows.size > this.#capacity) this.#evictOldest();
  }

  #place(row: Row): void {
    this.#index.add(row);
    this.#unused?.add(row);
    const owner = ownerOf(row.keys);
    if (owner !== undefined) this.#newest.set(owner, row.id);
  }

  newest(owner: RowOwner): Row | undefined {
    const id = this.#newest.get(ownerOf(owner) ?? '');
    return id === undefined ? undefined : this.#rows.get(id);
  }

  delete(id: string): boolean {
    const row = this.#rows.get(id);
    if (row) this.#unindex(row);
    return this.#rows.delete(id);
  }

  find(which: RowKeys & { readonly id?: string }): Row[] {
    return [...this.#candidates(which)].filter((row) => fits(row, which));
  }

  findUnused(which: RowKeys): Row[] {
    this.#unused ??= new Index([...this.#at(this.#index.all)].filter(isUnused));
    const ids = this.#unused.smallest(which) ?? this.#unused.all;
    return [...this.#at(ids)].filter((row) => isUnused(row) && fits(row, which));
  }

  #candidates(which: RowKeys & { readonly id?: string }): Iterable<Row> {
    const ids = which.id !== undefined ? [which.id] : this.#index.smallest(which);
    return ids ? this.#at(ids) : this.#rows.values();
  }

  *#at(ids: Iterable<string>): Iterable<Row> {
    for (const id of ids) {
      const row = this.#rows.get(id);
      if (row) yield row;
    }
  }

  #unindex(row: Row): void {
    this.#index.remove(row);
    this.#unused?.remove(row);
    const owner = ownerOf(row.keys);
    if (owner === undefined || this.#newest.get(owner) !== row.id) return;
    const { sub, clientId, persona } = row.keys as RowOwner;
    const before = this.find({ sub, clientId, persona }).findLast(({ id }) => id !== row.id);
    if (before) this.#newest.set(owner, before.id);
    else this.#newest.delete(owner);
  }

  #evictOldest(): void {
    const oldest = this.#rows.keys().next();
    if (!oldest.done) this.delete(oldest.value);
  }
}

const slots = (keys: RowKeys): string[] => {
  const found: string[] = [];
  for (const name of KEY_NAMES) if (keys[name] !== undefined) found.push(`${name}:${keys[name]}`);
  return found;
};

class MemoryWorldStore implements WorldStore {
  readonly #tables = new Map<string, Table>();
  readonly #capacity: number;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  async read(kind: string, id: string): Promise<Row | undefined> {
    return this.#tables.get(kind)?.get(id);
  }

  async write(kind: string, row: NewRow): Promise<void> {
    this.#table(kind).put(row);
  }

  async amend(kind: string, id: string, payload: Row['payload'], writtenAtAgeSeconds: number): Promise<boolean> {
    const row = this.#tables.get(kind)?.get(id);
    if (!row || row.died) return false;
    this.#table(kind).put({ ...row, payload, writtenAtAgeSeconds });
    return true;
  }

  async consume(kind: string, id: string, atEpochSeconds: number): Promise<boolean> {
    const row = this.#tables.get(kind)?.get(id);
    if (!row || row.died || row.consumedAtEpochSeconds !== undefined) return false;
    this.#table(kind).put({ ...row, consumedAtEpochSeconds: atEpochSeconds });
    return true;
  }

  async kill(kind: string, which: RowKeys & { readonly id?: string }, death: Death): Promise<number> {
    const table = this.#tables.get(kind);
    const living = table?.find(which).filter((row) => !row.died) ?? [];
    for (const row of living) table?.put({ ...row, died: death });
    return living.length;
  }

  async list(kind: string, which: RowKeys = {}): Promise<readonly Row[]> {
    return this.#tables.get(kind)?.find(which) ?? [];
  }

  async listUnused(kind: string, which: RowKeys = {}): Promise<readonly Row[]> {
    return this.#tables.get(kind)?.findUnused(which) ?? [];
  }

  async count(kind: string): Promise<number> {
    return this.#tables.get(kind)?.size ?? 0;
  }

  async newest(kind: string, owner: RowOwner): Promise<Row | undefined> {
    return this.#tables.get(kind)?.newest(owner);
  }

  async remove(kind: string, id: string): Promise<boolean> {
    return this.#tables.get(kind)?.delete(id) ?? false;
  }

  async clear(kind: string): Promise<void> {
    this.#tables.delete(kind);
  }

  #table(kind: string): Table {
    const known = this.#tables.get(kind);
    if (known) return known;
    const fresh = new Table(this.#capacity);
    this.#tables.set(kind, fresh);
    return fresh;
  }
}

/** Keeps everything in this process. `capacity`: rows of one kind in one world, default 10,000. */
export const createMemoryStore = (options: { readonly capacity?: number } = {}): Store => {
  const worlds = new Map<string, WorldStore>();
  return {
    open(world) {
      const known = worlds.get(world);
      if (known) return known;
      const fresh = new MemoryWorldStore(options.capacity ?? 10_000);
      worlds.set(world, fresh);
      return fresh;
    },
    async drop(world) {
      worlds.delete(world);
    },
    async [Symbol.asyncDispose]() {
      worlds.clear();
    },
  };
};
