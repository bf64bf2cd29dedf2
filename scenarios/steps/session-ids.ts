/** What shows an app who is signed in, and how much of it somebody else could know or try. */
import { createHash } from 'node:crypto';
import type { Exchange } from '../../provider/model/index.ts';
import type { StoredItem, Visitor } from '../model/index.ts';
import { estimateEntropyBits } from '../traffic/index.ts';

/** Says whether a browser shows somebody as signed in. */
type IsIn = (browser: Visitor) => Promise<boolean>;

/** Names of the cookies for which it holds, asked one after the other. */
const namesWhere = async (
  cookies: readonly StoredItem[],
  holds: (each: StoredItem) => Promise<boolean>,
): Promise<readonly string[]> => {
  const names: string[] = [];
  for (const each of cookies) if (await holds(each)) names.push(each.name);
  return names;
};

/**
 * Names of the cookies without which an app does not know who is signed in; where one replaces the other, of those that say it
 * alone. Undefined where cookies alone sign nobody in. Another page than that of `whoAmI` may show it.
 */
export const sessionCookiesOf = async (
  who: Visitor,
  isIn: IsIn = (browser) => browser.isSignedIn(),
): Promise<readonly string[] | undefined> => {
  const cookies = await who.cookies();
  const signsIn = async (some: readonly StoredItem[]): Promise<boolean> =>
    isIn(await who.withCookies(Object.fromEntries(some.map(({ name, text }) => [name, text]))));
  if (cookies.length === 0 || !(await signsIn(cookies))) return undefined;
  const needed = await namesWhere(cookies, async (each) => !(await signsIn(cookies.filter((other) => other !== each))));
  if (needed.length > 0) return needed;
  const enough = await namesWhere(cookies, (each) => signsIn([each]));
  return enough.length > 0 ? enough : cookies.map(({ name }) => name);
};

/** What these cookies say in a browser, in the order of their names. */
export const cookieTextsOf = async (who: Visitor, names: readonly string[]): Promise<readonly string[]> => {
  const kept = new Map((await who.cookies()).map(({ name, text }) => [name, text]));
  return names.toSorted().map((name) => kept.get(name) ?? '');
};

/** What others may know of some logins: of their people, and when they took place. */
interface KnownOfLogins {
  readonly people: readonly Pick<Visitor, 'key' | 'name' | 'email'>[];
  readonly exchanges: readonly Exchange[];
}

const MOST_COUNTED = 2_000;
/** The clock of an app may differ a little, and it answers after the provider did. */
const AROUND_MS = 2_000;
/** Longest span that is looked at, in milliseconds. */
const LONGEST_MS = 20_000;
const HASHES = ['md5', 'sha1', 'sha256'] as const;
/** Bytes that these hashes have. */
const HASH_BYTES: ReadonlySet<number> = new Set([16, 20, 32]);

/** Claims of a person in tokens that the app got: their ids, above all. */
const idsIn = (exchanges: readonly Exchange[]): readonly string[] =>
  exchanges.flatMap(({ response }) =>
    [...(response?.body ?? '').matchAll(/"(?:sub|id|user_id|email)"\s*:\s*"?([^",}\s]+)/g)].map(([, text = '']) => text),
  );

const claimsIn = (exchanges: readonly Exchange[]): readonly string[] =>
  exchanges.flatMap(({ response }) =>
    [...(response?.body ?? '').matchAll(/"id_token"\s*:\s*"[\w-]+\.([\w-]+)\./g)].flatMap(([, part = '']) =>
      [
        ...Buffer.from(part, 'base64url')
          .toString()
          .matchAll(/"sub"\s*:\s*"([^"]+)"/g),
      ].map(([, sub = '']) => sub),
    ),
  );

const textsOf = ({ people, exchanges }: KnownOfLogins): readonly string[] => {
  const own = people.flatMap(({ key, name, email }) => [key, name, name.split(' ', 1)[0] ?? name, email]);
  return [...new Set([...own, ...idsIn(exchanges), ...claimsIn(exchanges)].flatMap((text) => [text, text.toLowerCase()]))];
};

/** Times of the logins in milliseconds and in seconds. */
const timesOf = ({ exchanges }: KnownOfLogins): readonly string[] => {
  const starts = exchanges.map(({ startedAtEpochMs }) => startedAtEpochMs);
  const from = Math.round(Math.min(...starts)) - AROUND_MS;
  const span = Math.min(LONGEST_MS, Math.max(...starts) - from + AROUND_MS);
  if (!Number.isFinite(span)) return [];
  const all = Array.from({ length: Math.ceil(span) }, (_, ms) => from + ms);
  return [...new Set(all.flatMap((ms) => [String(ms), String(Math.floor(ms / 1000)), ms.toString(36), ms.toString(16)]))];
};

const countersOf = (): readonly string[] => Array.from({ length: MOST_COUNTED }, (_, count) => String(count));

const reversed = (text: string): string => [...text].toReversed().join('');

/** What somebody could write down of some logins, in plain text and as hashes in hex. */
const guessesOf = (known: KnownOfLogins): ReadonlySet<string> => {
  const texts = textsOf(known);
  const sources = [...texts, ...timesOf(known), ...countersOf()];
  const hashes = sources.flatMap((text) => HASHES.map((hash) => createHash(hash).update(text).digest('hex')));
  return new Set([...texts, ...texts.map(reversed), ...hashes]);
};

const percentDecoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // not percent-encoded
  }
};

/** Bytes of a text in hex or base64; undefined where it is neither. */
const bytesOf = (text: string): Buffer | undefined => {
  if (/^(?:[0-9a-f]{2}){4,}$/i.test(text)) return Buffer.from(text, 'hex');
  return /^[\w+/-]{6,}={0,2}$/.test(text) ? Buffer.from(text, 'base64') : undefined;
};

const DEEPEST = 3;

/** A part that is encoded text, read; undefined where it is none. */
const readOf = (part: string): string | undefined => {
  const text = bytesOf(part)?.toString('utf8');
  return text !== undefined && /^[\p{L}\p{N}\p{P}\p{S}\s]{4,}$/u.test(text) && !text.includes('\uFFFD') ? text : undefined;
};

/** What is left of a text without what somebody could write down. */
const unknownIn = (text: string, guesses: ReadonlySet<string>, depth = 0): string => {
  if (guesses.has(text) || guesses.has(text.toLowerCase())) return '';
  const parts = text.split(/[^\w+/-]+/);
  if (parts.length > 1) return parts.map((part) => unknownIn(part, guesses, depth)).join('');
  const bytes = bytesOf(text);
  if (bytes && HASH_BYTES.has(bytes.length) && guesses.has(bytes.toString('hex'))) return '';
  const read = depth < DEEPEST ? readOf(text) : undefined;
  return read === undefined ? text : unknownIn(read, guesses, depth + 1);
};

/** How much of the session ids of some logins nobody could know, in bits. */
export const secretBitsOf = (ids: readonly (readonly string[])[], known: KnownOfLogins): number => {
  const guesses = guessesOf(known);
  const left = ids.map((texts) => texts.map((text) => unknownIn(percentDecoded(text), guesses)).join(''));
  return estimateEntropyBits([...new Set(left)]);
};

/** Characters of a signature in base64: 16 bytes. */
const LEAST_SIGNATURE = 22;

/** True for cookies that say something readable or sealed beside what proves it: a signed or encrypted statement. */
export const isStatement = (texts: readonly string[]): boolean =>
  texts.flatMap((text) => percentDecoded(text).split(/[^\w+/-]+/)).filter(({ length }) => length >= LEAST_SIGNATURE).length > 1;
