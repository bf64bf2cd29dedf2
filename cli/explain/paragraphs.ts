/** Joins lines into a text; empty ones are left out. */
export const lines = (...parts: readonly (string | readonly string[] | undefined)[]): string =>
  parts.flatMap((part) => (part === undefined ? [] : part)).join('\n');

/** A labelled line: the label in a column of its own. */
export const field = (label: string, value: string | undefined): string | undefined =>
  value === undefined || value === '' ? undefined : `  ${label.padEnd(14)} ${value}`;
