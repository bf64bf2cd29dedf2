import { type Exchange, type HeaderList, type Message, type SeenJwt, type Suggestion, withoutHalfWord } from '../model/index.ts';
import { blanked } from './blanked.ts';
import { headerValue } from './body-text.ts';
import { decodeForm } from './escapes.ts';
import { readJsonValues } from './json-values.ts';
import { JWT_ANYWHERE } from './jwt.ts';
import type { NamedValue } from './named-value.ts';
import { looksLikeJson, readBodyValues, readHeaderValues, readUrlValues } from './named-values.ts';
import { isLost, kindOf, type Side } from './secret-kinds.ts';
import { kindByName } from './secret-names.ts';
import type { Found, Secrets } from './secrets.ts';
import { readTextValues } from './text-values.ts';

/** A stretch of text that gives way to a label. */
type Span = Found;

/** One text of an exchange, with the values that stand in it by name. */
interface Part {
  readonly side: Side;
  readonly text: string;
  readonly values: readonly NamedValue[];
  /** In an address `#` begins the fragment, so labels are percent-encoded there. */
  readonly isUrl: boolean;
}

const URL_HEADERS: ReadonlySet<string> = new Set(['location', 'referer']);

const urlPart = (side: Side, text: string): Part => ({ side, text, values: readUrlValues(text), isUrl: true });

const headerPart = (side: Side, name: string, text: string): Part => {
  const isUrl = URL_HEADERS.has(name.toLowerCase());
  const named = readHeaderValues(name, text);
  return { side, text, values: named.length > 0 ? named : readTextValues(text), isUrl };
};

const bodyPart = (side: Side, { headers }: Message, text: string): Part => {
  const named = readBodyValues(text, headerValue(headers, 'content-type'));
  return { side, text, values: [...named, ...readTextValues(text, looksLikeJson(text))], isUrl: false };
};

/** What the lab or an app says: a reason, a suggestion, a line of output. */
const textPart = (text: string): Part => ({ side: 'request', text, values: readTextValues(text), isUrl: false });

const messageParts = (side: Side, message: Message): readonly Part[] => [
  ...message.headers.map(([name, value]) => headerPart(side, name, value)),
  ...(message.body === undefined ? [] : [bodyPart(side, message, message.body)]),
];

const readParts = ({ request, response, because, suggestion }: Exchange): readonly Part[] => [
  ...[...new Set([request.url, request.vendorUrl])].map((url) => urlPart('request', url)),
  ...messageParts('request', request),
  ...(response ? messageParts('response', response) : []),
  ...because.map(({ why }) => textPart(why)),
  ...(suggestion ? suggestionTexts(suggestion).map(textPart) : []),
];

const suggestionTexts = ({ why, register, curl, switches }: Suggestion): readonly string[] => [
  ...[why, register.clientId, ...register.redirectUris],
  ...[curl, switches],
];

/** Client id and secret of a `Basic` credential; undefined when it is none. */
const readBasic = (credential: string): { readonly user: string; readonly secret: string } | undefined => {
  if (!/^[\w+/-]+=*$/.test(credential)) return undefined;
  const pair = Buffer.from(credential, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  return colon < 0 ? undefined : { user: decodeForm(pair.slice(0, colon)), secret: pair.slice(colon + 1) };
};

const redactBasic = (secrets: Secrets, value: NamedValue): Span | undefined => {
  const basic = value.name === 'basic' ? readBasic(value.value) : undefined;
  if (!basic) return undefined;
  const secret = decodeForm(basic.secret);
  const kind = value.place === 'authorization' ? 'client-secret' : 'password';
  const label = isLost(secret) ? secret : secrets.see(kind, secret, basic.secret);
  if (!isLost(secret)) secrets.alias(secret, value.value);
  return { start: value.start, end: value.end, label: `${redactText(secrets, basic.user)}:${label}` };
};

const redactValue = (secrets: Secrets, part: Part, value: NamedValue): readonly Span[] => {
  const kind = kindOf(part.side, value);
  if (!kind) return [];
  const spelling = part.text.slice(value.start, value.end);
  const { start, end, isBare } = value;
  const basic = redactBasic(secrets, value);
  if (basic) return [basic];
  const label = secrets.see(kind, value.value, spelling);
  return [{ start, end, label: isBare ? `"${label}"` : label }];
};

const readNested = (value: string): readonly NamedValue[] => [
  ...(looksLikeJson(value) ? readJsonValues(value) : readUrlValues(value)),
  ...readTextValues(value, looksLikeJson(value)),
];

/** Values have parameters and members of their own: the `state` in a `continue` of a sign-in page, the calls of a batch. */
const seeNested = (secrets: Secrets, side: Side, values: readonly NamedValue[], depth = 0): void => {
  for (const { value } of values) {
    if (depth > 2 || !/[?#={:]/.test(value)) continue;
    const nested = readNested(value);
    for (const each of nested) {
      const kind = kindOf(side, each);
      if (kind) secrets.see(kind, each.value, value.slice(each.start, each.end));
    }
    seeNested(secrets, side, nested, depth + 1);
  }
};

const seePart = (secrets: Secrets, part: Part): void => {
  for (const value of part.values) redactValue(secrets, part, value);
  seeNested(secrets, part.side, part.values);
  for (const [jwt] of part.text.matchAll(JWT_ANYWHERE)) secrets.see('jwt', jwt);
};

/** Puts labels into a text; where spans overlap, all of what they cover gives way to the longest of the first ones. */
const replaceSpans = (text: string, spans: readonly Span[], isUrl = false): string => {
  let out = '';
  let end = 0;
  for (const span of [...spans].sort((one, other) => one.start - other.start || other.end - one.end)) {
    if (span.start >= end) {
      out += text.slice(end, span.start) + (isUrl ? span.label.replaceAll('#', '%23') : span.label);
    }
    end = Math.max(end, span.end);
  }
  return out + text.slice(end);
};

const redactPart = (secrets: Secrets, part: Part): string => {
  const named = part.values.flatMap((value) => redactValue(secrets, part, value));
  return replaceSpans(part.text, [...named, ...secrets.find(blanked(part.text, named))], part.isUrl);
};

/** A text for a person or a program, without secrets: those that are known, and those that stand in it by name. */
export const redactText = (secrets: Secrets, text: string): string => redactPart(secrets, textPart(text));

const redactHeaders = (secrets: Secrets, side: Side, headers: HeaderList): HeaderList =>
  headers.map(([name, value]) => [replaceSpans(name, secrets.find(name)), redactPart(secrets, headerPart(side, name, value))]);

const redactHalf = <M extends Message>(secrets: Secrets, side: Side, message: M): M => ({
  ...message,
  headers: redactHeaders(secrets, side, message.headers),
  ...(message.body === undefined ? {} : { body: redactPart(secrets, bodyPart(side, message, message.body)) }),
});

const redactUrl = (secrets: Secrets, url: string): string => redactPart(secrets, urlPart('request', url));

/** The two addresses of a request mostly have one query, which is the most of them. */
const redactUrls = (secrets: Secrets, { url, vendorUrl }: Pick<Exchange['request'], 'url' | 'vendorUrl'>) => {
  const [front = '', vendorFront = ''] = [url, vendorUrl].map((each) => each.split('?', 1)[0]);
  const query = url.slice(front.length);
  if (query !== vendorUrl.slice(vendorFront.length))
    return { url: redactUrl(secrets, url), vendorUrl: redactUrl(secrets, vendorUrl) };
  const redacted = redactUrl(secrets, query);
  return { url: redactUrl(secrets, front) + redacted, vendorUrl: redactUrl(secrets, vendorFront) + redacted };
};

const redactClaim = (secrets: Secrets, name: string, claim: unknown): unknown => {
  const kind = kindByName(name);
  if (typeof claim === 'string') return kind && !isLost(claim) ? secrets.see(kind, claim) : redactText(secrets, claim);
  if (Array.isArray(claim)) return claim.map((each) => redactClaim(secrets, '', each));
  return typeof claim === 'object' && claim !== null ? redactClaims(secrets, claim as SeenJwt['claims']) : claim;
};

const redactClaims = (secrets: Secrets, claims: SeenJwt['claims']): SeenJwt['claims'] =>
  Object.fromEntries(
    Object.entries(claims).map(([name, claim]) => [redactText(secrets, name), redactClaim(secrets, name, claim)]),
  );

const redactJwt = (secrets: Secrets, { where, header, claims }: SeenJwt): SeenJwt => ({
  where: redactText(secrets, where),
  header: redactClaims(secrets, header),
  claims: redactClaims(secrets, claims),
});

/** Leaves out the word that the cut went through. */
const cutBetweenWords = <M extends Message>(message: M): M => {
  const { body, cutFromBytes } = message;
  return body === undefined || cutFromBytes === undefined ? message : { ...message, body: withoutHalfWord(body) };
};

const withoutHalfWords = (exchange: Exchange): Exchange => {
  const request = cutBetweenWords(exchange.request);
  return exchange.response ? { ...exchange, request, response: cutBetweenWords(exchange.response) } : { ...exchange, request };
};

const see = (secrets: Secrets, exchange: Exchange): void => {
  for (const part of readParts(exchange)) seePart(secrets, part);
  for (const { header, claims } of exchange.jwts) for (const each of [header, claims]) seeClaims(secrets, each);
};

/** Claims that are secrets by name, and what stands by name in the others. */
const seeClaims = (secrets: Secrets, claims: unknown, name = ''): void => {
  if (typeof claims === 'string') {
    const kind = kindByName(name);
    if (kind && !isLost(claims)) secrets.see(kind, claims);
    else if (claims.length > SHORTEST_PAIR) seePart(secrets, textPart(claims));
  } else if (Array.isArray(claims)) for (const each of claims) seeClaims(secrets, each);
  else if (typeof claims === 'object' && claims !== null)
    for (const [key, each] of Object.entries(claims)) seeClaims(secrets, each, key);
};

/** `code=123456` */
const SHORTEST_PAIR = 10;

/** Makes `secrets` know the secrets of an exchange, by where they stand, and gives them their ordinals. */
export const seeExchange = (exchange: Exchange, secrets: Secrets): void => see(secrets, withoutHalfWords(exchange));

/** A suggestion without secrets: it repeats the client id and redirect URI that a client sent. */
export const redactSuggestion = (secrets: Secrets, { why, persona, register, curl, switches }: Suggestion): Suggestion => {
  const plain = (text: string) => redactText(secrets, text);
  const { clientId, redirectUris } = register;
  return {
    why: plain(why),
    persona,
    register: { ...register, clientId: plain(clientId), redirectUris: redirectUris.map(plain) },
    curl: plain(curl),
    switches: plain(switches),
  };
};

/**
 * An exchange with every secret replaced by its ordinal (`access-token#2`), which is the same wherever and however
 * the value is spelled. Secrets are recognised by where they stand, then replaced everywhere. Makes `secrets` know
 * those of this exchange.
 */
export const redactExchange = (exchange: Exchange, secrets: Secrets): Exchange => {
  seeExchange(exchange, secrets);
  return redactSeen(exchange, secrets);
};

/** As `redactExchange`, for an exchange that `secrets` has seen. */
export const redactSeen = (whole: Exchange, secrets: Secrets): Exchange => {
  const exchange = withoutHalfWords(whole);
  return {
    ...exchange,
    ...(exchange.client === undefined ? {} : { client: redactText(secrets, exchange.client) }),
    ...(exchange.grantType === undefined ? {} : { grantType: redactText(secrets, exchange.grantType) }),
    request: {
      ...redactHalf(secrets, 'request', exchange.request),
      ...redactUrls(secrets, exchange.request),
    },
    ...(exchange.response ? { response: redactHalf(secrets, 'response', exchange.response) } : {}),
    jwts: exchange.jwts.map((jwt) => redactJwt(secrets, jwt)),
    because: exchange.because.map(({ id, why }) => ({ id, why: redactText(secrets, why) })),
    ...(exchange.suggestion && { suggestion: redactSuggestion(secrets, exchange.suggestion) }),
  };
};
