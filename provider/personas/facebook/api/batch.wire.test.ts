import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../../lab/create-lab.ts';
import { TestApp, told } from './test-app.ts';

interface Answer {
  readonly code: number;
  readonly headers?: readonly { readonly name: string; readonly value: string }[];
  readonly body: string;
}

let lab: Lab;
beforeAll(async () => {
  lab = await createLab({ personas: ['facebook'] });
});
afterAll(() => lab.close());

const open = async (): Promise<{ app: TestApp; token: string }> => {
  const app = await new TestApp({ lab, world: await lab.world() }).register();
  return { app, token: await app.token() };
};

const batch = async (app: TestApp, operations: unknown, form: Readonly<Record<string, string>>, path = '/') => {
  const body = new URLSearchParams({ batch: JSON.stringify(operations), ...form });
  return (await (await app.send(path, { method: 'POST', body })).json()) as readonly (Answer | null)[];
};

const ME = { method: 'GET', relative_url: 'me?fields=id,name' };

describe('a batch', () => {
  it.each(['/', '/v25.0', '/v25.0/'])('at %s is answered in order, each as the same call alone', async (path) => {
    const { app, token } = await open();
    const operations = [ME, { method: 'DELETE', relative_url: 'me/permissions/email' }, { relative_url: 'me/bogus' }];
    const [me, removed, bogus] = await batch(app, operations, { access_token: token }, path);
    const alone = await (await app.graph('/me?fields=id,name', token)).text();
    expect(me).toEqual({ code: 200, headers: expect.any(Array), body: alone });
    expect(me?.headers).toContainEqual({ name: 'Content-Type', value: 'application/json; charset=UTF-8' });
    expect(me?.headers).toContainEqual({ name: 'facebook-api-version', value: 'v25.0' });
    expect(removed).toMatchObject({ code: 200, body: '{"success":true}' });
    expect(bogus?.code).toBe(400);
    expect(JSON.parse(bogus?.body ?? '')).toMatchObject({ error: { message: 'Unknown path components: /bogus', code: 2500 } });
  });

  it('comes as a JSON body too, and leaves the headers out where they are not wanted', async () => {
    const { app, token } = await open();
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ access_token: token, include_headers: false, batch: [ME] });
    const reply = await app.send('/', { method: 'POST', headers, body });
    expect(await reply.json()).toEqual([{ code: 200, body: expect.stringContaining('"name":"Ana') }]);
  });

  it('with a bad token is one error, and so is what is no list or too long', async () => {
    const { app, token } = await open();
    const send = async (operations: unknown, form: Readonly<Record<string, string>>) =>
      told(await app.send('/', { method: 'POST', body: new URLSearchParams({ batch: JSON.stringify(operations), ...form }) }));
    expect(await send([ME], { access_token: 'nope' })).toBe('400 190 Invalid OAuth access token - Cannot parse access token');
    expect(await send({}, { access_token: token })).toBe('400 100 (#100) param batch must be an array.');
    expect(await send(new Array(51).fill(ME), { access_token: token })).toContain('Maximum batch size is 50');
  });

  it('lets each call have a token of its own, or none', async () => {
    const { app, token } = await open();
    const [own, none, unreadable] = await batch(app, [{ ...ME, access_token: token }, ME, {}], {});
    expect([own?.code, none?.code, unreadable?.code]).toEqual([200, 400, 400]);
    expect(none?.body).toContain('An active access token must be used');
  });

  it('hands results on by name, and keeps the answer of a named call to itself', async () => {
    const { app, token } = await open();
    const first = { name: 'me', ...ME };
    const [named, second] = await batch(app, [first, { relative_url: '{result=me:$.id}?fields=name' }], { access_token: token });
    expect(named).toBeNull();
    expect(JSON.parse(second?.body ?? '')).toMatchObject({ name: expect.stringContaining('Ana') });
    const [kept] = await batch(app, [{ ...first, omit_response_on_success: false }], { access_token: token });
    expect(kept?.code).toBe(200);
  });

  it('writes with the body of an operation', async () => {
    const { app, token } = await open();
    const operations = [
      { method: 'POST', relative_url: 'me/feed', body: 'message=hi' },
      { relative_url: 'v19.0/me/permissions' },
    ];
    const [made, listed] = await batch(app, operations, { access_token: token });
    expect([made?.code, listed?.code]).toEqual([200, 200]);
  });
});
