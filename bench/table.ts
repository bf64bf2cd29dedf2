/** A row of a Markdown table. */
export const tableRow = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** A Markdown table with its head. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] => [
  tableRow(...head),
  tableRow(...head.map(() => '---')),
  ...rows.map((cells) => tableRow(...cells)),
];
