type Json = Readonly<Record<string, unknown>>;

/** A selection of members: `true` takes all of it. */
export type Selection = true | ReadonlyMap<string, Selection>;

const NAME = /[A-Za-z_][\w-]*|\*/y;

interface Cursor {
  readonly text: string;
  at: number;
}

const take = (cursor: Cursor, sign: string): boolean => {
  if (cursor.text[cursor.at] !== sign) return false;
  cursor.at += 1;
  return true;
};

const takeName = (cursor: Cursor): string | undefined => {
  NAME.lastIndex = cursor.at;
  const found = NAME.exec(cursor.text)?.[0];
  cursor.at += found?.length ?? 0;
  return found;
};

const merge = (a: Selection | undefined, b: Selection): Selection => {
  if (a === undefined || b === true) return b;
  return a === true ? a : new Map([...a, ...b]);
};

/** `name`, `name/inner`, `name(inner,inner)`. */
const readPath = (cursor: Cursor, depth: number): readonly [string, Selection] | undefined => {
  const name = takeName(cursor);
  if (name === undefined || depth > 8) return undefined;
  if (take(cursor, '/')) {
    const inner = readPath(cursor, depth + 1);
    return inner && [name, new Map([inner])];
  }
  if (!take(cursor, '(')) return [name, true];
  const inner = readList(cursor, depth + 1);
  return inner && take(cursor, ')') ? [name, inner] : undefined;
};

const readList = (cursor: Cursor, depth: number): Selection | undefined => {
  const selection = new Map<string, Selection>();
  do {
    while (take(cursor, ' ')) {}
    const path = readPath(cursor, depth);
    if (!path) return undefined;
    selection.set(path[0], merge(selection.get(path[0]), path[1]));
  } while (take(cursor, ','));
  return selection;
};

/** Parses a `fields` parameter: `files(id,name),nextPageToken`, `files/id`, `*`. Undefined if it is malformed. */
export const readFields = (text: string): Selection | undefined => {
  const cursor: Cursor = { text, at: 0 };
  const selection = readList(cursor, 0);
  return cursor.at === text.length ? selection : undefined;
};

/** Returns the selected members, in the order of the object. */
export const select = (value: unknown, selection: Selection): unknown => {
  if (selection === true || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => select(item, selection));
  const rest = selection.get('*');
  const wanted = Object.entries(value as Json).map(([name, member]) => [name, member, selection.get(name) ?? rest] as const);
  return Object.fromEntries(
    wanted.flatMap(([name, member, inner]) => (inner === undefined ? [] : [[name, select(member, inner)]])),
  );
};

/** Members that a resource may have; `true` for a plain value. */
export type Known = { readonly [name: string]: Known | true };

/** Returns the first selected name that a resource does not have. Undefined if all are valid. */
export const unknownField = (selection: Selection, known: Known | true): string | undefined => {
  if (selection === true) return undefined;
  for (const [name, inner] of selection) {
    if (name === '*') continue;
    const below = known !== true && Object.hasOwn(known, name) ? known[name] : undefined;
    const unknown = below === undefined ? name : unknownField(inner, below);
    if (unknown !== undefined) return unknown;
  }
  return undefined;
};
