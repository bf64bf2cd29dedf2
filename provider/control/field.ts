import { fieldOf, segmentsOf } from '../model/index.ts';

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
