import { decodeForm, decodeHtml } from './escapes.ts';
import { readJsonValues } from './json-values.ts';
import { readMultipartValues } from './multipart-values.ts';
import type { NamedValue, Place } from './named-value.ts';
import { kindOfHeader } from './secret-names.ts';

const readPairs = (place: Place, text: string, from: number, to: number): NamedValue[] => {
  const values: NamedValue[] = [];
  for (let start = from; start < to; ) {
    const next = text.indexOf('&', start);
    const end = next < 0 || next > to ? to : next;
    const equals = text.indexOf('=', start);
    if (equals >= 0 && equals + 1 < end) {
      const value = decodeForm(text.slice(equals + 1, end));
      values.push({ place, name: decodeForm(text.slice(start, equals)), value, start: equals + 1, end });
    }
    start = end + 1;
  }
  return values;
};

/** Parameters of the query and the fragment of an address, which may be relative or broken. */
export const readUrlValues = (url: string, place?: Place): readonly NamedValue[] => {
  const hash = url.indexOf('#');
  const end = hash < 0 ? url.length : hash;
  const question = url.indexOf('?');
  const query = question < 0 || question > end ? [] : readPairs(place ?? 'query', url, question + 1, end);
  return hash < 0 ? query : [...query, ...readPairs(place ?? 'fragment', url, hash + 1, url.length)];
};

const INPUT = /<input\b(?:[^<>"']|"[^"]*"|'[^']*')*(?:>|$)/gi;
const ATTRIBUTE = /\s([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/dg;

const readInput = (tag: string, offset: number): NamedValue | undefined => {
  const attributes = new Map([...tag.matchAll(ATTRIBUTE)].map((match) => [match[1]?.toLowerCase(), match]));
  const name = attributes.get('name');
  const value = attributes.get('value');
  const raw = value?.[2] ?? value?.[3] ?? value?.[4];
  const span = value?.indices?.[2] ?? value?.indices?.[3] ?? value?.indices?.[4];
  if (!name || !raw || !span) return undefined;
  const decodedName = decodeHtml(name[2] ?? name[3] ?? name[4] ?? '');
  return { place: 'html', name: decodedName, value: decodeHtml(raw), start: offset + span[0], end: offset + span[1] };
};

const readInputs = (text: string): readonly NamedValue[] =>
  [...text.matchAll(INPUT)].flatMap(({ 0: tag, index }) => readInput(tag, index) ?? []);

/** True for a body that looks like JSON, whatever its type says. */
export const looksLikeJson = (body: string): boolean => /^\uFEFF?\s*[{[]/.test(body);

/** Named values of a body. Goes by what it looks like as well as by its type, for a client may declare the wrong one. */
export const readBodyValues = (body: string, type = ''): readonly NamedValue[] => {
  if (/^\s*multipart\//i.test(type) || body.startsWith('--')) return readMultipartValues(body, type);
  const isForm = /^\s*application\/x-www-form-urlencoded/i.test(type) || /^[^\s=<>"']+=/.test(body);
  const pairs = isForm ? readPairs('form', body, 0, body.length) : [];
  if (looksLikeJson(body)) return [...readJsonValues(body), ...pairs];
  return /^\s*</.test(body) ? [...readInputs(body), ...pairs] : pairs;
};

const readCookie = (place: Place, pair: string, offset: number): NamedValue | undefined => {
  const equals = pair.indexOf('=');
  const raw = pair.slice(equals + 1).trim();
  const isQuoted = raw.length > 1 && raw.startsWith('"') && raw.endsWith('"');
  const spelling = isQuoted ? raw.slice(1, -1) : raw;
  if (equals < 0 || spelling === '') return undefined;
  const start = offset + pair.indexOf(spelling, equals + 1);
  const value = decodeForm(spelling.replaceAll('+', '%2B'));
  return { place, name: pair.slice(0, equals).trim(), value, start, end: start + spelling.length };
};

const readCookies = (place: Place, header: string): readonly NamedValue[] => {
  let offset = 0;
  return header.split(';').flatMap((pair) => {
    const cookie = readCookie(place, pair, offset);
    offset += pair.length + 1;
    return cookie ?? [];
  });
};

const readCredential = (place: Place, header: string): readonly NamedValue[] => {
  const scheme = /^\s*([\w-]+)\s+(?=\S)/.exec(header);
  const start = scheme?.[0].length ?? 0;
  const value = header.slice(start).trimEnd();
  return value === '' ? [] : [{ place, name: (scheme?.[1] ?? '').toLowerCase(), value, start, end: start + value.length }];
};

/** Named values in one header: credentials, cookies, parameters of an address. */
export const readHeaderValues = (header: string, value: string): readonly NamedValue[] => {
  const name = header.toLowerCase();
  if (name === 'authorization' || name === 'proxy-authorization') return readCredential(name, value);
  if (name === 'cookie') return readCookies('cookie', value);
  if (name === 'set-cookie') return readCookies('set-cookie', value.split(';', 1)[0] ?? '');
  if (name === 'location' || name === 'referer') return readUrlValues(value, name);
  if (kindOfHeader(name) !== undefined && value !== '') return [{ place: 'header', name, value, start: 0, end: value.length }];
  return [];
};
