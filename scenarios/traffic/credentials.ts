/** What a request proves a person with: a password, or what was given for it. */
import type { Exchange } from '../../provider/model/index.ts';
import { addressOf, formOf, headerOf, paramsOf } from './read.ts';

/** Shorter values are settings and names, and no secret. */
const LEAST_SECRET = 16;

const KEY_HEADERS = ['x-api-key', 'x-access-token', 'x-request-token'];

const percentDecoded = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text; // not percent-encoded
  }
};

/** User name and password of HTTP Basic as the server reads them, in UTF-8. */
const basicOf = (exchange: Exchange): string | undefined => {
  const [, encoded] = /^basic\s+(\S+)/i.exec(headerOf(exchange.request, 'authorization') ?? '') ?? [];
  return encoded && Buffer.from(encoded, 'base64').toString('utf8');
};

/** The password of a request as the server reads it: of HTTP Basic, or of its body. */
export const passwordIn = (exchange: Exchange): string | undefined => {
  const basic = basicOf(exchange);
  return basic === undefined ? (formOf(exchange).get('password') ?? undefined) : /:(.*)$/s.exec(basic)?.[1];
};

/** Every text of a request, as it is and decoded. */
const textsOf = (exchange: Exchange): readonly string[] => {
  const { headers, body = '' } = exchange.request;
  const values = headers.map(([, value]) => value);
  const encoded = values.flatMap((value) => value.match(/[A-Za-z0-9+/_-]{12,}={0,2}/g) ?? []);
  const decoded = encoded.map((run) => Buffer.from(run, 'base64').toString('utf8'));
  return [body, percentDecoded(body), ...formOf(exchange).values(), ...values, ...decoded];
};

/** True when a header of a request has a text as it is. */
export const carries = ({ request }: Exchange, text: string): boolean =>
  request.headers.some(([, value]) => value.includes(text));

/** True when a request brings a text in a header or its body, encoded or not. */
export const brings = (exchange: Exchange, text: string): boolean => textsOf(exchange).some((each) => each.includes(text));

/** True when the address of a request has a text, encoded or not. */
export const hasInAddress = (exchange: Exchange, text: string): boolean => {
  const { href } = addressOf(exchange);
  return [href, percentDecoded(href), exchange.request.url, percentDecoded(exchange.request.url)].some((each) =>
    each.includes(text),
  );
};

/** Requests that have one of some secrets, anywhere. */
export const sendingAny = (exchanges: readonly Exchange[], secrets: readonly string[]): readonly Exchange[] =>
  exchanges.filter((each) => secrets.some((text) => brings(each, text) || hasInAddress(each, text)));

const cookieValues = (cookies: string): readonly string[] =>
  cookies.split(';').map((pair) => pair.slice(pair.indexOf('=') + 1).trim());

/** Every value that a request brings as a whole: of its parameters, headers and cookies. */
export const valuesIn = (exchange: Exchange): readonly string[] => [
  ...paramsOf(exchange).values(),
  ...exchange.request.headers.map(([, value]) => value.trim()),
  ...cookieValues(headerOf(exchange.request, 'cookie') ?? ''),
];

/** What a request proves its person with, apart from a password: values of the cookie, the token, the key. */
export const credentialsIn = ({ request }: Exchange): readonly string[] => {
  const cookies = cookieValues(headerOf(request, 'cookie') ?? '');
  const [, scheme = '', token = ''] = /^(\S+)\s+(\S+)$/.exec(headerOf(request, 'authorization') ?? '') ?? [];
  const keys = KEY_HEADERS.map((name) => headerOf(request, name) ?? '');
  return [...cookies, ...(/^basic$/i.test(scheme) ? [] : [token]), ...keys].filter(({ length }) => length >= LEAST_SECRET);
};
