import { expect, test } from 'vitest';
import { createLab } from '../lab/create-lab.ts';
import { signatureOf, stringToSign } from '../personas/first-party/hmac-signature.ts';

test('the log of a restored world shows none of the tokens that came with the snapshot', async () => {
  await using lab = await createLab();
  const { access_token, refresh_token } = await lab.default.google.mint({ as: 'ana' });
  const world = await lab.world();
  await world.restore(await lab.default.snapshot());
  await (
    await lab.fetch(`${world.google.address}/nowhere`, { method: 'POST', body: `lost: ${access_token} and ${refresh_token}` })
  ).text();
  const [exchange] = (await world.wire.read()).exchanges;
  expect(exchange?.request.body).toMatch(/^lost: access-token#\d+ and refresh-token#\d+$/);
});

test('a snapshot of a lab with another persona is refused by name, and changes nothing', async () => {
  await using both = await createLab({ personas: ['google', 'facebook'] });
  await using google = await createLab({ personas: ['google'] });
  await both.default.facebook.mint({ as: 'ana' });
  const before = await google.default.google.clients();
  await expect(google.default.restore(await both.default.snapshot())).rejects.toMatchObject({
    code: 'usage',
    field: expect.stringMatching(/^rows\.\w+\[\d+\]\.keys\.persona$/),
    message: expect.stringContaining('it has the persona "facebook", but this lab has google.'),
  });
  expect(await google.default.google.clients()).toEqual(before);
  await expect(both.default.restore(await google.default.snapshot())).resolves.toBeUndefined();
});

test('a login with Facebook is brought back, and ends as it would have', async () => {
  await using lab = await createLab();
  const { access_token } = await lab.default.facebook.mint({ as: 'ana' });
  const me = async () => (await lab.fetch(`${lab.default.facebook.address}/v19.0/me?access_token=${access_token}`)).status;
  const snapshot = await lab.default.snapshot();
  await lab.default.reset();
  expect(await me()).toBe(400);
  await lab.default.restore(snapshot);
  expect(await me()).toBe(200);
  expect(await lab.default.grants.revoke({ person: 'ana', persona: 'facebook' })).toBeGreaterThan(0);
  expect(await me()).toBe(400);
});

test('a snapshot goes on ageing by the calendar, and with the world that it is restored into', async () => {
  await using lab = await createLab();
  await lab.default.clock.age('2h');
  await lab.default.google.mint({ as: 'ana' });
  const snapshot = await lab.default.snapshot();
  await lab.default.clock.age('1d');
  await lab.default.restore(snapshot);
  expect(await lab.default.clock.read()).toMatchObject({ agedSeconds: 7200 });
  expect(await lab.default.tokens.list({ kind: 'access-token', state: 'live' })).toHaveLength(1);
  await lab.default.clock.age('61m');
  expect(await lab.default.tokens.list({ kind: 'access-token', state: 'live' })).toEqual([]);
});

test('a restored world makes nothing older by what its former life was aged', async () => {
  await using lab = await createLab({ personas: ['first-party'] });
  const world = lab.default;
  const { address } = world['first-party'];
  const send = async (method: string, path: string, headers: Record<string, string>, body?: object) =>
    lab.fetch(`${address}${path}`, {
      ...{ method, headers: { 'content-type': 'application/json', ...headers } },
      ...(body && { body: JSON.stringify(body) }),
    });
  const authorization = `Basic ${Buffer.from('ana@example.com:correct horse').toString('base64')}`;
  const key = (await (await send('POST', '/keys', { authorization }, { type: 'hmac' })).json()) as Record<string, string>;
  const snapshot = await world.snapshot();
  const date = new Date(Date.now() - 1000).toUTCString();
  const target = new URL(`${address}/random`).pathname;
  const text = stringToSign({ method: 'GET', target, date, body: Buffer.from('') });
  const signed = { date, authorization: `HMAC ${key.key_id}:${signatureOf(key.secret ?? '', text)}` };
  await world.clock.age('6m');
  expect((await send('GET', '/random', signed)).status).toBe(401);
  await world.restore(snapshot);
  expect((await send('GET', '/random', signed)).status).toBe(200);
});
