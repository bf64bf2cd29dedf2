import { cutText, type Exchange } from '../../provider/model/index.ts';
import type { Visit } from '../model/scenario.ts';

/** The text of a page, without its markup. */
const wordsOf = (body: string): string =>
  body
    .replaceAll(/<(script|style|title)\b[^>]*>[\s\S]*?<\/\1>/gi, ' ')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/&#(\d{1,6});/g, (_, code: string) => String.fromCodePoint(Number(code)))
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
  return `the app answered ${last?.status ?? status} at ${url.pathname}${said}`;
};

/** Describes a request: `POST https://oauth2.googleapis.com/token → 400`. */
export const describeExchange = ({ request, response }: Exchange): string =>
  `${request.method} ${request.vendorUrl.split(/[?#]/, 1)[0]} → ${response?.status ?? 'no answer'}`;

/** `3 API calls`, `1 API call`, `no API call`. */
export const count = (number: number, what: string): string => `${number === 0 ? 'no' : number} ${what}${number > 1 ? 's' : ''}`;
