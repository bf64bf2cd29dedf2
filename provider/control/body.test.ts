import { describe, expect, test } from 'vitest';
import { AGE, BY_A_DAY, openLab } from './test-asking.ts';

describe('a write', () => {
  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    '',
    'application/json; charset=utf-16',
    'text/plain; application/json',
    'application/jsonp',
  ])('of type "%s" is refused, though the body is JSON', async (type) => {
    const { ask, agedSeconds } = await openLab();
    const { status, json } = await ask(AGE, { body: BY_A_DAY, headers: { 'content-type': type } });
    expect({ status, type: json.type }).toEqual({ status: 415, type: 'urn:loginlab:problem:not-json' });
    expect(await agedSeconds()).toBe(0);
  });

  test('without a body needs the type as well', async () => {
    const { ask } = await openLab();
    expect((await ask('/_lab/worlds', { method: 'POST', headers: { 'content-type': 'text/plain' } })).status).toBe(415);
    expect((await ask('/_lab/worlds')).json).toEqual({ worlds: ['default'] });
    expect((await ask('/_lab/worlds', { method: 'POST' })).status).toBe(200);
  });

  test.each(['{', '{"by":"1d"}}', "{by:'1d'}", '\u0000', '[', new Uint8Array([0x22, 0xff, 0x22])])(
    'of broken JSON is refused (%#)',
    async (body) => {
      const { status, json } = await (await openLab()).ask(AGE, { body });
      expect({ status, type: json.type }).toEqual({ status: 400, type: 'urn:loginlab:problem:malformed-json' });
    },
  );

  test.each([null, [], 'text', 7, true])('of %j where an object belongs is refused', async (body) => {
    const { status, json } = await (await openLab()).ask(AGE, { body: JSON.stringify(body) });
    expect({ status, pointer: json.pointer }).toEqual({ status: 422, pointer: '#' });
  });

  test('over 1 MiB is refused, one of exactly 1 MiB is read', async () => {
    const { ask } = await openLab();
    const padded = (size: number) => JSON.stringify(BY_A_DAY).padEnd(size, ' ');
    expect((await ask(AGE, { body: padded(1024 * 1024 + 1) })).status).toBe(413);
    expect((await ask(AGE, { body: padded(1024 * 1024) })).status).toBe(200);
  });

  test('nested without end is refused', async () => {
    const { ask } = await openLab();
    const deep = (levels: number) => `{"as":"ana","claims":${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}}`;
    const mint = '/_lab/worlds/default/personas/google/tokens';
    expect((await ask(mint, { body: deep(100) })).status).toBe(400);
    expect((await ask(mint, { body: deep(100_000) })).status).toBe(400);
  });

  test.each([
    ['{"by":"1d","__proto__":{"by":"9d"}}', '#/__proto__'],
    ['{"by":"1d","constructor":{"prototype":{"polluted":1}}}', '#/constructor'],
    ['{"by":{"__proto__":null}}', '#/by/__proto__'],
  ])('%s reaches no prototype', async (body, pointer) => {
    const { ask, agedSeconds } = await openLab();
    const { status, json } = await ask(AGE, { body });
    expect({ status, pointer: json.pointer }).toEqual({ status: 422, pointer });
    expect(await agedSeconds()).toBe(0);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  test.each([
    ['{"as":"ana","claims":{"deep":[{"__proto__":{"admin":true}}]}}', '#/claims/deep/0/__proto__'],
    ['{"as":"ana","claims":{"constructor":{"prototype":{"admin":true}}}}', '#/claims/constructor'],
  ])('nor does %s, where any member may stand', async (body, pointer) => {
    const { status, json } = await (await openLab()).ask('/_lab/worlds/default/personas/google/tokens', { body });
    expect({ status, pointer: json.pointer }).toEqual({ status: 422, pointer });
  });

  test('inherited names are no personas, worlds or settings', async () => {
    const { ask } = await openLab();
    expect((await ask('/_lab/worlds/__proto__/clock')).status).toBe(404);
    expect((await ask('/_lab/worlds/default/personas/constructor/clients')).status).toBe(404);
    expect((await ask('/_lab/worlds/default/settings', { method: 'PATCH', body: { toString: false } })).status).toBe(422);
  });

  test.each([
    [AGE, { by: '1d', extra: 1 }, '#/extra'],
    [AGE, {}, '#/by'],
    [AGE, { by: 3600 }, '#/by'],
    ['/_lab/worlds', { id: 'mine' }, '#/id'],
    ['/_lab/worlds/default/faults', { on: 'tokn', do: { drop: true } }, '#/on'],
    ['/_lab/worlds/default/faults', { on: 'token', do: { status: 99 } }, '#/do/status'],
    ['/_lab/worlds/default/faults', { on: 'token', do: { status: 200, boddy: '' } }, '#/do/boddy'],
    ['/_lab/worlds/default/faults', { on: 'token', do: { status: '503' } }, '#/do/status'],
    ['/_lab/worlds/default/faults', { on: 'token', do: { tamperIdToken: { signature: 'bad' } } }, '#/do/tamperIdToken/signature'],
    ['/_lab/worlds/default/faults', { on: 'token', do: {} }, '#/do'],
    ['/_lab/worlds/default/faults', { on: 'token', persona: 'gogle', do: { drop: true } }, '#/persona'],
    ['/_lab/worlds/default/reset', { people: [{ key: 'ana' }, { kee: 'bo' }] }, '#/people/1/key'],
    ['/_lab/worlds/default/tokens/expire', { kinds: ['id-token'] }, '#/kinds/0'],
    ['/_lab/worlds/default/tokens/short', { lifetimeSeconds: '2' }, '#/lifetimeSeconds'],
    ['/_lab/worlds/default/people', { key: 'a'.repeat(257) }, '#/key'],
  ])('to %s of %j is refused at the field', async (path, body, pointer) => {
    const { status, json } = await (await openLab()).ask(path, { body });
    expect({ status, pointer: json.pointer }).toEqual({ status: 422, pointer });
  });

  test('counts are bounded', async () => {
    const people = Array.from({ length: 1001 }, (_, i) => ({ key: `p${i}` }));
    const { lab, ask } = await openLab();
    expect((await ask('/_lab/worlds/default/reset', { body: { people } })).json.pointer).toBe('#/people');
    for (let open = 1; open < 10_000; open += 1) await lab.world();
    expect(await ask('/_lab/worlds', { body: {} })).toMatchObject({
      status: 429,
      json: { type: 'urn:loginlab:problem:too-many' },
    });
  });

  test.each([
    ['clients', '/_lab/worlds/default/personas/google/clients', (i: number) => ({ clientId: `c${i}` })],
    ['faults', '/_lab/worlds/default/faults', () => ({ on: 'token', do: { drop: true } })],
  ])('a world takes a thousand %s, and no more', async (_what, path, body) => {
    const { ask } = await openLab();
    let reply = await ask(path, { body: body(0) });
    for (let i = 1; i <= 1000 && reply.status === 200; i += 1) reply = await ask(path, { body: body(i) });
    expect(reply).toMatchObject({ status: 429, json: { type: 'urn:loginlab:problem:too-many' } });
    expect((await ask(path)).json).toHaveLength(1000);
  });

  test('a world takes ten thousand people, and no more', async () => {
    const { lab, ask } = await openLab();
    const { length } = await lab.default.people.list();
    await lab.default.seed({ people: Array.from({ length: 10_000 - length }, (_, i) => ({ key: `p${i}` })) });
    const place = '/_lab/worlds/default/people';
    expect((await ask(place, { body: { key: 'p7', name: 'Somebody Known' } })).status).toBe(200);
    expect(await ask(place, { body: { key: 'one-more' } })).toMatchObject({
      status: 429,
      json: { type: 'urn:loginlab:problem:too-many' },
    });
    expect((await ask(place)).json).toHaveLength(10_000);
  });

  test('a wrong setting changes none', async () => {
    const { lab, ask } = await openLab();
    const id = 'google/refresh/first-consent-only';
    const body = { [id]: false, 'google/refresh/first-consent-onyl': false };
    const { status, json } = await ask('/_lab/worlds/default/settings', { method: 'PATCH', body });
    expect(status).toBe(422);
    expect(json).toMatchObject({ type: 'urn:loginlab:problem:unknown-id', pointer: '#/google~1refresh~1first-consent-onyl' });
    expect((await lab.default.settings.read())[id]).toBe(true);
  });
});
