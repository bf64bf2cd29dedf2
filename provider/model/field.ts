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
