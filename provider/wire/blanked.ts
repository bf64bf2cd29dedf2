interface Span {
  readonly start: number;
  readonly end: number;
}

/** Letters of which base64 and hexadecimal digits are made. */
const OF_A_RUN = /[\w+/-]/;

/** True where nothing that was encoded as one goes on beyond the span. */
const standsAlone = (text: string, { start, end }: Span): boolean =>
  !OF_A_RUN.test(text[start - 1] ?? ' ') && !OF_A_RUN.test(text[end] ?? ' ');

/**
 * A text of the same length with spaces in place of what is known already: it need not be decoded, and what is left is the same in
 * most exchanges.
 */
export const blanked = (text: string, spans: readonly Span[]): string => {
  let out = '';
  let from = 0;
  for (const { start, end } of [...spans].sort((one, other) => one.start - other.start)) {
    if (start < from || !standsAlone(text, { start, end })) continue;
    out += text.slice(from, start) + ' '.repeat(end - start);
    from = end;
  }
  return from === 0 ? text : out + text.slice(from);
};
