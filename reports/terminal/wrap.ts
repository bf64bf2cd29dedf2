/** Width of a text on a line. Ids and addresses only, so every character counts one. */
export const measure = (text: string): number => [...text].length;

/** Text at its width: filled with spaces, or cut with an ellipsis. */
export const pad = (text: string, width: number): string => {
  const characters = [...text];
  if (characters.length <= width) return text + ' '.repeat(width - characters.length);
  return `${characters.slice(0, Math.max(0, width - 1)).join('')}…`;
};

/** Wraps a text between words, so that each line fits with its indent; a longer word stays whole. */
export const wrap = (
  text: string,
  width: number,
  first: string,
  rest: string = ' '.repeat(measure(first)),
): readonly string[] => {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    if (!empty && measure(line) + 1 + measure(word) > width) {
      lines.push(line);
      line = rest;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line.trimEnd()];
};
