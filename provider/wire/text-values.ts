import { decodeForm, decodeJson } from './escapes.ts';
import type { NamedValue, Place } from './named-value.ts';
import { remembered } from './remembered.ts';
import { kindByName } from './secret-names.ts';

/** `?code=4/0A&…`, `&amp;state=…`, `access_token=ya29.a0` in a line of a log. */
const PAIR = /(^|[\s?&#;"'`(,{[<>])([A-Za-z][\w.-]{1,40})=["']?([^\s"'`<>&#;,)\]}\\]{6,})/g;

/** `"access_token":"ya29.a0"`, and `access_token: 'ya29.a0'` as Node prints an object. */
const MEMBER = /(["'`]?)\b([A-Za-z_][\w.-]{1,40})\1\s{0,2}:\s{0,2}(["'`])((?:(?!\3)[^\\\n]|\\.){6,8192})\3/g;

/** `Bearer ya29.a0` */
const CREDENTIAL = /\b(Bearer|Basic|DPoP) +([\w.~+/=-]{8,})/gi;

/** `https://shop:password@a.example/` */
const USER = /\b[a-z][a-z\d+.-]{1,20}:\/\/[^\s/:@?#"'<>]{0,80}:([^\s/@?#"'<>]{3,80})@/gi;

/** Words of a sentence and names in a program have no digit. */
const LOOKS_MADE = /\d/;

const endingAt = (
  { 0: whole, index }: RegExpExecArray,
  after: number,
  [place, name, raw]: readonly [Place, string, string],
  value = raw,
): NamedValue => {
  const end = index + whole.length - after;
  return { place, name, value, start: end - raw.length, end };
};

const readPair = (match: RegExpExecArray): readonly NamedValue[] => {
  const [, before = '', name = '', raw = ''] = match;
  const isParameter = /[?&#;]/.test(before);
  if (kindByName(name) === undefined || !(isParameter || LOOKS_MADE.test(raw))) return [];
  return [endingAt(match, 0, ['query', name, raw], decodeForm(raw))];
};

const readMember = (match: RegExpExecArray): readonly NamedValue[] => {
  const [, , name = '', , raw = ''] = match;
  return kindByName(name) === undefined ? [] : [endingAt(match, 1, ['json', name, raw], decodeJson(raw))];
};

const readCredential = (match: RegExpExecArray): readonly NamedValue[] => {
  const [, scheme = '', raw = ''] = match;
  return LOOKS_MADE.test(raw) ? [endingAt(match, 0, ['authorization', scheme.toLowerCase(), raw])] : [];
};

const readUser = (match: RegExpExecArray): readonly NamedValue[] => {
  const [, raw = ''] = match;
  return [endingAt(match, 1, ['userinfo', 'password', raw], decodeForm(raw.replaceAll('+', '%2B')))];
};

const readValues = (text: string, isJson: boolean): readonly NamedValue[] => [
  ...(text.includes('=') ? [...text.matchAll(PAIR)].flatMap(readPair) : []),
  ...(!isJson && text.includes(':') ? [...text.matchAll(MEMBER)].flatMap(readMember) : []),
  ...(text.includes(' ') ? [...text.matchAll(CREDENTIAL)].flatMap(readCredential) : []),
  ...(text.includes('@') ? [...text.matchAll(USER)].flatMap(readUser) : []),
];

const readAll = remembered((text) => readValues(text, false));
const readBesideMembers = remembered((text) => readValues(text, true));

/**
 * Values that stand by name in a text of any form: a sentence, a page, the output of a program, a header. `isJson`: its members
 * were read already.
 */
export const readTextValues = (text: string, isJson = false): readonly NamedValue[] =>
  isJson ? readBesideMembers(text) : readAll(text);
