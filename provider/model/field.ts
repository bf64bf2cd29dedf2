/** The path of a value inside a body: member names and list indexes. */
export type Segments = readonly PropertyKey[];

const plain = /^[^.[\]"]+$/;

/** Formats a path: `people[0].key`. */
export const fieldOf = (segments: Segments): string => segments.map(writeSegment).join('').replace(/^\./, '');

const writeSegment = (segment: PropertyKey): string => {
  const text = String(segment);
  if (/^\d+$/.test(text)) return `[${text}]`;
  return plain.test(text) ? `.${text}` : `[${JSON.stringify(text)}]`;
};

/** Parses a path such as `people[0].key`. */
export const segmentsOf = (field: string): Segments =>
  [...field.matchAll(/\[("(?:[^"\\]|\\.)*")\]|([^.[\]]+)/g)].map(([, quoted, name = '']) =>
    quoted === undefined ? name : (JSON.parse(quoted) as string),
  );

/** Returns the value at a path, or undefined if there is none. */
export const valueAt = (value: unknown, segments: Segments): unknown =>
  segments.reduce<unknown>(
    (at, segment) => (typeof at === 'object' && at !== null && Object.hasOwn(at, segment) ? Reflect.get(at, segment) : undefined),
    value,
  );

/** Maximum length of a quoted value, in characters. */
const LONGEST_QUOTE = 80;

/** Formats a found value for a message: JSON, truncated after 80 characters. */
export const quoteValue = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  if (typeof value === 'function') return 'a function';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
};
