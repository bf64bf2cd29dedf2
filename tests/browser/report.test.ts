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
      for (const { path: name, pieces } of renderReports(run, ['html'])) {
        mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
        writeFileSync(path.join(folder, name), [...pieces()].join(''));
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

const rows = (page: Page) => page.locator('.row');
const shown = (page: Page) => rows(page).filter({ visible: true });
const groups = (page: Page) => page.locator('.cause').filter({ visible: true });
const current = (page: Page) => page.locator('#view .result');
const inView = (page: Page, selector: string) => expect(page.locator(selector)).toBeInViewport();
const openFirst = (page: Page) => shown(page).first().locator('.open').click();
const isFiltering = (page: Page) => expect(page.getByRole('status')).toHaveText(/lines/);

/** Unfolds every group of the list. */
const unfoldList = (page: Page) =>
  page.locator('.cause').evaluateAll((all) => {
    for (const each of all) each.setAttribute('open', '');
  });

test('the overview says red or green, the numbers, and what failed first', async ({ page, write }) => {
  await page.goto(write(readRealRun()));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This run is red');
  await expect(page.locator('.tally dt')).toHaveText([/new/, /known/, /warn/, /pass/, /info/, /skip/]);
  await expect(page.locator('.group h2').first()).toHaveText(/New failures \(1\)/);
  await expect(shown(page)).toHaveText([/The next day.*upload-naive/]);
  await expect(shown(page).locator('.app')).toBeInViewport();
  await expect(current(page)).toHaveCount(0);
});

test('what was not judged comes before all numbers', async ({ page, write }) => {
  const unjudged = [{ app: 'shop', persona: 'google', reason: 'every scenario was skipped: the app has no verb `whoAmI`' }];
  await page.goto(write({ ...readSampleRun(), unjudged }));
  const alert = page.locator('.alert').first();
  await expect(alert).toContainText('shop with google: every scenario was skipped');
  const [above, below] = [await alert.boundingBox(), await page.locator('.tally').boundingBox()];
  expect(above?.y).toBeLessThan(below?.y ?? 0);
});

test('results are filtered from the keyboard alone', async ({ page, write }) => {
  await page.goto(write(readRealRun()));
  await isFiltering(page);
  await expect(groups(page)).toHaveCount(7);
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('online-access-has-none');
  await expect(shown(page)).toHaveCount(3);
  await expect(page.getByRole('status')).toHaveText('3 of 9 lines.');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.press('Delete');
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('Persona')).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.type('upload-naive');
  await expect(shown(page)).toHaveCount(3);
  for (const _ of ['Area', 'Level', 'Show']) await page.keyboard.press('Tab');
  await expect(page.getByLabel('Show')).toBeFocused();
  await page.keyboard.type('fail');
  await expect(shown(page)).toHaveCount(1);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toHaveText('All 9 lines.');
});

test('every filter narrows what is shown, the persona as well', async ({ page, write }) => {
  const run = readSampleRun();
  const elsewhere = run.results.slice(0, 2).map((result) => ({ ...result, persona: 'facebook' }));
  await page.goto(write({ ...run, results: [...run.results, ...elsewhere] }));
  await isFiltering(page);
  await page.getByLabel('Persona').selectOption('facebook');
  await expect(shown(page)).toHaveCount(2);
  await page.getByRole('button', { name: 'Show all' }).click();
  await page.getByLabel('Show').selectOption('inconclusive');
  await expect(shown(page)).toHaveText([/empty-state/]);
  await page.getByLabel('Show').selectOption('new');
  await expect(shown(page)).toHaveCount(2);
  await page.getByLabel('Show').selectOption('known');
  await expect(shown(page)).toHaveText([/reauth\/online-access-resume-request/]);
  await page.getByLabel('Level').selectOption('MAY');
  await expect(shown(page)).toHaveCount(0);
  await page.locator('.tally').getByRole('link', { name: 'warn' }).click();
  await expect(shown(page)).toHaveText([/A plain login/, /A plain login/]);
});

test('the address keeps the filter, over the back button and in another tab', async ({ page, context, write }) => {
  await page.goto(write(readSampleRun()));
  await page.getByLabel('Area').selectOption('login');
  await page.getByRole('searchbox').fill('state');
  await expect(page).toHaveURL(/#list\?(.*&)?text=state/);
  await expect(page).toHaveURL(/area=login/);
  const count = await shown(page).count();
  await openFirst(page);
  await expect(current(page)).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('searchbox')).toHaveValue('state');
  await expect(page.getByLabel('Area')).toHaveValue('login');
  await expect(shown(page)).toHaveCount(count);
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByRole('searchbox')).toHaveValue('state');
  await expect(shown(other)).toHaveCount(count);
  await page.goBack();
  await expect(page.getByRole('status')).toHaveText(/^All /);
});

test('what the text filter is for can be read whole, on a wide page and on a narrow one', async ({ page, write }) => {
  for (const width of [1280, 420]) {
    await page.setViewportSize({ width, height: 700 });
    await page.goto(write(readRealRun()));
    const room = await page.evaluate(`(() => {
      const input = document.querySelector('input[type=search]');
      const { fontSize, fontFamily, paddingLeft, paddingRight } = getComputedStyle(input);
      const pen = new OffscreenCanvas(1, 1).getContext('2d');
      pen.font = fontSize + ' ' + fontFamily;
      return input.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight) - pen.measureText(input.placeholder).width;
    })()`);
    expect(room).toBeGreaterThan(0);
  }
});

test('arrows go from line to line, Enter opens one, Escape comes back to it', async ({ page, write }) => {
  await page.goto(write(readRealRun()));
  await isFiltering(page);
  await unfoldList(page);
  await page.locator('.cause > summary').first().focus();
  await page.keyboard.press('ArrowDown');
  const there = page.locator('.row .open:focus');
  await expect(there).toHaveText(/The next day/);
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp', 'ArrowUp']) await page.keyboard.press(key);
  await page.keyboard.press('Enter');
  await expect(current(page).getByRole('heading', { level: 3 })).toBeFocused();
  await expect(page).toHaveTitle(/^✗ fail The next day/);
  await page.keyboard.press('Escape');
  await expect(page.locator('#list')).toBeVisible();
  await expect(there).toHaveText(/The next day/);
});

test('a result opens at its first failed check, and those that passed are folded', async ({ page, write }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(write(readRealRun()));
  await openFirst(page);
  const checks = current(page).locator('.checks > li').filter({ visible: true });
  await expect(checks.first()).toContainText('done-once');
  await expect(checks.first()).toBeInViewport({ ratio: 1 });
  await expect(checks.filter({ hasText: '✓ pass' })).toHaveCount(0);
  await current(page)
    .getByText(/checks? passed/)
    .click();
  await expect(checks.filter({ hasText: '✓ pass' })).not.toHaveCount(0);
});

test('a link to an exchange of a result leads there at once', async ({ page, write }) => {
  const address = write(readRealRun());
  await page.goto(`${address}#result-6-exchange-2`);
  await expect(page.locator('#result-6-exchange-2 > details')).toHaveAttribute('open', '');
  await inView(page, '#result-6-exchange-2');
  await page.goto(`${address}#result-99`);
  await expect(page.getByRole('heading', { level: 3 })).toHaveText('This run has no result 99');
});

test('every arrow of the diagram leads to its exchange, which unfolds', async ({ page, write }) => {
  await page.goto(write(readRealRun()));
  await openFirst(page);
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
  await openFirst(page);
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
  await openFirst(page);
  await current(page).locator('.move > a', { hasText: 'token' }).first().click();
  const claims = current(page).locator('li:target table', { hasText: 'Claims' });
  await expect(claims.getByRole('row', { name: /^exp/ })).toContainText(/UTC: expires, (1 hour|59 minutes \d+ seconds?) later/);
  await expect(claims.getByRole('row', { name: /^aud/ })).toContainText('apps.googleusercontent.com');
});

test('what passed has its exchanges too, and leads back', async ({ page, write }) => {
  await page.goto(write(readSampleRun()));
  await isFiltering(page);
  await page.getByLabel('Show').selectOption('pass');
  await rows(page).filter({ visible: true, hasText: 'refresh/omitted-refresh-token-is-kept' }).locator('.open').click();
  const arrow = current(page).locator('.move > a').nth(2);
  const href = (await arrow.getAttribute('href')) ?? '';
  await arrow.click();
  await expect(page.locator(`${href} > details`)).toHaveAttribute('open', '');
  await page.getByRole('link', { name: '← All results' }).click();
  await expect(shown(page).first()).toBeVisible();
  await expect(page.getByLabel('Show')).toHaveValue('pass');
});

test('the command is copied', async ({ page, write }) => {
  await page.goto(write(readRealRun()));
  await page.evaluate(() => {
    const copied: string[] = [];
    Object.assign(globalThis, { copied });
    Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text: string) => void copied.push(text) } });
  });
  await openFirst(page);
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
  'the overview, unfolded': unfoldList,
  'a result': openFirst,
  'a result with all unfolded': async (page) => {
    await openFirst(page);
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

for (const width of [1440, 1024, 400])
  test(`nothing sticks out at ${width} pixels`, async ({ page, write }, testInfo) => {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(write(readRealRun()));
    const wide = (): Promise<number> => page.evaluate('document.documentElement.scrollWidth');
    expect(await wide()).toBe(width);
    await page.screenshot({ path: testInfo.outputPath('overview.png') });
    await openFirst(page);
    await unfold(page);
    expect(await wide()).toBe(width);
    await page.screenshot({ path: testInfo.outputPath('result.png') });
  });

test('on paper there is what is read, and not what is pressed', async ({ page, write }) => {
  await page.goto(write(readRealRun()));
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await expect(page.locator('.filters')).toBeHidden();
  await expect(page.locator('.group').first()).toBeVisible();
  await page.emulateMedia({ media: 'screen' });
  await openFirst(page);
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
    await expect(shown(page).first()).toContainText(attack);
    await page.getByRole('searchbox').fill(attack);
    await page.getByLabel('Area').selectOption({ index: 1 });
    await page.reload();
    await expect(page.getByRole('searchbox')).toHaveValue(attack);
    await openFirst(page);
    await expect(current(page)).toContainText(attack);
    await current(page).locator('.move > a').first().click();
    await unfold(page);
    await expect(current(page).locator('.messages').first()).toContainText(attack);
    expect(await page.locator('script:not([type])').count()).toBe(1);
    expect(await page.locator('img, iframe, object').count()).toBe(0);
  });

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });
  test('every result and its cause can be read, what is missing is said, and no control is there that would do nothing', async ({
    page,
    write,
  }) => {
    const run = readRealRun();
    await page.goto(write(run));
    await expect(page.getByText('Without JavaScript this page lists the results')).toBeVisible();
    await expect(shown(page)).toHaveText([/The next day/]);
    await expect(groups(page).first()).toContainText('the upload was lost after the 401');
    const closed = page.locator('.cause:not([open]) > summary');
    while ((await closed.count()) > 0) await closed.first().click();
    await expect(shown(page)).toHaveCount(run.results.length);
    await expect(page.getByRole('button').filter({ visible: true })).toHaveCount(0);
    await expect(page.locator('.filters')).toBeHidden();
  });
});
