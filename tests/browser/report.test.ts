import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';
import { makeHostile } from '../../reports/contract/hostile-run.ts';
import { readRealRun, readSampleRun } from '../../reports/contract/sample-run.ts';
import { renderReports } from '../../reports/index.ts';
import type { RunResult } from '../../scenarios/model/index.ts';

interface Fixtures {
  /** Writes the report of a run into a folder of its own; returns the address of its page. */
  readonly write: (run: RunResult) => string;
  /** What the page complained about; a test fails unless it is empty at the end. */
  readonly complaints: string[];
}

const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures that one needs
  write: async ({}, use) => {
    const folder = mkdtempSync(path.join(realpathSync(tmpdir()), 'loginlab-report-'));
    await use((run) => {
      for (const { path: name, content } of renderReports(run, ['html'])) {
        mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
        writeFileSync(path.join(folder, name), content);
      }
      return pathToFileURL(path.join(folder, 'index.html')).href;
    });
    rmSync(folder, { recursive: true });
  },
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on('console', (message) => complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('dialog', (dialog) => complaints.push(`a dialog says ${dialog.message()}`));
      page.on('request', (request) => {
        if (!request.url().startsWith('file:')) complaints.push(`the page asks for ${request.url()}`);
      });
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

const rows = (page: Page) => page.locator('.matrix .scenario');
const current = (page: Page) => page.locator('.result.current');
const inView = (page: Page, selector: string) => expect(page.locator(selector)).toBeInViewport();

test('the overview says red or green, what turns it so, and nothing of single results', async ({ page, write }) => {
  await page.goto(write(readRealRun()));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This run is red');
  await expect(page.locator('.attention li')).toHaveCount(1);
  await expect(page.locator('.result').filter({ visible: true })).toHaveCount(0);
});

test('scenarios are filtered from the keyboard alone', async ({ page, write }) => {
  await page.goto(write(readRealRun()));
  await expect(rows(page).filter({ visible: true })).toHaveCount(3);
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('no refresh');
  await expect(rows(page).filter({ visible: true })).toHaveText(/The access token expires, and there is no refresh token/);
  await expect(page.getByRole('status')).toHaveText('1 of 3 scenarios.');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.press('Delete');
  await page.keyboard.press('Tab');
  await page.keyboard.type('reauth');
  await expect(rows(page).filter({ visible: true })).toHaveText(/The next day/);
  await expect(page.locator('.matrix .area').filter({ visible: true })).toHaveText('reauth');
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('Level')).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.type('skip');
  await expect(rows(page).filter({ visible: true })).toHaveCount(1);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(rows(page).filter({ visible: true })).toHaveCount(3);
});

test('every filter narrows what is shown', async ({ page, write }) => {
  await page.goto(write(readSampleRun()));
  const shown = async (): Promise<number> => rows(page).filter({ visible: true }).count();
  expect(await shown()).toBe(4);
  await page.locator('select[name=verdict]').selectOption('inconclusive');
  await expect(page.locator('.matrix .variant').filter({ visible: true })).toHaveText(/empty-state/);
  expect(await shown()).toBe(1);
  await page.locator('select[name=verdict]').selectOption('known');
  await expect(rows(page).filter({ visible: true })).toContainText('reauth/online-access-resume-request');
  await page.getByLabel('Level').selectOption('MAY');
  expect(await shown()).toBe(0);
  await page.getByRole('button', { name: 'Show all' }).click();
  expect(await shown()).toBe(4);
});

test('the address keeps the filter, over the back button and in another tab', async ({ page, context, write }) => {
  const address = write(readSampleRun());
  await page.goto(address);
  await page.getByLabel('Area').selectOption('login');
  await page.getByRole('searchbox').fill('state');
  await expect(page).toHaveURL(/#matrix\?(.*&)?text=state/);
  await expect(page).toHaveURL(/area=login/);
  await rows(page).filter({ visible: true }).getByRole('link').nth(1).click();
  await expect(current(page)).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('searchbox')).toHaveValue('state');
  await expect(page.getByLabel('Area')).toHaveValue('login');
  await expect(rows(page).filter({ visible: true })).toHaveCount(1);
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByRole('searchbox')).toHaveValue('state');
  await expect(rows(other).filter({ visible: true })).toHaveCount(1);
  await page.goBack();
  await expect(rows(page).filter({ visible: true })).toHaveCount(4);
});

test('arrows go from verdict to verdict, Enter opens one, Escape comes back to it', async ({ page, write }) => {
  await page.goto(write(readRealRun()));
  await rows(page).first().getByRole('link').first().focus();
  for (const key of ['ArrowDown', 'ArrowRight', 'ArrowDown']) await page.keyboard.press(key);
  const there = page.locator('.matrix a:focus');
  await expect(there).toHaveAttribute('title', /^reauth\/online-access-resume-request, next-day, upload-naive/);
  await page.keyboard.press('Enter');
  await expect(current(page).getByRole('heading', { level: 3 })).toBeFocused();
  await expect(page).toHaveTitle(/^✗ fail The next day/);
  await page.keyboard.press('Escape');
  await expect(page.locator('.matrix')).toBeVisible();
  await expect(there).toHaveAttribute('title', /upload-naive/);
});

test('variants fold', async ({ page, write }) => {
  await page.goto(write(readSampleRun()));
  const fold = page.getByRole('button', { name: '3 variants' });
  await expect(fold).toHaveAttribute('aria-expanded', 'true');
  await fold.click();
  await expect(page.locator('.matrix .variant').filter({ visible: true })).toHaveCount(0);
  await expect(fold).toHaveAttribute('aria-expanded', 'false');
});

test('every arrow of the diagram leads to its exchange, which unfolds', async ({ page, write }) => {
  await page.goto(write(readRealRun()));
  await page.locator('.attention a').click();
  await expect(current(page)).toBeVisible();
  const arrows = current(page).locator('.move > a');
  const count = await arrows.count();
  expect(count).toBeGreaterThan(10);
  for (let index = 0; index < count; index += 1) {
    const href = (await arrows.nth(index).getAttribute('href')) ?? '';
    await arrows.nth(index).click();
    await inView(page, href);
    await expect(page.locator(`${href} > details`)).toHaveAttribute('open', '');
    await page.goBack();
  }
});

test('the exchange that broke a check says so in words, in the diagram and in the list', async ({ page, write }) => {
  await page.goto(write(readRealRun()));
  await page.locator('.attention a').click();
  const words = '✗ breaks done-once (fail)';
  const arrow = current(page).locator('.move', { hasText: words });
  await expect(arrow).toContainText(/POST.*drive\.files\.create.*401/s);
  await expect(arrow).toContainText('google/api/401-invalid-token the access token expired 23 h ago (lifetime 1 h)');
  await expect(current(page).locator('.exchanges > li', { hasText: words })).toContainText('401');
  await current(page).locator('.evidence a').first().click();
  await expect(current(page).locator('.exchanges > li:target')).toContainText(words);
});

test('tokens are decoded, and their times told as seen from the exchange', async ({ page, write }) => {
  await page.goto(write(readRealRun()));
  await page.locator('.attention a').click();
  await current(page).locator('.move > a', { hasText: 'token' }).first().click();
  const claims = current(page).locator('li:target table', { hasText: 'Claims' });
  await expect(claims.getByRole('row', { name: /^exp/ })).toContainText(/UTC: expires, (1 hour|59 minutes \d+ seconds?) later/);
  await expect(claims.getByRole('row', { name: /^aud/ })).toContainText('apps.googleusercontent.com');
});

test('what passed has its exchanges on a page beside, which works by itself and leads back', async ({ page, write }) => {
  await page.goto(write(readSampleRun()));
  await page.locator('.matrix a[title^="refresh/omitted-refresh-token-is-kept, web"]').click();
  await current(page)
    .getByRole('link', { name: /Sequence diagram/ })
    .click();
  await expect(page).toHaveURL(/\/exchanges\/result-\d+\.html$/);
  const arrow = page.locator('.move > a').nth(2);
  const href = (await arrow.getAttribute('href')) ?? '';
  await arrow.click();
  await expect(page.locator(`${href} > details`)).toHaveAttribute('open', '');
  await page.getByRole('link', { name: '← All results' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This run is red');
});

test('the command is copied', async ({ page, write }) => {
  await page.goto(write(readRealRun()));
  await page.evaluate(() => {
    const copied: string[] = [];
    Object.assign(globalThis, { copied });
    Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text: string) => void copied.push(text) } });
  });
  await page.locator('.attention a').click();
  await current(page).getByRole('button', { name: 'Copy' }).click();
  await expect(current(page).getByRole('button', { name: 'Copied' })).toBeVisible();
  expect(await page.evaluate('copied')).toEqual([
    'npm run -s loginlab -- run --app upload-naive --scenario reauth/online-access-resume-request:next-day',
  ]);
});

const unfold = async (page: Page): Promise<void> => {
  await expect(page.locator('.diagram').filter({ visible: true })).toHaveCount(1);
  for (const details of await page.locator('details').filter({ visible: true }).all())
    await details.evaluate((it) => it.setAttribute('open', ''));
};

const VIEWS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'the overview': async () => undefined,
  'a result': (page) => page.locator('.attention a').first().click(),
  'a result with all unfolded': async (page) => {
    await page.locator('.attention a').first().click();
    await unfold(page);
  },
  'a page beside': async (page) => {
    await page.locator('.matrix a[title^="refresh/omitted-refresh-token-is-kept, web"]').click();
    await current(page)
      .getByRole('link', { name: /Sequence diagram/ })
      .click();
    await unfold(page);
  },
};
for (const colorScheme of ['light', 'dark'] as const)
  for (const [view, go] of Object.entries(VIEWS))
    test(`axe finds nothing in ${colorScheme} on ${view}`, async ({ page, write }) => {
      test.slow();
      await page.emulateMedia({ colorScheme });
      await page.goto(write(readSampleRun()));
      await go(page);
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    });

for (const width of [1440, 1024, 390])
  test(`nothing sticks out at ${width} pixels`, async ({ page, write }, testInfo) => {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(write(readRealRun()));
    const wide = (): Promise<number> => page.evaluate('document.documentElement.scrollWidth');
    expect(await wide()).toBe(width);
    await page.screenshot({ path: testInfo.outputPath('overview.png') });
    await page.locator('.attention a').click();
    await unfold(page);
    expect(await wide()).toBe(width);
    await page.screenshot({ path: testInfo.outputPath('result.png') });
  });

test('on paper there is what is read, and not what is pressed', async ({ page, write }) => {
  await page.goto(write(readRealRun()));
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await expect(page.locator('.filters')).toBeHidden();
  await expect(page.locator('.matrix')).toBeVisible();
  await page.emulateMedia({ media: 'screen' });
  await page.locator('.attention a').click();
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await expect(current(page).getByRole('button', { name: 'Copy' })).toBeHidden();
  await expect(current(page).locator('.diagram')).toBeVisible();
  expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
  expect((await page.pdf()).subarray(0, 5).toString()).toBe('%PDF-');
});

const ATTACKS = [
  '<img src=x onerror=alert(1)>',
  '"><script>alert(1)</script>',
  '</script><script>alert(1)</script>',
  "' onfocus='alert(1)' autofocus='",
  'javascript:alert(1)',
];
for (const attack of ATTACKS)
  test(`${attack} in every text of a run stays text`, async ({ page, write }) => {
    await page.goto(write(makeHostile(readSampleRun(), (text) => attack + text)));
    await expect(page.locator('.attention li').first()).toContainText(attack);
    await page.getByRole('searchbox').fill(attack);
    await page.getByLabel('Area').selectOption({ index: 1 });
    await page.reload();
    await expect(page.getByRole('searchbox')).toHaveValue(attack);
    await page.locator('.attention a').first().click();
    await expect(current(page)).toContainText(attack);
    await current(page).locator('.move > a').first().click();
    await unfold(page);
    await expect(current(page).locator('.messages').first()).toContainText(attack);
    expect(await page.locator('script').count()).toBe(1);
    expect(await page.locator('img, iframe, object').count()).toBe(0);
  });

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });
  test('everything can be read, and no control is there that would do nothing', async ({ page, write }) => {
    const run = readRealRun();
    await page.goto(write(run));
    await expect(page.locator('.result')).toHaveCount(run.results.length);
    await expect(page.locator('.result').filter({ visible: true })).toHaveCount(run.results.length);
    await expect(page.getByRole('button').filter({ visible: true })).toHaveCount(0);
    await expect(page.locator('.filters')).toBeHidden();
    await page.locator('.attention a').click();
    await expect(page.locator('.result.fail').first()).toBeInViewport();
    await page.locator('.result.fail .move > a').first().click();
    await expect(page.locator('.exchanges > li:target')).toBeInViewport();
    await page.locator('.exchanges > li:target > details > summary').click();
    await expect(page.locator('.exchanges > li:target pre').first()).toBeVisible();
  });
});
