/**
 * `loginlab/playwright`: Playwright's own `test` with a lab behind it. Every test has a world of its own; what its pages ask
 * of the vendors' hosts, redirects included, goes there.
 *
 * @example
 * import { expect, test } from 'loginlab/playwright';
 *
 * test('the session survives the night', async ({ page, world }) => {
 *   await page.goto('http://127.0.0.1:3000');
 *   await page.getByRole('link', { name: 'Sign in with Google' }).click();
 *   await page.getByRole('button', { name: 'Ana Alvarez' }).click();
 *   await world.clock.shift('1d'); // the page's clock as well
 * });
 */
import { type BrowserContext, test as base } from '@playwright/test';
import { createLab, type Lab, type LabOptions, type LabProxy, openProxy, type World } from '../provider/index.ts';

export { expect } from '@playwright/test';

/** What every test has. */
export interface LoginLabFixtures {
  /** A world of the test's own. Its `clock.shift` moves the clocks of the test's pages too. */
  readonly world: World;
}

/** What tests of one worker share. */
export interface LoginLabWorkerFixtures {
  /** Option: how the lab is made. */
  readonly labOptions: LabOptions;
  /** Option: hosts that pages may reach for real; see `serve --tunnel`. Default: none. */
  readonly tunnel: readonly string[];
  readonly lab: Lab;
  readonly labProxy: LabProxy;
}

/** A world whose `clock.shift` moves pages as well: their timers fire, once each, as after a laptop was opened again. */
const shiftingPages = async (world: World, context: BrowserContext): Promise<World> => {
  await context.clock.install();
  await world.clock.follow('playwright');
  const shift: World['clock']['shift'] = async (by) => {
    const { shiftedSeconds: before } = await world.clock.read();
    const state = await world.clock.shift(by);
    await context.clock.fastForward((state.shiftedSeconds - before) * 1000);
    return state;
  };
  return Object.create(world, { clock: { value: { ...world.clock, shift }, enumerable: true } }) as World;
};

export const test = base.extend<LoginLabFixtures & { readonly ownWorld: World }, LoginLabWorkerFixtures>({
  labOptions: [{}, { scope: 'worker', option: true }],
  tunnel: [[], { scope: 'worker', option: true }],
  lab: [
    async ({ labOptions }, use) => {
      await using lab = await createLab(labOptions);
      await use(lab);
    },
    { scope: 'worker' },
  ],
  labProxy: [
    async ({ lab, tunnel }, use) => {
      await using proxy = await openProxy({ lab, tunnel, mustNameWorld: true });
      await use(proxy);
    },
    { scope: 'worker' },
  ],
  ownWorld: async ({ lab }, use) => {
    await using world = await lab.world();
    await use(world);
  },
  // Browsers tell the user name only when they are asked for it, and leave loopback out of this only when they are told so.
  proxy: async ({ labProxy, ownWorld }, use) => {
    await use({ server: labProxy.url, username: ownWorld.id, password: 'x', bypass: 'localhost,127.0.0.1,[::1]' });
  },
  // The proxy lets through to nobody but the lab's own stand-ins, whose authority no browser knows.
  ignoreHTTPSErrors: true,
  world: async ({ ownWorld, context }, use) => {
    await use(await shiftingPages(ownWorld, context));
  },
});
