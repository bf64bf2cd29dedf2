import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../lab/create-lab.ts';
import { ENGINE_WORDS, HOSTILE_TEXTS, hostileRequest, hostileValue, requestTo } from '../../testing/test-hostile.ts';
import { PERSONAS } from '../index.ts';
import { browse, NEW, PASSWORD, type TestBrowser } from './test-browser.ts';
import { jsonOf } from './test-observe.ts';

const NAMES = [
  ...['email', 'password', 'name', 'remember_me', 'current_password', 'status', 'grant_type', 'username', 'client_id', 'token'],
  ...['client_secret', 'refresh_token', 'scope', 'id', 'private_token', 'kind', '__proto__', 'constructor', 'toString', ''],
];

let lab: Lab;
let browser: TestBrowser;
let known: readonly string[] = [];

beforeAll(async () => {
  lab = await createLab({ personas: ['first-party'] });
  browser = await browse(lab);
  const other = await browse(lab);
  await browser.world.settings.change({ 'first-party/login/slower-each-time': false });
  await browser.signUp();
  const { token } = await jsonOf(await browser.tokenReply());
  const { token: foreign } = await jsonOf(await other.tokenReply());
  const { token: ended } = await jsonOf(await browser.tokenReply());
  await browser.json('DELETE', '/tokens/current', undefined, { authorization: `Token ${ended}` });
  known = [
    ...[token, foreign, ended].map(String),
    ...[NEW, PASSWORD, 'ana@example.com', 'nobody@example.com', 'wrong', 'true', 'on', '0', '1', '2', 'first-party-app'],
    ...[btoa('ana@example.com:x'), btoa('ana@example.com:wrong'), btoa(':'), btoa('no colon'), `nobody:${'A'.repeat(64)}`],
    ...['password', 'client_credentials', 'refresh_token'],
    ...HOSTILE_TEXTS,
  ];
});
afterAll(() => lab.close());

const value = hostileValue(() => known);
const hostile = hostileRequest(NAMES, value);

const isProblem = (body: Readonly<Record<string, unknown>>, status: number): boolean =>
  typeof body.type === 'string' && typeof body.title === 'string' && typeof body.detail === 'string' && body.status === status;

/** The form of an error at an address. */
const isErrorOf = (path: string, body: Readonly<Record<string, unknown>>, status: number): boolean => {
  if (path.startsWith('/oauth/')) return typeof body.error === 'string';
  return path === '/login' ? typeof body.message === 'string' || isProblem(body, status) : isProblem(body, status);
};

const expectAnswer = async (path: string, reply: Response): Promise<void> => {
  const text = await reply.text();
  expect([path, reply.status, text.slice(0, 200)]).toEqual([
    path,
    expect.toSatisfy((status: number) => status < 500),
    expect.any(String),
  ]);
  expect(text).not.toMatch(ENGINE_WORDS);
  if (reply.status === 401) expect(reply.headers.get('www-authenticate')).toMatch(/realm="first-party"/);
  if (reply.status === 405) expect(reply.headers.get('allow')).toMatch(/^[A-Z]+/);
  const isJson = /json/.test(reply.headers.get('content-type') ?? '');
  if (isJson && reply.status >= 400 && text !== '')
    expect([path, text, isErrorOf(path, JSON.parse(text) as Record<string, unknown>, reply.status)]).toEqual([path, text, true]);
};

const PATHS = [...new Set(PERSONAS['first-party'].routes.map(({ path }) => path.replace(/:\w+/g, 'some-id')))];

describe('whatever is sent, the API answers in its own form', () => {
  it.each(PATHS)('at %s', async (path) => {
    await fc.assert(
      fc.asyncProperty(hostile, async (made) => expectAnswer(path, await lab.fetch(requestTo(browser.base + path, made)))),
      { numRuns: 40 },
    );
  });

  it('at a registration, with members of any type', async () => {
    const any = fc.oneof(fc.jsonValue(), fc.constantFrom(NEW, PASSWORD, 'x@y.z', 7, null, true));
    const nearly = fc.record({ email: any, password: any, name: any, extra: any }, { requiredKeys: [] });
    await fc.assert(
      fc.asyncProperty(nearly, async (body) => expectAnswer('/users', await browser.json('POST', '/users', body))),
      { numRuns: 150 },
    );
  });

  it('to texts that are no JSON, at a position within them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 40 }), async (text) => {
        const reply = await browser.json('POST', '/users', text === '' ? '[' : text);
        expect([400, 422, 409, 201]).toContain(reply.status);
        const { detail = '' } = await jsonOf(reply);
        const position = Number(/at position (\d+)/.exec(String(detail))?.[1] ?? 0);
        expect(position).toBeLessThanOrEqual(Math.max(1, text.length));
      }),
      { numRuns: 200 },
    );
  });
});
