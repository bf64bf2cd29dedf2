/** JSON values, written small: each text once, and of objects with the same members the names once. */
type Packed = number | string | boolean | null | readonly Packed[];

/** A packed value. In `value` a number stands for a text, a text for a number, and a list begins with its kind. */
export interface Pack {
  readonly texts: readonly string[];
  /** Names of members, as numbers of texts. */
  readonly shapes: readonly (readonly number[])[];
  readonly value: Packed;
}

/** Numbers things in the order in which they are first seen. */
class Numbering {
  readonly #numbers = new Map<string, number>();

  of(key: string): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.#numbers.size);
    return this.#numbers.size - 1;
  }

  get keys(): readonly string[] {
    return [...this.#numbers.keys()];
  }
}

/** Kind of a list; objects have the number of their shape, from 1. */
const LIST = 0;

/** Packs a value that JSON can hold; members that are `undefined` are left out. */
export const pack = (value: unknown): Pack => {
  const texts = new Numbering();
  const shapes = new Numbering();
  const walk = (each: unknown): Packed => {
    if (typeof each === 'string') return texts.of(each);
    if (typeof each === 'number') return String(each);
    if (typeof each === 'boolean' || each === null || each === undefined) return each ?? null;
    if (Array.isArray(each)) return [LIST, ...each.map(walk)];
    const members = Object.entries(each).filter(([, member]) => member !== undefined);
    const shape = shapes.of(JSON.stringify(members.map(([name]) => texts.of(name))));
    return [shape + 1, ...members.map(([, member]) => walk(member))];
  };
  const packed = walk(value);
  return { texts: texts.keys, shapes: shapes.keys.map((names): number[] => JSON.parse(names)), value: packed };
};

/** The value of a pack. */
export const unpack = ({ texts, shapes, value }: Pack): unknown => {
  const names = shapes.map((shape) => shape.map((text) => texts[text] ?? ''));
  const walk = (each: Packed): unknown => {
    if (typeof each === 'number') return texts[each];
    if (typeof each === 'string') return Number(each);
    if (typeof each === 'boolean' || each === null) return each;
    const [kind, ...members] = each;
    if (kind === LIST) return members.map(walk);
    const shape = names[Number(kind) - 1] ?? [];
    // `fromEntries` defines members: one called `__proto__` stays a member.
    return Object.fromEntries(shape.map((name, place) => [name, walk(members[place] ?? null)]));
  };
  return walk(value);
};
