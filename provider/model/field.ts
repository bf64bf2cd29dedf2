/** The way to a value inside a body: member names and list positions. */
export type Segments = readonly PropertyKey[];

const plain = /^[^.[\]"]+$/;

/** Writes a path as people do: `people[0].key`. */
export const fieldOf = (segments: Segments): string => segments.map(writeSegment).join('').replace(/^\./, '');

const writeSegment = (segment: PropertyKey): string => {
  const text = String(segment);
  if (/^\d+$/.test(text)) return `[${text}]`;
  return plain.test(text) ? `.${text}` : `[${JSON.stringify(text)}]`;
};

/** Reads such a path back. */
export const segmentsOf = (field: string): Segments =>
  [...field.matchAll(/\[("(?:[^"\\]|\\.)*")\]|([^.[\]]+)/g)].map(([, quoted, name = '']) =>
    quoted === undefined ? name : (JSON.parse(quoted) as string),
  );

/** The value at the end of such a way; undefined where the way ends before. */
export const valueAt = (value: unknown, segments: Segments): unknown =>
  segments.reduce<unknown>(
    (at, segment) => (typeof at === 'object' && at !== null && Object.hasOwn(at, segment) ? Reflect.get(at, segment) : undefined),
    value,
  );

/** Longest quotation of a value, in characters. */
const LONGEST_QUOTE = 80;

/** A value as a message shows what was found: JSON, cut after 80 characters. */
export const quoteValue = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  if (typeof value === 'function') return 'a function';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
};
