import { cutText, type Exchange } from '../../provider/model/index.ts';
import type { Visit } from '../model/visitor.ts';

/** Characters of a page that are looked at: one that is made to be hard to read takes time with the square of its length. */
const LOOKED_AT = 16 * 1024;

// biome-ignore lint/suspicious/noControlCharactersInRegex: in a terminal they would do something
const CONTROLS = /[\u0000-\u001f\u007f-\u009f]+/g;

/** The text of a page, without its markup, and without what a terminal would take for a command. */
const wordsOf = (body: string): string =>
  body
    .slice(0, LOOKED_AT)
    .replaceAll(/<(script|style|title)\b[^>]*>[\s\S]*?<\/\1>/gi, ' ')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/&#(\d{1,6});/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll(CONTROLS, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();

const excerpt = (body: string): string => cutText(wordsOf(body), 160);

/** Describes the end of a visit: `the app answered 502 at /upload: "Not saved."`. */
export const describeVisit = ({ end, url, status, body, problem, hops }: Visit): string => {
  const last = hops.at(-1);
  const said = excerpt(body) ? `: "${excerpt(body)}"` : '';
  if (end === 'looping') return `the browser was redirected ${hops.length} times, last to ${url.origin}${url.pathname}`;
  if (end === 'broken') return `the visit failed: ${problem ?? 'no answer'}`;
  if (end === 'stuck') return `the person could not continue: ${problem ?? 'a page of the provider'}`;
  if (problem !== undefined) return `the app shows ${url.pathname}, and ${problem}`;
  return `the app answered ${last?.status ?? status} at ${url.pathname}${said}`;
};

/** Describes a request: `POST https://oauth2.googleapis.com/token → 400`. */
export const describeExchange = ({ request, response }: Exchange): string =>
  `${request.method} ${request.vendorUrl.split(/[?#]/, 1)[0]} → ${response?.status ?? 'no answer'}`;

const MOST_DESCRIBED = 3;

/** The same of some requests: each kind once, the first three. */
export const describeExchanges = (exchanges: readonly Exchange[]): string =>
  [...new Set(exchanges.map(describeExchange))].slice(0, MOST_DESCRIBED).join('; ');

/** `3 API calls`, `1 API call`, `no API call`. */
export const count = (number: number, what: string): string => `${number === 0 ? 'no' : number} ${what}${number > 1 ? 's' : ''}`;
