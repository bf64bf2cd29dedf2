import { type Decoded, replaced } from './decoded.ts';

const NAMED: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', Tab: '\t', NewLine: '\n', excl: '!', num: '#', dollar: '$' },
  ...{ percnt: '%', lpar: '(', rpar: ')', ast: '*', plus: '+', comma: ',', period: '.', sol: '/', colon: ':', semi: ';' },
  ...{ equals: '=', quest: '?', commat: '@', lsqb: '[', lbrack: '[', bsol: '\\', rsqb: ']', rbrack: ']', Hat: '^', lowbar: '_' },
  ...{
    UnderBar: '_',
    grave: '`',
    lcub: '{',
    lbrace: '{',
    verbar: '|',
    vert: '|',
    rcub: '}',
    rbrace: '}',
    hyphen: '-',
    dash: '-',
  },
};
const ENTITY = `&(?:${Object.keys(NAMED).join('|')});|&#\\d{1,7};?|&#[xX][\\da-fA-F]{1,6};?`;
const HEX = '[\\da-fA-F]';
const MORE = `%[89abAB]${HEX}`;
/** One escaped character: percent-encoded UTF-8 or Latin-1, JSON, JavaScript, Python, HTML. */
const ESCAPE = new RegExp(
  [
    `%[0-7]${HEX}`,
    `%[cdCD]${HEX}${MORE}`,
    `%[eE]${HEX}(?:${MORE}){2}`,
    `%[fF][0-7](?:${MORE}){3}`,
    `%[89a-fA-F]${HEX}`,
    `%u${HEX}{4}`,
    `\\\\u${HEX}{4}`,
    `\\\\u\\{${HEX}{1,6}\\}`,
    `\\\\U${HEX}{8}`,
    `\\\\x${HEX}{2}`,
    '\\\\["\'\\\\/bfnrt]',
    ENTITY,
  ].join('|'),
  'g',
);
const ENTITIES = new RegExp(ENTITY, 'g');

const LETTER: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** The character of a number in hexadecimal digits; the sign itself when there is none. */
const character = (digits: string, sign: string): string => {
  const point = Number.parseInt(digits, 16);
  return point <= 0x10ffff ? String.fromCodePoint(point) : sign;
};

const decodeEntity = (entity: string): string => {
  const name = entity.slice(1).replace(/;$/, '');
  if (!name.startsWith('#')) return NAMED[name] ?? entity;
  const digits = /^#x/i.test(name) ? name.slice(2) : Number.parseInt(name.slice(1), 10).toString(16);
  return character(digits, entity);
};

const decodePercent = (sign: string): string => {
  const bytes = Buffer.from(sign.replaceAll('%', ''), 'hex');
  return bytes.toString(bytes.length === 1 ? 'latin1' : 'utf8');
};

const decodeEscape = (sign: string): string => {
  if (/^[%\\]u/i.test(sign)) return character(sign.replace(/^..\{?|\}$/g, ''), sign);
  if (sign.startsWith('%')) return decodePercent(sign);
  if (sign.startsWith('&')) return decodeEntity(sign);
  if (sign.startsWith('\\x')) return character(sign.slice(2), sign);
  const letter = sign.slice(1);
  return LETTER[letter] ?? letter;
};

/** Takes one layer of percent, JSON and HTML escapes off; undefined when there is none. */
export const unescapeOnce = (text: string): Decoded | undefined =>
  /[%\\&]/.test(text) ? replaced(text, ESCAPE, decodeEscape) : undefined;

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
