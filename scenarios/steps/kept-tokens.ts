import type { Exchange } from '../../provider/model/index.ts';
import type { StoredItem } from '../model/index.ts';
import { isAccepted, isLogin, memberOf } from '../traffic/index.ts';

/** Kinds of tokens, by their member in a token response. */
const KINDS = {
  refresh_token: 'refresh token',
  access_token: 'access token',
  id_token: 'ID token',
  token: 'token of the API',
} as const;
export type TokenKind = (typeof KINDS)[keyof typeof KINDS];

/** A token that lies readable in what a client keeps. */
export interface KeptToken {
  readonly kind: TokenKind;
  readonly item: StoredItem;
}

/** Shorter ones are ordinary text. */
const LEAST_ENCODED = 24;
const ENCODED = new RegExp(`[A-Za-z0-9+/_-]{${LEAST_ENCODED},}={0,2}`, 'g');
const HEX = new RegExp(`(?:[0-9a-f]{2}){${LEAST_ENCODED},}`, 'gi');
const DEEPEST = 2;

const percentDecoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // not percent-encoded
  }
};

/** A text, and what it is where parts of it are encoded: encoding keeps nobody from reading. */
const readings = (text: string, depth = 0): readonly string[] => {
  if (depth === DEEPEST) return [text];
  const decoded = [
    ...(text.match(ENCODED) ?? []).map((run) => Buffer.from(run, 'base64').toString('utf8')),
    ...(text.match(HEX) ?? []).map((run) => Buffer.from(run, 'hex').toString('utf8')),
  ];
  const inner = decoded.length > 0 ? readings(decoded.join('\n'), depth + 1) : [];
  return [text, percentDecoded(text), text.replaceAll('\\/', '/'), ...inner];
};

/** Answers that give out tokens: of the token endpoint, or of an API that takes the password. */
export const givesTokens = (each: Exchange): boolean => (each.endpoint === 'token' && isAccepted(each)) || isLogin(each);

/** The tokens that were given out, by value. */
const tokensIn = (exchanges: readonly Exchange[]): ReadonlyMap<string, TokenKind> =>
  new Map(
    exchanges.filter(givesTokens).flatMap((each) =>
      Object.entries(KINDS).flatMap(([member, kind]) => {
        const token = memberOf(each, member);
        return token === undefined ? [] : [[token, kind] as const];
      }),
    ),
  );

/** Where tokens of these exchanges lie readable, each kind and place once. */
export const findKeptTokens = (items: readonly StoredItem[], exchanges: readonly Exchange[]): readonly KeptToken[] => {
  const tokens = tokensIn(exchanges);
  return items.flatMap((item) => {
    const texts = readings(item.text);
    const found = [...tokens].filter(([token]) => texts.some((text) => text.includes(token))).map(([, kind]) => kind);
    return [...new Set(found)].map((kind) => ({ kind, item }));
  });
};

const PLACES = {
  file: 'the file',
  cookie: 'the cookie',
  'local-storage': 'localStorage under',
  'session-storage': 'sessionStorage under',
  'indexed-db': 'IndexedDB under',
} as const;

/** `a refresh token in the file tokens.json` */
export const describeKept = ({ kind, item }: KeptToken): string =>
  `${/^[aeiou]/i.test(kind) ? 'an' : 'a'} ${kind} in ${PLACES[item.place]} ${item.name}`;

/** True for what a script of the page, or one that got into it, can read. */
export const isForScripts = ({ place, cookie }: StoredItem): boolean =>
  place === 'cookie' ? cookie?.httpOnly !== true : place !== 'file';
