const name = (character: string): string => {
  const code = character.codePointAt(0) ?? 0;
  const digits = code.toString(16).padStart(4, '0');
  return code > 0xffff ? `\\u{${digits}}` : `\\u${digits}`;
};

// Control characters move a terminal's cursor or are illegal in XML; bidi overrides reorder text; lone surrogates and
// noncharacters such as U+FFFE are errors in HTML and XML.
const HIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be replaced
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}|\p{Noncharacter_Code_Point}/gu;

/** Most texts have only such characters. */
const PLAIN = /^[\n\t -~]*$/;

/** Text with every invisible or illegal character spelled out (`\u001b`); tabs and line feeds stay. */
export const visible = (text: string): string => (PLAIN.test(text) ? text : text.replaceAll('\r\n', '\n').replace(HIDDEN, name));

/** As `visible`, on one line. */
export const visibleLine = (text: string): string => visible(text).replace(/\s+/g, ' ').trim();
