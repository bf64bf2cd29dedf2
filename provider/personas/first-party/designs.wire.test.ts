import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectLab } from '../../control/client.ts';
import { createLab, type Lab } from '../../lab/create-lab.ts';
import { behaviours } from './behaviours/index.ts';
import { designs } from './designs.ts';
import { TestBrowser } from './test-browser.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await createLab({ personas: ['first-party'], design: 'sessions' });
});
afterAll(() => lab.close());

const challengesOf = async (browser: TestBrowser): Promise<string> =>
  [...((await browser.me()).headers.get('www-authenticate') ?? '').matchAll(/(\w+) realm=/g)].map(([, name]) => name).join(' ');

describe('designs', () => {
  it.each(designs)('are settings that behaviours take: $id', ({ settings, summary }) => {
    for (const [id, value] of Object.entries(settings))
      expect(behaviours.find((behaviour) => behaviour.id === id)?.setting.parse(value)).toBe(value);
    expect(summary).toMatch(/^[A-Z].*\.$/);
  });

  it('apply to every world of a lab, until a world has settings of its own or is reset', async () => {
    const browser = new TestBrowser(lab, await lab.world());
    expect(await challengesOf(browser)).toBe('Cookie');
    await browser.world.settings.change({ 'first-party/clients/credentials': 'token' });
    expect(await challengesOf(browser)).toBe('Token');
    await browser.world.reset();
    expect(await challengesOf(browser)).toBe('Cookie');
  });

  it('are used by one world, in this process and over the control API, and put back what another one set', async () => {
    const world = await lab.world();
    const browser = new TestBrowser(lab, world);
    await world.designs.use('token-in-registration');
    expect(await challengesOf(browser)).toBe('Token');
    expect(Object.keys((await (await browser.signUp()).json()) as object)).toEqual(['user', 'token']);
    const there = await (await connectLab(lab.url)).find(world.id);
    await there.designs.use('sessions');
    expect(Object.keys((await (await browser.signUp({ email: 'other@shop.example' })).json()) as object)).not.toContain('token');
    expect(await there.designs.list()).toEqual(await world.designs.list());
    await expect(there.designs.use('session')).rejects.toMatchObject({ code: 'unknown-id', field: 'design' });
  });

  it('are refused by their nearest name, and where their persona is not served', async () => {
    await expect(createLab({ personas: ['first-party'], design: 'hmacs' })).rejects.toThrow(/did you mean "hmac"/);
    await expect(createLab({ personas: ['google'], design: 'hmac' })).rejects.toMatchObject({ code: 'unknown-id' });
  });
});
