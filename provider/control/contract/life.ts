import { expect } from 'vitest';
import { rejection, visit } from './steps.ts';
import type { WorldTest } from './world-test.ts';

/** A world is reset, stands alone, and goes. */
export const describeLife = (test: WorldTest): void => {
  test('a reset keeps clients and clears the rest', async ({ opened, world }) => {
    const settings = await world.settings.read();
    const { clientId } = await world.google.register({ clientId: '77-shop', redirectUris: [] });
    await world.people.add({ key: 'zoe' });
    await world.clock.age('1d');
    await world.faults.inject({ on: 'token', do: { drop: true } });
    await world.settings.change({ [opened.behaviours[0] ?? '']: false });
    const { access_token: value } = await world.google.mint({ as: 'zoe', clientId });

    await world.reset();

    expect((await world.clock.read()).agedSeconds).toBe(0);
    expect(await world.faults.list()).toEqual([]);
    expect(await world.settings.read()).toEqual(settings);
    expect((await world.people.list()).map(({ key }) => key)).not.toContain('zoe');
    expect(await world.tokens.expire({ value })).toBe(0);
    expect((await world.google.clients()).map((client) => client.clientId)).toContain(clientId);
  });

  test('a reset brings new people', async ({ world }) => {
    await world.reset([{ key: 'kim' }, { key: 'lou' }]);
    expect((await world.people.list()).map(({ key }) => key)).toEqual(expect.arrayContaining(['kim', 'lou']));
  });

  test('two worlds do not see each other', async ({ opened, world }) => {
    await using other = await opened.another();
    await world.clock.age('1d');
    await world.google.register({ clientId: '77-shop', redirectUris: [] });
    await world.people.add({ key: 'zoe' });
    await world.faults.inject({ on: 'token', do: { drop: true } });
    await visit(world);

    expect(other.id).not.toBe(world.id);
    expect(other.google.address).not.toBe(world.google.address);
    expect((await other.clock.read()).agedSeconds).toBe(0);
    expect((await other.google.clients()).map(({ clientId }) => clientId)).not.toContain('77-shop');
    expect((await other.people.list()).map(({ key }) => key)).not.toContain('zoe');
    expect(await other.faults.list()).toEqual([]);
    expect((await other.wire.read()).exchanges).toEqual([]);
  });

  test('a disposed world is gone', async ({ opened }) => {
    const gone = await opened.another();
    await gone[Symbol.asyncDispose]();
    await gone[Symbol.asyncDispose]();
    const calls = [
      () => gone.people.list(),
      () => gone.clock.read(),
      () => gone.clock.age('1m'),
      () => gone.faults.list(),
      () => gone.settings.read(),
      () => gone.wire.read(),
      () => gone.wire.find('x1'),
      () => gone.google.clients(),
      () => gone.tokens.list(),
      () => gone.wire.follow(),
      () => gone.snapshot(),
      () => gone.reset(),
    ];
    for (const call of calls) expect((await rejection(call())).code).toBe('world-gone');
  });
};
