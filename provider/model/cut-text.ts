const WORD_BREAK = /[\s"'&=<>,;{}()[\]]/;

/** Without the word at its end, through which a cut went: it may be half a secret, which nobody would recognise. */
export const withoutHalfWord = (text: string): string => {
  let end = text.length;
  while (end > 0 && !WORD_BREAK.test(text.charAt(end - 1))) end -= 1;
  return `${text.slice(0, end)}…`;
};

/** A text of at most `most` characters, cut between two words. */
export const cutText = (text: string, most: number): string => (text.length > most ? withoutHalfWord(text.slice(0, most)) : text);
