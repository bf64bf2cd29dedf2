/**
 * `loginlab/playwright`: Playwright's `test` with a lab. Every test has its own world; requests of its pages
 * to the vendors' hosts, redirects included, go there.
 *
 * @example
 * import { expect, test } from 'loginlab/playwright';
 *
 * test('the session lasts until the next day', async ({ page, world }) => {
 *   await page.goto('http://127.0.0.1:3000');
 *   await page.getByRole('link', { name: 'Sign in with Google' }).click();
 *   await page.getByRole('button', { name: 'Ana Alvarez' }).click();
 *   await world.clock.shift('1d'); // the page's clock as well
 * });
 */
import { type BrowserContext, test as base } from '@playwright/test';
import { createLab, type Lab, type LabOptions, type LabProxy, openProxy, type World } from '../provider/index.ts';

export { expect } from '@playwright/test';

/** Fixtures of every test. */
export interface LoginLabFixtures {
  /** A world of the test's own. Its `clock.shift` moves the clocks of the test's pages too. */
  readonly world: World;
}

/** Fixtures of a worker. */
export interface LoginLabWorkerFixtures {
  /** Option: the options of `createLab`. */
  readonly labOptions: LabOptions;
  /** Option: hosts that pages may reach on the internet; see `serve --tunnel`. Default: none. */
  readonly tunnel: readonly string[];
  readonly lab: Lab;
  readonly labProxy: LabProxy;
}

/** A world whose `clock.shift` also shifts the clocks of pages. Their timers fire once each, as after a laptop wakes up. */
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
  // Browsers send the proxy's user name only after a 407, and use the proxy for loopback only when configured so.
  proxy: async ({ labProxy, ownWorld }, use) => {
    await use({ server: labProxy.url, username: ownWorld.id, password: 'x', bypass: 'localhost,127.0.0.1,[::1]' });
  },
  // The proxy forwards only to the lab, whose certificate authority no browser knows.
  ignoreHTTPSErrors: true,
  world: async ({ ownWorld, context }, use) => {
    await use(await shiftingPages(ownWorld, context));
  },
});
