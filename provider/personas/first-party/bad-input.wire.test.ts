import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../lab/create-lab.ts';
import { PERSONAS } from '../index.ts';
import { browse, NEW, PASSWORD, type TestBrowser } from './test-browser.ts';
import { jsonOf } from './test-observe.ts';

let lab: Lab;
let browser: TestBrowser;
let headers: Readonly<Record<string, string>>;

beforeAll(async () => {
  lab = await createLab({ personas: ['first-party'] });
  browser = await browse(lab);
  headers = await browser.token(undefined, { remember_me: true });
});
afterAll(() => lab.close());

/** OAuth says itself what its errors look like. */
const isOauth = (path: string): boolean => path.startsWith('/oauth/');

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
const routes = PERSONAS['first-party'].routes.filter(({ path }) => !isOauth(path));
const PATHS = [...new Set(routes.map(({ path }) => path))];

const methodsOf = (path: string): ReadonlySet<string> =>
  new Set(routes.flatMap((route) => (route.path === path ? [route.method] : [])));

const WRITES = PATHS.flatMap((path) =>
  METHODS.filter((method) => method !== 'GET' && methodsOf(path).has(method)).map((method) => [method, path] as const),
);

const filled = (path: string): string => path.replace(/:\w+/g, 'some-id');

/** The parts of a refusal that every form of it has: the login names neither type nor title. */
const detailOf = async (reply: Response): Promise<string> => {
  const { detail, message } = await jsonOf(reply);
  return String(detail ?? message);
};

/** A link that works, since an unknown one is refused before its body is read. */
const pathFor = async (path: string): Promise<string> => {
  if (!path.includes(':token')) return filled(path);
  await browser.signUp({ email: `u${(await browser.world.people.list()).length}@shop.example` });
  return browser.mailedPath();
};

const send = async (method: string, path: string, type: string, body: string): Promise<Response> =>
  browser.send(await pathFor(path), { method, headers: { ...headers, 'content-type': type }, body });

describe('every address of the API', () => {
  it.each(PATHS)('refuses other methods, and says which it has: %s', async (path) => {
    const known = methodsOf(path);
    for (const method of METHODS.filter((each) => !known.has(each))) {
      const reply = await browser.json(method, filled(path), undefined, headers);
      expect([method, reply.status]).toEqual([method, 405]);
      const allowed = (reply.headers.get('allow') ?? '').split(', ').filter((each) => each !== 'HEAD');
      expect(allowed.toSorted()).toEqual([...known].filter((each) => each !== 'ANY').toSorted());
    }
  });

  it.each(WRITES)('refuses a body of another type: %s %s', async (method, path) => {
    const reply = await send(method, path, 'text/xml', '<a/>');
    expect([reply.status, await detailOf(reply)]).toEqual([415, expect.stringContaining('"text/xml"')]);
  });

  it.each(WRITES)('says where JSON goes wrong: %s %s', async (method, path) => {
    const reply = await send(method, path, 'application/json', '{"email": tru}');
    expect([reply.status, await detailOf(reply)]).toEqual([400, expect.stringContaining('position 13 (line 1, column 14)')]);
  });

  it.each(WRITES)('names a field that it does not know: %s %s', async (method, path) => {
    const reply = await send(method, path, 'application/json', '{"no_such_field": 1}');
    expect([reply.status, await detailOf(reply)]).toEqual([422, expect.stringContaining('"no_such_field" (unknown)')]);
  });

  it.each(WRITES)('refuses a body that is too large: %s %s', async (method, path) => {
    const reply = await send(method, path, 'application/json', JSON.stringify({ name: 'x'.repeat(70_000) }));
    expect([reply.status, await detailOf(reply)]).toEqual([413, 'The body has 70011 bytes; the limit is 65536.']);
  });
});

describe('malformed JSON', () => {
  it.each([
    ['hello', 0],
    ['nonsense', 1],
    ['{"a": "', 7],
    ['{"a": 1,}', 8],
    ['{"a" 1}', 5],
    ['{"a": 1}}', 8],
    ['{"a": 01}', 7],
    ["{'a': 1}", 1],
    ['', -1],
    ['[1]', -1],
    ['null', -1],
  ])('%s goes wrong at %i', async (body, position) => {
    const reply = await browser.send('/users', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    const told = await detailOf(reply);
    expect(told).toMatch(position < 0 ? /is JSON, but no object|\(required\)/ : new RegExp(`position ${position} `));
  });

  it('is told apart from bytes that are no UTF-8', async () => {
    const body = new Uint8Array([0x7b, 0xff, 0x7d]);
    const reply = await browser.send('/users', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    expect([reply.status, await detailOf(reply)]).toEqual([400, 'The body is not text in UTF-8.']);
  });
});

describe('bad credentials', () => {
  const WAYS: Readonly<Record<string, (email: string, password: string) => Promise<Response>>> = {
    'in a login': (email, password) => browser.login({ email, password }),
    'for a token': (email, password) =>
      browser.json('POST', '/tokens', undefined, { authorization: `Basic ${btoa(`${email}:${password}`)}` }),
    'for presence': (email, password) => browser.json('PUT', '/presence', { status: 1, email, password }),
  };

  it.each(Object.keys(WAYS))('look like unknown ones: %s', async (way) => {
    await browser.world.people.changePassword('ben', PASSWORD);
    const answerTo = async (email: string) => {
      const reply = await WAYS[way]?.(email, 'not this one');
      return [reply?.status, reply?.headers.get('www-authenticate'), await reply?.text()];
    };
    expect(await answerTo('ben@example.com')).toEqual(await answerTo('nobody@example.com'));
  });
});

describe('nothing is half-created', () => {
  const people = async (): Promise<number> => (await browser.world.people.list()).length;
  const mails = async (): Promise<number> => (await browser.world.mailbox.list()).messages.length;

  it.each([
    ['a weak password', { password: 'short' }],
    ['an address that is none', { email: 'nobody' }],
    ['an unknown field', { role: 'admin' }],
    ['a name that is none', { name: 7 }],
    ['a taken address', { email: 'ana@example.com' }],
  ])('by a registration with %s', async (_what, changes) => {
    const before = [await people(), await mails()];
    expect((await browser.signUp({ email: 'half@shop.example', ...changes })).ok).toBe(false);
    expect([await people(), await mails()]).toEqual(before);
  });

  it('by ten registrations at once for one address: they give one user', async () => {
    const fresh = await browse(lab);
    const replies = await Promise.all(Array.from({ length: 10 }, () => fresh.signUp()));
    expect(replies.map(({ status }) => status).toSorted()).toEqual([201, ...Array(9).fill(409)]);
    expect((await fresh.world.people.list()).filter(({ email }) => email === NEW)).toHaveLength(1);
    expect((await fresh.world.mailbox.list()).messages).toHaveLength(1);
  });

  it('by a change to a taken address', async () => {
    const fresh = await browse(lab);
    const token = await fresh.token();
    const reply = await fresh.json('PATCH', '/users/me', { name: 'Other', email: 'BEN@example.com' }, token);
    expect(reply.status).toBe(409);
    expect(await jsonOf(await fresh.me(token))).toMatchObject({ name: 'Ana Alvarez', email: 'ana@example.com' });
  });
});
