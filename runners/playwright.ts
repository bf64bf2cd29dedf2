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
 *   await world.clock.tomorrow(); // the page's clock as well
 * });
 */
import { type BrowserContext, test as base } from '@playwright/test';
import {
  BROWSER_PASSWORD,
  createLab,
  type Lab,
  type LabOptions,
  type LabProxy,
  openProxy,
  type World,
} from '../provider/index.ts';

export { expect } from '@playwright/test';

/** Fixtures of every test. */
export interface LoginLabFixtures {
  /** A world of the test's own. Its `clock.advance`, `tomorrow` and `shift` move the clocks of the test's pages too. */
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

/**
 * A world that also moves the clocks of the pages: forward with `clock.advance`, `tomorrow` and `shift`, where timers fire once
 * each, as after a laptop wakes up; back to the present with `reset`.
 */
const shiftingPages = async (world: World, context: BrowserContext): Promise<World> => {
  await context.clock.install();
  await world.clock.follow(BROWSER_PASSWORD);
  let aheadSeconds = 0;
  const catchUp = async (): Promise<void> => {
    const { shiftedSeconds } = await world.clock.read();
    const seconds = shiftedSeconds - aheadSeconds;
    aheadSeconds = shiftedSeconds;
    if (seconds > 0) await context.clock.fastForward(seconds * 1000);
  };
  const moved = async <T>(result: Promise<T>): Promise<T> => {
    const value = await result;
    await catchUp();
    return value;
  };
  const clock: World['clock'] = {
    ...world.clock,
    shift: (by) => moved(world.clock.shift(by)),
    advance: (request) => moved(world.clock.advance(request)),
    tomorrow: (options) => moved(world.clock.tomorrow(options)),
  };
  const reset: World['reset'] = async (people) => {
    await world.reset(people);
    aheadSeconds = 0;
    await context.clock.setSystemTime(performance.timeOrigin + performance.now()); // real time
    await world.clock.follow(BROWSER_PASSWORD);
  };
  return Object.create(world, { clock: { value: clock, enumerable: true }, reset: { value: reset, enumerable: true } }) as World;
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
    await use({ server: labProxy.url, username: ownWorld.id, password: BROWSER_PASSWORD, bypass: 'localhost,127.0.0.1,[::1]' });
  },
  // The proxy forwards only to the lab, whose certificate authority no browser knows.
  ignoreHTTPSErrors: true,
  world: async ({ ownWorld, context }, use) => {
    await use(await shiftingPages(ownWorld, context));
  },
});
