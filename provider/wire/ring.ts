/** Keeps the latest items of a series that is numbered from 1 on; what is older falls out. */
export class Ring<T> {
  readonly #capacity: number;
  #slots: T[] = [];
  #last = 0;
  /** Number of the last item before the ring was emptied. */
  #floor = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Number of the latest item, 0 before the first. */
  get last(): number {
    return this.#last;
  }

  /** Number of the oldest item that is kept; of the next one, when none is. */
  get oldest(): number {
    return Math.max(this.#floor, this.#last - this.#capacity) + 1;
  }

  /** How many fell out since the ring was emptied. */
  get dropped(): number {
    return this.oldest - 1 - this.#floor;
  }

  /** The item that falls out with the next one. */
  get evicted(): T | undefined {
    return this.#last - this.#floor < this.#capacity ? undefined : this.#slots[(this.#last - this.#floor) % this.#capacity];
  }

  /** Adds an item and returns its number. */
  push(item: T): number {
    this.#slots[(this.#last - this.#floor) % this.#capacity] = item;
    this.#last += 1;
    return this.#last;
  }

  /** The items that are kept, from one number to another, both included. */
  slice(from: number, to = this.#last): readonly T[] {
    const items: T[] = [];
    for (let number = Math.max(from, this.oldest); number <= Math.min(to, this.#last); number += 1) {
      const item = this.#slots[(number - 1 - this.#floor) % this.#capacity];
      if (item !== undefined) items.push(item);
    }
    return items;
  }

  find(isIt: (item: T) => boolean): T | undefined {
    return this.#slots.find(isIt);
  }

  /** Forgets all items; the numbers go on. */
  clear(): void {
    this.#slots = [];
    this.#floor = this.#last;
  }
}
