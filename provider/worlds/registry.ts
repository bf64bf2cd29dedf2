import { signingKeysOf } from '../../fixtures/keys/index.ts';
import { PEOPLE } from '../../fixtures/people/index.ts';
import { type Behaviour, LoginLabError } from '../model/index.ts';
import { createMemoryStore } from '../store/index.ts';
import { randomLower, realNowEpochMs, type WorldOptions, WorldState } from '../world/index.ts';

/** Unused worlds are removed after this time. */
const UNUSED_FOR_MS = 3_600_000;
const MOST_WORLDS = 10_000;

/** A world whose log is followed is in use. The default world is never removed. */
const isUnused = ({ id, lastUsedEpochMs, recorder }: WorldState): boolean =>
  id !== 'default' && !recorder.isFollowed && lastUsedEpochMs < realNowEpochMs() - UNUSED_FOR_MS;

/** The worlds of one lab, by name. */
export class Worlds {
  readonly #open = new Map<string, WorldState>();
  readonly #store = createMemoryStore();
  readonly #behaviours: readonly Behaviour[];
  readonly #more: Pick<WorldOptions, 'scanMail' | 'namesAhead'>;

  constructor(behaviours: readonly Behaviour[], more: Pick<WorldOptions, 'scanMail' | 'namesAhead'> = {}) {
    this.#behaviours = behaviours;
    this.#more = more;
  }

  open(id: string): WorldState {
    const plain = { id, store: this.#store, behaviours: this.#behaviours, keysOf: signingKeysOf, people: PEOPLE };
    const world = new WorldState({ ...plain, ...this.#more });
    this.#open.set(id, world);
    return world;
  }

  /** Opens a world. Throws `too-many` at the limit of worlds. */
  openNew(): WorldState {
    this.#dropUnused();
    if (this.#open.size < MOST_WORLDS) return this.open(randomLower(8));
    throw new LoginLabError(
      'too-many',
      `This lab has ${MOST_WORLDS} worlds, which is the limit. Close some (\`await using\` closes a world when its block ends).`,
    );
  }

  /** Returns the world with this id. Undefined if it is closed or was removed. */
  get(id: string): WorldState | undefined {
    const world = this.#open.get(id);
    if (!world || !isUnused(world)) return world;
    void this.drop(id);
    return undefined;
  }

  all(): Iterable<WorldState> {
    return this.#open.values();
  }

  ids(): readonly string[] {
    this.#dropUnused();
    return [...this.#open.keys()];
  }

  async drop(id: string): Promise<void> {
    if (id === 'default') return; // never removed
    this.#open.get(id)?.gone.abort();
    this.#open.delete(id);
    await this.#store.drop(id);
  }

  async clear(): Promise<void> {
    for (const world of this.#open.values()) world.gone.abort();
    this.#open.clear();
    await this.#store[Symbol.asyncDispose]();
  }

  #dropUnused(): void {
    for (const [id, world] of this.#open) if (isUnused(world)) void this.drop(id);
  }
}
