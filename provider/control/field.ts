/** The way to a value inside a body: member names and list positions. */
export type Segments = readonly (string | number)[];

const plain = /^[^.[\]"]+$/;

/** Writes a path as people do: `people[0].key`. */
export const fieldOf = (segments: Segments): string => segments.map(writeSegment).join('').replace(/^\./, '');

const writeSegment = (segment: string | number): string => {
  const text = String(segment);
  if (/^\d+$/.test(text)) return `[${text}]`;
  return plain.test(text) ? `.${text}` : `[${JSON.stringify(text)}]`;
};

/** Reads such a path back. */
export const segmentsOf = (field: string): Segments =>
  [...field.matchAll(/\[("(?:[^"\\]|\\.)*")\]|([^.[\]]+)/g)].map(([, quoted, name = '']) =>
    quoted === undefined ? name : (JSON.parse(quoted) as string),
  );

/**
 * JSON Pointer to a field, in its URI fragment form: `#/people/0/key`.
 * @see https://www.rfc-editor.org/rfc/rfc6901#section-6
 */
export const pointerOf = (field: string): string =>
  `#${segmentsOf(field)
    .map((segment) => `/${encodeURIComponent(String(segment).replaceAll('~', '~0').replaceAll('/', '~1'))}`)
    .join('')}`;

/** The field that such a pointer leads to. */
export const fieldOfPointer = (pointer: string): string =>
  fieldOf(
    pointer
      .slice(1)
      .split('/')
      .slice(1)
      .map((segment) => decodeURIComponent(segment).replaceAll('~1', '/').replaceAll('~0', '~')),
  );
