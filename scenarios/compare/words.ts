import type { Exchange } from '../../provider/model/index.ts';
import { headerOf, jsonOf } from '../traffic/index.ts';

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

/** Two per cent: vendors round lifetimes down by a few seconds or hours. */
const CLOSE = 0.02;

/** `1 hour`, `about 60 days`, `90 seconds`: the greatest unit of which it is about a whole number. */
export const lifetimeWords = (seconds: number): string => {
  for (const [unit, size] of UNITS) {
    const count = Math.round(seconds / size);
    if (count === 0 || Math.abs(seconds - count * size) > CLOSE * seconds) continue;
    return `${seconds === count * size ? '' : 'about '}${count} ${unit}${count === 1 ? '' : 's'}`;
  }
  return `${seconds} seconds`;
};

/** Scopes without the address that they share. */
export const shortScope = (scope: string): string => scope.replace(/^https:\/\/\S+\/(?=[^/\s])/, '…/');

/** A time of the day in a vendor's words would be another one in each run. */
const TIMES = /\w+day, \d{1,2}-\w{3}-\d{2} \d{2}:\d{2}:\d{2} \w+/g;

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;

const said = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;

/** A body that is a word or two, not JSON and not a page. */
const PLAIN_WORDS = /^[A-Za-z][A-Za-z .]{0,60}$/;

const plainWords = ({ response }: Exchange): string | undefined => PLAIN_WORDS.exec(response?.body ?? '')?.[0];

/** Code and words of a refusal: of OAuth, of a problem document (RFC 9457), of an envelope of the vendor, or a word alone. */
export const refusalWords = (exchange: Exchange): string | undefined => {
  const body = jsonOf(exchange);
  if (body === undefined) return plainWords(exchange);
  const envelope = typeof body?.error === 'object' ? body.error : body;
  const codes = ['error', 'status', 'code', 'error_subcode', 'title'].map((name) => said(member(envelope, name)));
  const status = String(exchange.response?.status);
  const code = codes.filter((each) => each !== undefined && each !== status).join(' ');
  const words = ['error_description', 'message', 'detail'].map((name) => said(member(envelope, name))).find(Boolean);
  const text = [code, words].filter(Boolean).join(': ');
  return text === '' ? undefined : text.replace(TIMES, '(time)');
};

/** Schemes of a header with one challenge or several. */
const SCHEMES = /(?:^|,\s*)([A-Za-z][\w-]*)(?=\s+(?:[\w-]+=|")|\s*(?:,|$))/g;

/** What names the error: a parameter, or the second of three texts without names. */
const ERROR = /\berror="([^"]*)"|"[^"]*" "([a-z_]+)" "/;

/** `Bearer invalid_token`: the scheme that names an error, and the error; without one all schemes. */
export const challengeWords = (exchange: Exchange): string | undefined => {
  const header = headerOf(exchange.response, 'www-authenticate');
  if (header === undefined) return undefined;
  const schemes = [...header.matchAll(SCHEMES)].map(({ 1: name = '', index }) => ({ name, index }));
  const error = ERROR.exec(header);
  const named = error && schemes.findLast(({ index }) => index < error.index);
  return named ? `${named.name} ${error[1] ?? error[2]}` : schemes.map(({ name }) => name).join(', ');
};
