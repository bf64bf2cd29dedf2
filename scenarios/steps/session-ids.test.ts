import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Visitor } from '../model/index.ts';
import { sketch } from '../testing/exchange.ts';
import { LEAST_BITS } from '../traffic/index.ts';
import { isStatement, secretBitsOf, sessionCookiesOf } from './session-ids.ts';

const ada = {
  key: 'adaadaadaada',
  name: 'Adaadaadaada Example',
  email: 'adaadaadaada@example.com',
  sub: '110169484474386276334',
};
const bob = {
  key: 'bobbobbobbob',
  name: 'Bobbobbobbob Example',
  email: 'bobbobbobbob@example.com',
  sub: '110169484474386276335',
};
type Person = typeof ada;

const AT_MS = 1_700_000_000_000;
/** Two logins of one person, and one of another, each some time after the one before. */
const LOGINS: readonly (readonly [Person, number])[] = [
  [ada, AT_MS + 15],
  [ada, AT_MS + 422],
  [bob, AT_MS + 981],
];
const answers = LOGINS.map(([person, startedAtEpochMs]) => ({
  ...sketch({ endpoint: 'userinfo', json: { sub: person.sub } }),
  startedAtEpochMs,
}));

const bitsOf = (idOf: (person: Person, atMs: number, place: number) => string): number =>
  secretBitsOf(
    LOGINS.map(([person, atMs], place) => [idOf(person, atMs, place)]),
    { people: [ada, bob], exchanges: answers },
  );

const hash = (name: string, text: string) => createHash(name).update(text);
const mac = (text: string) => createHmac('sha256', 'a key that nobody has').update(text).digest('base64url');
const json = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a session id that somebody could make has few bits', () => {
  test.each<readonly [string, Parameters<typeof bitsOf>[0]]>([
    ['a counter', (_, __, place) => String(41_007 + place)],
    ['a time', (_, atMs) => atMs.toString(36)],
    ['the MD5 of a time', (_, atMs) => hash('md5', String(atMs)).digest('hex')],
    ['the SHA-1 of a counter, in base64', (_, __, place) => hash('sha1', String(12 + place)).digest('base64')],
    ['an e-mail address', ({ email }) => encodeURIComponent(email)],
    ['an e-mail address and a time in base64', ({ email }, atMs) => Buffer.from(`${email}|${atMs}`).toString('base64')],
    ['the SHA-256 of the subject', ({ sub }) => hash('sha256', sub).digest('hex')],
    ['the subject in hex', ({ sub }) => Buffer.from(sub).toString('hex')],
    ['JSON without a signature', ({ sub, name }, atMs) => json({ sub, name, at: atMs })],
    ['a token with an empty signature', ({ sub }, atMs) => `${json({ alg: 'none' })}.${json({ sub, iat: atMs })}.`],
    ['four random bytes', () => randomBytes(4).toString('hex')],
    ['the same for everybody', () => 'signed-in'],
  ])('%s', (_, idOf) => {
    expect(bitsOf(idOf)).toBeLessThan(LEAST_BITS);
  });
});

describe('a session id that nobody can make has many', () => {
  test.each<readonly [string, Parameters<typeof bitsOf>[0]]>([
    ['16 random bytes in hex', () => randomBytes(16).toString('hex')],
    ['32 random bytes in base64', () => randomBytes(32).toString('base64url')],
    ['a random UUID', () => randomUUID()],
    ['a random id with its signature', () => `s%3A${randomBytes(24).toString('base64url')}.${mac('x')}`],
    ['an e-mail address beside a signature', ({ email }) => `${email}.${mac(email)}`],
    [
      'a signed token, the same at two logins of one second',
      ({ sub }) => `${json({ alg: 'HS256' })}.${json({ sub })}.${mac(sub)}`,
    ],
    ['sealed content', ({ email }) => randomBytes(60 + email.length).toString('base64')],
  ])('%s', (_, idOf) => {
    expect(bitsOf(idOf)).toBeGreaterThanOrEqual(LEAST_BITS);
  });
});

test('a statement has a proof beside what it says, a random id has not', () => {
  expect(isStatement([`${json({ sub: ada.sub })}.${mac('x')}`])).toBe(true);
  expect(isStatement([randomBytes(32).toString('base64url')])).toBe(false);
});

describe('the cookies that show who is signed in', () => {
  /** A browser with some cookies, of an app that knows people by them in one way. */
  const browserWith = (names: readonly string[], isIn: (has: ReadonlySet<string>) => boolean): Visitor =>
    ({
      cookies: async () => names.map((name) => ({ place: 'cookie' as const, name, text: `text of ${name}` })),
      withCookies: async (cookies: Readonly<Record<string, string>>) => browserWith(Object.keys(cookies), isIn),
      isSignedIn: async () => isIn(new Set(names)),
    }) as unknown as Visitor;
  const ALL = ['theme', 'sid', 'XSRF-TOKEN', 'remember'];

  test.each<readonly [string, (has: ReadonlySet<string>) => boolean, readonly string[] | undefined]>([
    ['one', (has) => has.has('sid'), ['sid']],
    ['two together', (has) => has.has('sid') && has.has('remember'), ['sid', 'remember']],
    ['either of two, and no setting beside them', (has) => has.has('sid') || has.has('remember'), ['sid', 'remember']],
    ['pairs, one of which is enough', (has) => has.size > 2, ALL],
    ['none', () => false, undefined],
  ])('%s', async (_, isIn, names) => {
    expect(await sessionCookiesOf(browserWith(ALL, isIn))).toEqual(names);
  });

  test('another page than whoAmI may show it', async () => {
    const who = browserWith(['sid', 'theme'], () => false);
    expect(await sessionCookiesOf(who, async (browser) => (await browser.cookies()).some(({ name }) => name === 'sid'))).toEqual([
      'sid',
    ]);
  });
});
