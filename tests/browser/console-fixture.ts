import { test as base, expect, type Page } from '@playwright/test';
import { readFindings } from '../../cli/findings.ts';
import { createLab, type Lab } from '../../provider/index.ts';
import { DRIVE, listFiles, type Tokens, tokensFor } from '../../provider/testing/test-login.ts';

interface Fixtures {
  readonly lab: Lab;
  /** Address of the console of the lab. */
  readonly address: string;
  /** What the page complained about; a test fails unless it is empty at the end. */
  readonly complaints: string[];
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures that one needs
  lab: async ({}, use) => {
    await using lab = await createLab({ personas: ['google'], findings: readFindings });
    await use(lab);
  },
  address: async ({ lab }, use) => use((await lab.openConsole()).url),
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on('console', (message) => complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('dialog', (dialog) => complaints.push(`a dialog says ${dialog.message()}`));
      page.on('request', (request) => {
        if (new URL(request.url()).hostname !== 'localhost') complaints.push(`the page asks for ${request.url()}`);
      });
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

/** For what the page shows after it has read the lab again. */
export const expectSoon = expect.configure({ timeout: 20_000 });

/** Opens the console and waits until it shows the lab as it is. */
export const open = async (page: Page, address: string): Promise<void> => {
  await page.goto(address);
  await expectSoon(page.getByRole('status').first()).toHaveText('Live');
};

/** Ana signs in with the default client, and her app lists her files. */
export const signIn = async (lab: Lab): Promise<Tokens> => {
  const tokens = await tokensFor(lab.default, 'ana', { cookie: '' }, { access_type: 'offline', scope: `openid email ${DRIVE}` });
  await listFiles(lab.default, tokens.access_token);
  return tokens;
};

export const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).first().click();
export const notice = (page: Page) => page.locator('.notice');
export const rows = (page: Page) => page.locator('.move:not(.redirect)');

export const openMenu = (page: Page, name: string) => page.locator('.menu > summary').filter({ hasText: name }).click();
export const passed = (page: Page) => page.locator('.passed');

/** Makes everything issued older, for the vendors alone. */
export const age = async (page: Page, by: string): Promise<void> => {
  await openMenu(page, 'Other times');
  await page.getByLabel('A duration of your own').fill(by);
  await press(page, 'Age only');
};

/** What is tolerated of the browser's own complaints: a call that was refused as expected. */
export const forgive = (complaints: string[], status: number): void => {
  expect(complaints.splice(0)).toEqual([expect.stringContaining(String(status))]);
};

/** Ana is signed in at an app that follows the clock, and a day passes. */
export const passDay = async (page: Page, lab: Lab, address: string): Promise<Tokens> => {
  await lab.default.clock.follow('shop');
  const tokens = await signIn(lab);
  await open(page, address);
  await press(page, 'Tomorrow');
  await expectSoon(passed(page).getByRole('heading', { level: 2 })).toHaveText('1 day later');
  return tokens;
};
