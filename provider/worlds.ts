import { SIGNING_KEYS } from '../fixtures/keys/index.ts';
import { PEOPLE } from '../fixtures/people/index.ts';
import { type Behaviour, LoginLabError } from './model/index.ts';
import { createMemoryStore } from './store/index.ts';
import { randomLower, realNowEpochMs, WorldState } from './world/index.ts';

/** A world that nobody used for this long makes room. */
const UNUSED_FOR_MS = 3_600_000;
const MOST_WORLDS = 10_000;

/** The worlds of one lab, by name. */
export class Worlds {
  readonly #open = new Map<string, WorldState>();
  readonly #store = createMemoryStore();
  readonly #behaviours: readonly Behaviour[];

  constructor(behaviours: readonly Behaviour[]) {
    this.#behaviours = behaviours;
  }

  open(id: string): WorldState {
    const world = new WorldState({ id, store: this.#store, behaviours: this.#behaviours, keys: SIGNING_KEYS, people: PEOPLE });
    this.#open.set(id, world);
    return world;
  }

  /** Throws `usage` when the lab holds as many worlds as it can. */
  openNew(): WorldState {
    this.#dropUnused();
    if (this.#open.size < MOST_WORLDS) return this.open(randomLower(8));
    throw new LoginLabError(
      'usage',
      `This lab holds ${MOST_WORLDS} worlds, the most it takes; close some (\`await using\` closes a world when its block ends).`,
    );
  }

  get(id: string): WorldState | undefined {
    return this.#open.get(id);
  }

  ids(): readonly string[] {
    return [...this.#open.keys()];
  }

  async drop(id: string): Promise<void> {
    if (id === 'default') return; // lives as long as its lab
    this.#open.delete(id);
    await this.#store.drop(id);
  }

  async clear(): Promise<void> {
    this.#open.clear();
    await this.#store[Symbol.asyncDispose]();
  }

  #dropUnused(): void {
    const before = realNowEpochMs() - UNUSED_FOR_MS;
    for (const [id, world] of this.#open) if (world.lastUsedEpochMs < before) void this.drop(id);
  }
}
