import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../../lab/create-lab.ts';
import { GAPS, gapOf } from '../../../model/index.ts';
import { APP_ID, SECRET } from '../test-browser.ts';
import { APP_TOKEN, TestApp, told } from './test-app.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await createLab({ personas: ['facebook'] });
});
afterAll(() => lab.close());

const open = async (): Promise<TestApp> => new TestApp({ lab, world: await lab.world() }).register();

const ALL = 'public_profile email user_friends user_birthday publish_actions user_posts';

/** The status of a call with a token that may do everything, and what the lab says that it does not serve. */
const call = async (app: TestApp, path: string, init: RequestInit = {}): Promise<readonly [number, string | undefined]> => {
  const { status } = await app.graph(path, await app.token({ scope: ALL }), init);
  return [status, gapOf((await app.world.wire.read()).exchanges.at(-1) ?? { because: [] })];
};

describe('what the Graph API has and the lab does not', () => {
  it.each([
    ['/me/friends', '/me/friends,'],
    ['/v19.0/me/photos?limit=1', '/v19.0/me/photos,'],
    [`/${APP_ID}/accounts/test-users`, '/accounts/test-users,'],
    ['/search?q=x', '/search,'],
    ['/?ids=1,2', 'serve GET '],
    ['/me?fields=id,friends', 'the field friends of GET'],
    ['/me?fields=name,birthday', 'the field birthday of GET'],
    ['/me?fields=languages', 'the field languages of GET'],
    [`/${APP_ID}`, `/${APP_ID},`],
  ])('%s is a gap', async (path, named) => {
    const [status, gap] = await call(await open(), path);
    expect([status, gap]).toEqual([501, expect.stringContaining(named)]);
    expect(gap).toMatch(/^Login Lab does not serve .+, which Facebook may have\.$/);
  });

  it('so are device login, several objects in one call, and a post that was made here', async () => {
    const app = await open();
    expect(await call(app, '/v19.0/device/login', { method: 'POST' })).toEqual([501, expect.any(String)]);
    expect(await call(app, '/?ids=1,2')).toEqual([501, expect.any(String)]);
    const made = await app.post('/me/feed', await app.token({ scope: ALL }), { message: 'hi' });
    const { id } = (await made.json()) as { id: string };
    for (const method of ['GET', 'DELETE'])
      expect(await call(app, `/${id}`, { method })).toEqual([501, expect.stringContaining(id)]);
  });

  it('a page of the vendor and a grant of its SDKs as well', async () => {
    const app = await open();
    expect((await app.send('https://www.facebook.com/settings')).status).toBe(501);
    expect((await app.send('https://www.facebook.com/login.php')).status).toBe(501);
    const form = {
      grant_type: 'fb_extend_sso_token',
      client_id: APP_ID,
      client_secret: SECRET,
      access_token: await app.token(),
    };
    expect((await app.post('/oauth/access_token', undefined, form)).status).toBe(501);
  });
});

describe('what Graph itself refuses stays its own answer', () => {
  it.each([
    [{ grant_type: 'fb_extend_sso_token' }, 'An active access token must be used'],
    [{ grant_type: 'fb_extend_sso_token', access_token: 'nope' }, 'Cannot parse access token'],
    [{ grant_type: 'fb_extend_sso_token', client_id: '1' }, 'Invalid application ID'],
    [{ grant_type: 'fb_exchange_nonce' }, '(#100) Invalid parameter'],
  ])('a bad request of a grant of the mobile SDKs: %o', async (form, message) => {
    const app = await open();
    const reply = await app.post('/oauth/access_token', undefined, { client_id: APP_ID, client_secret: SECRET, ...form });
    expect(await told(reply)).toContain(message);
    expect((await app.world.wire.read()).exchanges.at(-1)?.because).toContainEqual(
      expect.objectContaining({ id: 'lab/not-mimicked' }),
    );
  });

  it('a token that is dead, wherever it is sent', async () => {
    const app = await open();
    const token = await app.token();
    await app.world.tokens.expire({ person: 'ana' });
    expect(await told(await app.graph('/me/friends', token))).toMatch(/^400 190/);
  });

  it.each([
    ['/me/bogus', '400 2500'],
    ['/2', '400 100/33'],
    ['/me?fields=name,fdsfds', '400 100'],
    ['/me?fields=friends,fdsfds', '400 100'],
    ['/', '400 100'],
  ])('nonsense: %s', async (path, error) => {
    const app = await open();
    expect(await told(await app.graph(path, await app.token({ scope: ALL })))).toContain(error);
    expect((await app.world.wire.read()).exchanges.map(gapOf)).toEqual([undefined]);
  });

  it('a field without its permission is left out', async () => {
    const app = await open();
    const reply = await app.graph('/me?fields=name,birthday,friends', await app.token({ scope: 'public_profile' }));
    expect(Object.keys((await reply.json()) as object)).toEqual(['name', 'id']);
  });

  it('everything, where the world wants it so', async () => {
    const app = await open();
    await app.world.settings.change({ [GAPS]: 'vendor' });
    expect(await told(await app.graph('/me/friends', APP_TOKEN))).toContain('An active access token must be used');
    const token = await app.token({ scope: ALL });
    expect(await told(await app.graph('/me/friends', token))).toContain('Unknown path components: /friends');
    expect(await told(await app.graph('/me?fields=languages', token))).toContain('nonexisting field (languages)');
    expect(await call(app, '/me?fields=birthday')).toEqual([200, undefined]);
  });
});
