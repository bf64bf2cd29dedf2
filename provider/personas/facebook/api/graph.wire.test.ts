import { createHmac } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../../lab/create-lab.ts';
import { serveEndlessly } from '../../../testing/test-endless-server.ts';
import { APP_ID, CALLBACK, SECRET } from '../test-browser.ts';
import { APP_TOKEN, TestApp, told } from './test-app.ts';
import { listenOnce } from './test-listener.ts';

type Json = Readonly<Record<string, unknown>>;

const OTHER = '210000000000043';
const json = async (reply: Response): Promise<Json> => (await reply.json()) as Json;
const dataOf = async (reply: Response): Promise<Json> => (await json(reply)).data as Json;

let lab: Lab;
beforeAll(async () => {
  lab = await createLab({ personas: ['facebook'] });
});
afterAll(() => lab.close());

const open = async (settings: Readonly<Record<string, string | number | boolean>> = {}): Promise<TestApp> => {
  const world = await lab.world();
  await world.settings.change(settings);
  return new TestApp({ lab, world }).register();
};

const withOther = async (app: TestApp): Promise<string> => {
  const client = { clientId: OTHER, clientSecret: SECRET, redirectUris: [CALLBACK], name: 'Other' };
  await app.world.facebook.register(client);
  return app.token({ clientId: OTHER });
};

describe('the profile', () => {
  it('has another id for each app, always the same, larger than a number', async () => {
    const app = await open();
    const ids = [];
    for (const token of [await app.token(), await app.token(), await withOther(app)])
      ids.push((await json(await app.graph('/me', token))).id);
    expect(ids[0]).toBe(ids[1]);
    expect(ids[0]).not.toBe(ids[2]);
    expect(BigInt(String(ids[0]))).toBeGreaterThan(BigInt(Number.MAX_SAFE_INTEGER));
  });

  it('is told at /me whatever app the token was made for, and only debug_token says for which', async () => {
    const app = await open();
    const foreign = await withOther(app);
    expect((await app.graph('/me', foreign)).status).toBe(200);
    expect(await dataOf(await app.inspect(foreign, `${OTHER}|${SECRET}`))).toMatchObject({ app_id: OTHER });
  });

  it('leaves out an address that was not granted, is empty, or was never confirmed, with 200 each time', async () => {
    const app = await open();
    const seen = async (token: string) => Object.keys(await json(await app.graph('/me?fields=name,email', token)));
    expect(await seen(await app.token())).toEqual(['name', 'email', 'id']);
    expect(await seen(await app.token({ scope: 'public_profile', as: 'ben' }))).toEqual(['name', 'id']);
    expect(await seen(await app.token({ as: 'no-email' }))).toEqual(['name', 'id']);
    expect(await seen(await app.token({ as: 'unverified' }))).toEqual(['name', 'id']);
  });

  it('expands the picture, in the size that was asked for', async () => {
    const app = await open();
    const user = await json(await app.graph('/me?fields=picture.type(large),id', await app.token()));
    expect(Object.keys(user)).toEqual(['picture', 'id']);
    expect(user.picture).toEqual({
      data: {
        height: 200,
        is_silhouette: false,
        url: expect.stringContaining(`asid=${user.id}&height=200&width=200`),
        width: 200,
      },
    });
  });

  it('is found by the id of the app only, and not by that of somebody else', async () => {
    const app = await open();
    const [ana, ben] = [await app.token(), await app.token({ as: 'ben' })];
    const { id } = await json(await app.graph('/me', ana));
    expect((await app.graph(`/${id}`, ana)).status).toBe(200);
    expect(await told(await app.graph(`/${id}`, ben))).toContain(`400 100/33 Unsupported get request. Object with ID '${id}'`);
  });

  it('is told to the app itself only of people who let it in', async () => {
    const app = await open();
    await app.shortToken();
    const { id } = await json(await app.graph('/me', await app.token()));
    expect(await json(await app.graph(`/${id}?fields=name`, APP_TOKEN))).toEqual({ name: 'Ana Alvarez', id });
    await app.world.grants.revoke({ person: 'ana' });
    expect(await told(await app.graph(`/${id}?fields=name`, APP_TOKEN))).toContain('400 100/33');
  });
});

describe('permissions', () => {
  it('are listed with their status, for the person and for the app', async () => {
    const app = await open();
    const token = await app.token({ scope: 'public_profile email' });
    await app.shortToken();
    await app.remove('/me/permissions/email', token);
    const list = {
      data: [
        { permission: 'public_profile', status: 'granted' },
        { permission: 'email', status: 'declined' },
      ],
    };
    expect(await json(await app.graph('/me/permissions', token))).toEqual(list);
    const { id } = await json(await app.graph('/me', token));
    expect(await json(await app.graph(`/${id}/permissions`, APP_TOKEN))).toEqual(list);
  });

  it('taken back singly leave the token alive, and what they opened is closed', async () => {
    const app = await open();
    const token = await app.shortToken('public_profile,email,publish_actions');
    expect((await app.post('/me/feed', token, { message: 'hi' })).status).toBe(200);
    expect(await json(await app.remove('/me/permissions/publish_actions', token))).toEqual({ success: true });
    expect(await told(await app.post('/me/feed', token, { message: 'hi' }))).toMatch(/^400 200 /);
    expect((await app.graph('/me', token)).status).toBe(200);
  });

  it('taken back altogether remove the app: every token dies, and the dialog asks again', async () => {
    const app = await open();
    const [short, long] = [await app.shortToken(), await app.token()];
    expect(await json(await app.remove('/me/permissions', short))).toEqual({ success: true });
    for (const token of [short, long]) expect(await told(await app.graph('/me', token))).toMatch(/^400 190\/466 /);
    const query = { client_id: APP_ID, redirect_uri: CALLBACK, response_type: 'code', scope: 'email' };
    expect(await (await app.send(`/dialog/oauth?${new URLSearchParams(query)}`)).text()).toContain('page-consent');
  });

  it('may be taken back with the word true in the body, as the documentation has it', async () => {
    const app = await open({ 'facebook/graph/remove-permissions': 'true' });
    expect(await (await app.remove('/me/permissions', await app.token())).text()).toBe('true');
  });
});

describe('pictures', () => {
  it('are redirected to, and described when no redirect is wanted', async () => {
    const app = await open();
    const token = await app.token();
    const { id } = await json(await app.graph('/me', token));
    const redirect = await app.graph(`/${id}/picture?type=normal`, token);
    expect([redirect.status, redirect.headers.get('location')]).toEqual([302, expect.stringContaining(`asid=${id}&height=100`)]);
    const described = await dataOf(await app.graph('/me/picture?redirect=false', token));
    expect(Object.keys(described)).toEqual(['height', 'is_silhouette', 'url', 'width']);
    expect(await told(await app.send('/me/picture'))).toMatch(/^400 2500 /);
  });
});

describe('the feed', () => {
  it('is a person’s: the token of the app counts for none', async () => {
    const app = await open();
    expect(await told(await app.graph('/1/feed', APP_TOKEN))).toMatch(/^400 104 An access token is required/);
    expect(await told(await app.graph('/me/feed', APP_TOKEN))).toMatch(/^400 2500 /);
  });

  it('keeps what an app posts and pages through it by addresses with the token in them', async () => {
    const app = await open();
    const token = await app.token({ scope: 'public_profile publish_actions user_posts' });
    for (const message of ['one', 'two', 'three']) await app.post('/v19.0/me/feed', token, { message });
    const first = await json(await app.graph('/v19.0/me/feed?limit=2', token));
    expect((first.data as Json[]).map(({ message }) => message)).toEqual(['three', 'two']);
    const { next } = first.paging as { next: string };
    expect(new URL(next).searchParams.get('access_token')).toBe(token);
    const second = await json(await app.send(next));
    expect((second.data as Json[]).map(({ message }) => message)).toEqual(['one']);
    expect(second.paging).not.toHaveProperty('next');
  });

  it('is closed without its permission, for reading and for writing', async () => {
    const app = await open({ 'facebook/graph/permission-missing': '299' });
    const token = await app.token({ scope: 'public_profile' });
    expect(await told(await app.graph('/me/feed', token))).toBe('400 299 (#299) Requires extended permission: user_posts');
    expect(await told(await app.post('/me/feed', token, { message: 'x' }))).toContain('publish_actions');
  });
});

describe('dead tokens', () => {
  it('answer each with a code and a subcode of its own, and the log says why', async () => {
    const app = await open();
    const short = await app.shortToken();
    await app.world.sessions.end({ person: 'ana' });
    const [expired, revoked] = [await app.token({ as: 'ben' }), await app.token({ as: 'cleo' })];
    await app.world.tokens.expire({ value: expired });
    await app.world.grants.revoke({ person: 'cleo' });
    const answers = [];
    for (const token of [short, expired, revoked, 'garbage'])
      answers.push((await told(await app.graph('/me', token))).slice(0, 11));
    expect(answers).toEqual(['400 190/467', '400 190/463', '400 190/458', '400 190 Inv']);
    const spoken = await app.browser.spoken();
    for (const cause of ['logged-out', 'expired', 'app-removed', 'unreadable'])
      expect(spoken).toContain(`facebook/token-death/${cause}`);
  });

  it('tell both moments of an expiry on the clocks of California', async () => {
    const app = await open();
    const token = await app.shortToken();
    await app.world.clock.age('3h');
    expect(await told(await app.graph('/me', token))).toMatch(
      /has expired on \w+day, \d\d-\w{3}-\d\d \d\d:00:00 P[SD]T\. The current time is \w+day, \d\d-\w{3}-\d\d \d\d:\d\d:\d\d P[SD]T\.$/,
    );
  });

  it('leave the subcode out where live answers did, though an inspection has it', async () => {
    const app = await open({ 'facebook/graph/error-envelope': 'without-subcode' });
    const token = await app.token();
    await app.world.tokens.expire({ value: token });
    expect(await told(await app.graph('/me', token))).toMatch(/^400 190 Error validating/);
    expect(await dataOf(await app.inspect(token))).toMatchObject({ error: { code: 190, subcode: 463 }, is_valid: false });
  });

  it.each([
    ['since-2017', '400 190 Error validating access token: The session has been invalidated because the user changed their'],
    ['since-2017-documented', '400 190/460 Error validating access token: The session has been invalidated because'],
    ['until-2016', '400 190/460 Error validating access token: Session does not match current stored session.'],
    ['in-2011', '400 190 Error validating access token: The session has been invalidated because the user has changed'],
  ])('of before a changed password answer in the words of %s', async (words, answer) => {
    const app = await open({ 'facebook/token-death/password-changed': words });
    const token = await app.token();
    await app.world.people.changePassword('ana');
    expect(await told(await app.graph('/me', token))).toContain(answer);
    const exchange = { grant_type: 'fb_exchange_token', fb_exchange_token: token };
    expect(await told(await app.browser.token(exchange))).toContain(answer);
    const { error } = await dataOf(await app.inspect(token));
    expect(error).toMatchObject(words === 'in-2011' ? { code: 190 } : { code: 190, subcode: 460 });
  });

  it('of an account that was blocked stay dead when it is open again, and new ones live', async () => {
    const app = await open();
    const token = await app.token();
    await app.world.people.change('ana', { status: 'disabled' });
    await app.world.people.change('ana', { status: 'active' });
    expect(await told(await app.graph('/me', token))).toMatch(/^400 190\/459 /);
    expect((await app.graph('/me', await app.token())).status).toBe(200);
  });

  it('of a blocked account name the kind of checkpoint', async () => {
    const app = await open({ 'facebook/token-death/checkpointed': 'blocking' });
    const token = await app.token();
    await app.world.people.change('ana', { status: 'disabled' });
    expect(await told(await app.graph('/me', token))).toBe(
      '400 190/490 Error validating access token: The user is enrolled in a blocking, logged-in checkpoint',
    );
  });

  it('are not those of a login after the password was changed', async () => {
    const app = await open();
    const before = await app.token();
    await app.world.people.changePassword('ana');
    const after = await app.token();
    expect([(await app.graph('/me', before)).status, (await app.graph('/me', after)).status]).toEqual([400, 200]);
  });

  it('are the short-lived ones after a sign-out; those that live long go on', async () => {
    const app = await open();
    const [short, long] = [await app.shortToken(), await app.token()];
    await app.world.sessions.end({ person: 'ana' });
    expect([(await app.graph('/me', short)).status, (await app.graph('/me', long)).status]).toEqual([400, 200]);
  });

  it('are those of an app that was deleted, of people and of its own', async () => {
    const app = await open();
    const token = await app.token();
    await app.register({ status: 'deleted' });
    for (const dead of [token, APP_TOKEN])
      expect(await told(await app.graph('/1', dead))).toMatch(/^400 190 Error validating application\. /);
  });

  it('are told to nobody: the app hears of it only when it calls', async () => {
    await using listener = await listenOnce();
    const app = await open();
    await app.register({ deauthorizeUrl: listener.url, dataDeletionUrl: listener.url });
    await app.shortToken();
    await app.world.people.changePassword('ana');
    await app.world.sessions.end({ person: 'ana' });
    await app.world.tokens.expire({ person: 'ana' });
    await app.world.wire.idle();
    expect(listener.bodies).toEqual([]);
  });
});

describe('inspection', () => {
  it('describes a short-lived token without the moment of its issue, and its scopes as they are today', async () => {
    const app = await open();
    const token = await app.shortToken();
    const data = await dataOf(await app.inspect(token));
    expect(Object.keys(data).join(' ')).toBe('app_id type application data_access_expires_at expires_at is_valid scopes user_id');
    expect(data).toMatchObject({
      app_id: APP_ID,
      type: 'USER',
      application: 'Shop',
      is_valid: true,
      scopes: ['public_profile', 'email'],
    });
    expect(Number(data.expires_at) % 3600).toBe(0);
  });

  it('tells of a dead token with status 200, the error in its place', async () => {
    const app = await open();
    const token = await app.token();
    await app.world.grants.revoke({ person: 'ana' });
    const reply = await app.inspect(token);
    expect(reply.status).toBe(200);
    const data = await dataOf(reply);
    expect(Object.keys(data).slice(3, 7)).toEqual(['data_access_expires_at', 'error', 'expires_at', 'is_valid']);
    expect(data).toMatchObject({ error: { code: 190, subcode: 458 }, is_valid: false, scopes: [] });
    expect(Object.keys(data.error as object)).toEqual(['code', 'message', 'subcode']);
  });

  it('describes app tokens of both forms, and is refused with a dead caller', async () => {
    const app = await open();
    const query = { grant_type: 'client_credentials', client_id: APP_ID, client_secret: SECRET };
    const { access_token: issued } = await json(await app.send(`/oauth/access_token?${new URLSearchParams(query)}`));
    expect(issued).toMatch(new RegExp(`^${APP_ID}\\|[A-Za-z0-9_-]{27}$`));
    for (const caller of [APP_TOKEN, String(issued)])
      expect(await json(await app.inspect(String(issued), caller))).toEqual({
        data: { app_id: APP_ID, type: 'APP', application: 'Shop', is_valid: true, scopes: [] },
      });
    const token = await app.token();
    await app.world.tokens.expire({ value: token });
    expect(await told(await app.inspect(token, token))).toMatch(/^400 190\/463 /);
  });

  it('is for developers of the app as well, and for nobody else', async () => {
    const app = await open();
    await app.register({ testers: ['ana'] });
    const [ana, ben] = [await app.token(), await app.token({ as: 'ben' })];
    expect((await app.inspect(ben, ana)).status).toBe(200);
    expect(await told(await app.inspect(ana, ben))).toMatch(/^400 100 \(#100\) You must provide an app access token/);
  });

  it('fails for an installed app, whose app token counts for nothing', async () => {
    const app = await open();
    const token = await app.token();
    await app.register({ kind: 'desktop' });
    expect(await told(await app.inspect(token))).toBe(
      '400 1 The request is invalid because the app is configured as a desktop app',
    );
  });
});

describe('calls', () => {
  it('prove the app secret, with a time or without', async () => {
    const app = await open();
    await app.register({ requiresSecretProof: true });
    const token = await app.token();
    const now = Math.floor(Date.now() / 1000);
    const timed = (at: number) => `/me?appsecret_proof=${app.proof(token, at)}&appsecret_time=${at}`;
    expect((await app.graph(`/me?appsecret_proof=${app.proof(token)}`, token)).status).toBe(200);
    expect((await app.graph(timed(now), token)).status).toBe(200);
    expect(await told(await app.graph(timed(now - 3600), token))).toContain('Invalid appsecret_proof');
    expect(await told(await app.graph(`/me?appsecret_proof=${app.proof('other')}`, token))).toContain('Invalid appsecret_proof');
  });

  it('are counted, and told of it; over the limit they are refused until the hour is over', async () => {
    const app = await open({ 'facebook/graph/rate-limit': 2 });
    const token = await app.token();
    const first = await app.graph('/me', token);
    expect(JSON.parse(first.headers.get('x-app-usage') ?? '')).toMatchObject({ call_count: 50 });
    await app.graph('/me', token);
    expect(await told(await app.graph('/me', token))).toBe('400 4 (#4) Application request limit reached');
    await app.world.settings.change({ 'facebook/graph/rate-limit-error': '613' });
    expect(await told(await app.graph('/me', token))).toMatch(/^400 613 /);
    await app.world.clock.age('61m');
    expect((await app.graph('/me', token)).status).toBe(200);
  });

  it('are refused what permissions open 90 days after the last visit of the dialog, until the next one', async () => {
    const app = await open({ 'facebook/token/code-flow-lifetime': 120 });
    const token = await app.token();
    await app.world.clock.age('91d');
    expect((await app.graph('/me', token)).status).toBe(200);
    expect(await told(await app.post('/me/feed', token, { message: 'x' }))).toMatch(/^400 200 /);
    await app.shortToken();
    expect((await app.post('/me/feed', token, { message: 'x' })).status).toBe(200);
  });

  it('with a transient error say so before the code', async () => {
    const app = await open({ 'facebook/graph/transient-error': '2' });
    const text = await (await app.graph('/me', await app.token())).text();
    expect(text).toMatch(/"type":"OAuthException","is_transient":true,"code":2,"fbtrace_id"/);
  });

  it('name the id of an error in a header too, and end with it', async () => {
    const app = await open();
    const reply = await app.send('/me');
    const { error } = (await json(reply)) as { error: Json };
    expect(Object.keys(error).at(-1)).toBe('fbtrace_id');
    expect(reply.headers.get('x-fb-request-id')).toBe(error.fbtrace_id);
    expect([reply.headers.get('cache-control'), reply.headers.get('etag')]).toEqual(['no-store', null]);
  });

  it('know no usernames, no other methods and no other paths', async () => {
    const app = await open();
    const token = await app.token();
    expect(await told(await app.post('/me', token, { name: 'x' }))).toMatch(/^400 100\/33 Unsupported post request\./);
    expect(await told(await app.graph('/v19.0', token))).toBe('400 100 No node specified');
    expect(await told(await app.graph('/2.0/me', token))).toBe('400 2500 Unknown path components: /me');
  });
});

describe('signing out at logout.php', () => {
  const signOut = (app: TestApp, query: Readonly<Record<string, string>>) =>
    app.send(`/logout.php?${new URLSearchParams(query)}`);
  const next = 'https://shop.example/bye';

  it('ends the session and goes on to the app', async () => {
    const app = await open();
    const token = await app.shortToken();
    const reply = await signOut(app, { access_token: token, next });
    expect([reply.status, reply.headers.get('location')]).toEqual([302, next]);
    expect(await told(await app.graph('/me', token))).toMatch(/^400 190\/467 /);
  });

  it('leaves alone what was begun in another browser', async () => {
    const app = await open();
    const elsewhere = await new TestApp(app).shortToken();
    const here = await app.shortToken();
    await signOut(app, { access_token: here, next });
    expect([(await app.graph('/me', here)).status, (await app.graph('/me', elsewhere)).status]).toEqual([400, 200]);
  });

  it('changes nothing without a good token, for somebody else, or on the way to another site', async () => {
    const app = await open();
    const token = await app.shortToken();
    const ben = await app.token({ as: 'ben' });
    const wrong = [{ next }, { next, access_token: 'x' }, { next, access_token: ben }, { access_token: token }];
    for (const query of [...wrong, { access_token: token, next: 'https://evil.example/' }, { access_token: APP_TOKEN, next }]) {
      const reply = await signOut(app, query);
      expect([reply.status, await reply.text()]).toEqual([200, expect.stringContaining('still-signed-in')]);
    }
    expect((await app.graph('/me', token)).status).toBe(200);
  });
});

describe('an app that was removed', () => {
  const signedIn = (body: string | undefined): Json => {
    const [signature = '', payload = ''] = (new URLSearchParams(body).get('signed_request') ?? '').split('.');
    expect(signature).toBe(createHmac('sha256', SECRET).update(payload).digest('base64url'));
    return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Json;
  };

  it('is told by a signed request, whichever way the person removed it', async () => {
    await using listener = await listenOnce();
    const app = await open();
    await app.register({ deauthorizeUrl: listener.url });
    await app.shortToken();
    const { id } = await json(await app.graph('/me', await app.token()));
    await app.world.grants.revoke({ person: 'ana', clientId: APP_ID });
    await app.world.wire.idle();
    await app.remove('/me/permissions', await app.shortToken());
    await app.world.wire.idle();
    expect(listener.bodies.length).toBe(2);
    for (const body of listener.bodies) {
      const payload = signedIn(body);
      expect(Object.keys(payload)).toEqual(['user_id', 'algorithm', 'issued_at']);
      expect(payload).toMatchObject({ user_id: id, algorithm: 'HMAC-SHA256' });
    }
  });

  it('has to answer a deletion with an address and a code, and the log says when it does not', async () => {
    await using good = await listenOnce();
    await using poor = await listenOnce('{"url":"https://shop.example/d/1"}');
    const said = async (dataDeletionUrl: string) => {
      const app = await open();
      await app.register({ dataDeletionUrl });
      await app.shortToken();
      await app.world.grants.revoke({ person: 'ana' });
      await app.world.wire.idle();
      const { exchanges } = await app.world.wire.read();
      return exchanges.find(({ endpoint }) => endpoint === 'data-deletion-callback')?.because.map(({ id }) => id);
    };
    expect(await said(good.url)).toEqual(['facebook/callback/data-deletion']);
    expect(await said(poor.url)).toEqual(['facebook/callback/data-deletion', 'lab/app-answer']);
  });

  it.each([
    ['without end', {}],
    [
      'that unpacks to gigabytes',
      { headers: { 'content-encoding': 'gzip' }, chunk: gzipSync(Buffer.alloc(64 * 1024 * 1024, 'x')) },
    ],
  ])('is read up to a limit when it gives an answer %s', async (_what, answers) => {
    await using endless = await serveEndlessly(answers);
    const app = await open();
    await app.register({ deauthorizeUrl: `${endless.url}/gone` });
    await app.shortToken();
    await app.world.grants.revoke({ person: 'ana' });
    await app.world.wire.idle();
    const { exchanges } = await app.world.wire.read();
    const call = exchanges.find(({ endpoint }) => endpoint === 'deauthorize-callback');
    expect(call?.because.at(-1)).toEqual({
      id: 'lab/app-answer',
      why: `the answer of ${endless.url}/gone is longer than 1048576 bytes, and the rest was not read. Answer briefly.`,
    });
    expect(call?.response).toMatchObject({ status: 200, cutFromBytes: 1048576 });
    expect(await endless.left).toBeLessThan(64 * 1024 * 1024);
  });

  it('is registered with addresses that can be called, and told of one that cannot', async () => {
    const app = await open();
    await expect(app.register({ dataDeletionUrl: 'nowhere' })).rejects.toThrow(
      'Expected an absolute URL as dataDeletionUrl, found "nowhere".',
    );
  });

  it('is told only on loopback, and the log says what came of it', async () => {
    const app = await open();
    await app.register({ deauthorizeUrl: 'https://shop.example/deauthorize', dataDeletionUrl: 'http://127.0.0.1:9/nobody' });
    await app.shortToken();
    await app.world.grants.revoke({ person: 'ana' });
    await app.world.wire.idle();
    const { exchanges } = await app.world.wire.read();
    const calls = exchanges.filter(({ endpoint }) => endpoint.endsWith('-callback'));
    expect(calls.map(({ endpoint, response }) => [endpoint, response])).toEqual([
      ['deauthorize-callback', undefined],
      ['data-deletion-callback', undefined],
    ]);
    const said = calls.map(({ because }) => because.at(-1));
    expect(said[0]).toEqual({
      id: 'lab/app-not-told',
      why: 'https://shop.example/deauthorize could not be called: the lab calls only http addresses on loopback',
    });
    expect(said[1]).toMatchObject({
      id: 'lab/app-not-told',
      why: expect.stringContaining('http://127.0.0.1:9/nobody could not be called'),
    });
  });
});
