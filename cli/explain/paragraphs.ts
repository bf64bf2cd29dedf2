/** Joins lines into a text; empty ones are left out. */
export const lines = (...parts: readonly (string | readonly string[] | undefined)[]): string =>
  parts.flatMap((part) => (part === undefined ? [] : part)).join('\n');

/** A labelled line: the label in a column of its own. */
export const field = (label: string, value: string | undefined): string | undefined =>
  value === undefined || value === '' ? undefined : `  ${label.padEnd(14)} ${value}`;

/** A heading with a line for each item; nothing without items. */
export const section = <T>(title: string, items: readonly T[], render: (item: T) => string): readonly string[] =>
  items.length === 0 ? [] : ['', title, ...items.map(render)];
