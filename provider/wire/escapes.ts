const ENTITY = '&(?:amp|lt|gt|quot|apos|#\\d{1,7}|#[xX][\\da-fA-F]{1,6});';
const HEX = '[\\da-fA-F]';
const MORE = `%[89abAB]${HEX}`;
/** One escaped character: percent-encoded UTF-8, JSON, or HTML. */
const ESCAPE = new RegExp(
  [
    `%[0-7]${HEX}`,
    `%[cdCD]${HEX}${MORE}`,
    `%[eE]${HEX}(?:${MORE}){2}`,
    `%[fF][0-7](?:${MORE}){3}`,
    `\\\\u${HEX}{4}`,
    '\\\\["\\\\/bfnrt]',
    ENTITY,
  ].join('|'),
  'g',
);
const ENTITIES = new RegExp(ENTITY, 'g');

const NAMED: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'" };
const LETTER: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

const decodeEntity = (entity: string): string => {
  const named = NAMED[entity];
  if (named !== undefined) return named;
  const isHex = /^&#x/i.test(entity);
  const point = Number.parseInt(entity.slice(isHex ? 3 : 2), isHex ? 16 : 10);
  return point <= 0x10ffff ? String.fromCodePoint(point) : entity;
};

const decodeEscape = (sign: string): string => {
  if (sign.startsWith('%')) return Buffer.from(sign.replaceAll('%', ''), 'hex').toString('utf8');
  if (sign.startsWith('&')) return decodeEntity(sign);
  if (sign.startsWith('\\u')) return String.fromCharCode(Number.parseInt(sign.slice(2), 16));
  const letter = sign.slice(1);
  return LETTER[letter] ?? letter;
};

/** A text with the place in the original of each of its characters, and of its end. */
export interface Unescaped {
  readonly text: string;
  readonly at: readonly number[];
}

/** Takes one layer of percent, JSON and HTML escapes off; undefined when there is none. */
export const unescapeOnce = (text: string): Unescaped | undefined => {
  if (!/[%\\&]/.test(text)) return undefined;
  let plain = '';
  let from = 0;
  const at: number[] = [];
  const keep = (to: number) => {
    plain += text.slice(from, to);
    for (let place = from; place < to; place += 1) at.push(place);
  };
  for (const { 0: sign, index } of text.matchAll(ESCAPE)) {
    keep(index);
    const decoded = decodeEscape(sign);
    plain += decoded;
    for (let unit = 0; unit < decoded.length; unit += 1) at.push(index);
    from = index + sign.length;
  }
  if (from === 0) return undefined;
  keep(text.length);
  at.push(text.length);
  return { text: plain, at };
};

/** A value without any layer of escapes: what all its spellings have in common. */
export const withoutEscapes = (value: string): string => {
  let plain = value;
  for (let layer = 0; layer < 8; layer += 1) {
    const next = unescapeOnce(plain)?.text;
    if (next === undefined || next === plain) return plain;
    plain = next;
  }
  return plain;
};

/** Decodes a name or value of a form or query; bytes that are not UTF-8 become U+FFFD. */
export const decodeForm = (text: string): string =>
  /[%+]/.test(text) ? (new URLSearchParams(`v=${text.replaceAll('&', '%26')}`).get('v') ?? text) : text;

/** Decodes the character references of an HTML attribute. */
export const decodeHtml = (text: string): string => (text.includes('&') ? text.replace(ENTITIES, decodeEntity) : text);

/** Decodes the inside of a JSON string; what is not one stays as it is. */
export const decodeJson = (text: string): string => {
  if (!text.includes('\\')) return text;
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    return text; // cut or malformed: shown as it stands
  }
};
