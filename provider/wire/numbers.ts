const FIRST_ROOM = 64;

/** A list of whole numbers below 2³², 4 bytes each. */
export class Numbers {
  #room = new Uint32Array(FIRST_ROOM);
  length = 0;

  get(place: number): number {
    return this.#room[place] ?? 0;
  }

  set(place: number, value: number): void {
    this.#reserve(place + 1);
    this.#room[place] = value;
    this.length = Math.max(this.length, place + 1);
  }

  /** Adds numbers and returns the place of the first. */
  push(...values: readonly number[]): number {
    const place = this.length;
    this.#reserve(place + values.length);
    this.#room.set(values, place);
    this.length += values.length;
    return place;
  }

  #reserve(length: number): void {
    if (length <= this.#room.length) return;
    const room = new Uint32Array(Math.max(length, Math.ceil(this.#room.length * 1.5)));
    room.set(this.#room);
    this.#room = room;
  }
}
