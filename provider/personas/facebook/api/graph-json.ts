const unicode = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Indent in spaces for browsers and curl. */
const INDENT = 3;

/** Serializes JSON like Facebook: `\/`, `\u0040` for the at sign, and ASCII only. Slashes and at signs occur only in strings, where the escape is equivalent. */
export const withGraphEscapes = (json: string): string =>
  json
    .replaceAll('/', '\\/')
    .replaceAll('@', '\\u0040')
    .replace(/[^\x20-\x7e\n]/g, unicode);

/** The same with an indent, for browsers and curl. */
export const prettyGraphJson = (value: unknown): string => JSON.stringify(value, undefined, INDENT);
