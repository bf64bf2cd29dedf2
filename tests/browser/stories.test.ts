import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { pairsOf } from '../../scenarios/runner/index.ts';
import { type ClientPair, STORIES, type Story } from '../../scenarios/stories/index.ts';
import { sampled } from '../../scenarios/testing/sample.ts';
import { withPalette } from './palette-png.ts';

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Two small apps start for each situation. */
const PLAYED_WITHIN_MS = 180_000;
/** Two columns, and no more bytes in a picture than needed. */
const WINDOW = { width: 1060, height: 640 };
test.use({ viewport: WINDOW, actionTimeout: 30_000 });
const expectSoon = expect.configure({ timeout: 30_000 });

let served: ChildProcess;
let address: string;

test.beforeAll(async () => {
  const { LOGINLAB_URL: _, ...env } = process.env;
  const args = [here('../../dist/cli.js'), 'serve', '--port', '0', '--console', '0', '--json'];
  served = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface({ input: served.stdout as NonNullable<ChildProcess['stdout']> }), 'line');
  address = JSON.parse(line).console;
});

test.afterAll(async () => {
  const ended = once(served, 'exit');
  served.kill('SIGTERM');
  await ended;
});

/** The pictures in `docs/images/stories/` are made by these tours, when they are asked to: `LOGINLAB_PICTURES=1`. */
const takePicture = async (page: Page, story: string): Promise<void> => {
  if (process.env.LOGINLAB_PICTURES === undefined) return;
  const picture = await page.screenshot({ animations: 'disabled' });
  await writeFile(here(`../../docs/images/stories/${story}.png`), withPalette(picture));
};

const next = (page: Page) => page.getByRole('link', { name: 'Next' }).click();
const client = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

/** What the story says of its naive client stands on its card. */
const expectNaive = async (page: Page, { naiveApp, bite: { verdict }, breaks = [] }: ClientPair): Promise<void> => {
  const naive = client(page, 'Goes wrong');
  for (const word of naiveApp.split('.')) await expect(naive.locator('.client-name')).toContainText(word);
  await expect(naive.locator('.verdict-line')).toContainText(verdict);
  await expect(naive.locator('.finding')).toContainText('What happened');
  for (const [rule, broken] of breaks)
    await expect(naive.locator('.breaks li').filter({ hasText: rule }).filter({ hasText: broken }).first()).toBeVisible();
  await expect(naive.locator('.move').first()).toBeVisible();
};

const expectRight = async (page: Page, { right }: ClientPair): Promise<void> => {
  const card = client(page, 'Does it right');
  await expect(card.locator('.client-name')).toContainText(right);
  await expect(card.locator('.verdict-line')).toContainText('pass');
  await expect(card.locator('.move').first()).toBeVisible();
};

/** Goes through the steps of a story that was played: in each situation the right client, then both. */
const goThrough = async (page: Page, story: Story): Promise<void> => {
  for (const [index, pair] of pairsOf(story).entries()) {
    await next(page);
    await expectRight(page, pair);
    await expect(client(page, 'Goes wrong')).toHaveCount(0);
    await next(page);
    await expectRight(page, pair);
    await expectNaive(page, pair);
    if (index === 0) await takePicture(page, story.id);
  }
  await next(page);
};

const expectAnswer = async (page: Page, { id, answer, situations }: Story): Promise<void> => {
  await expect(page.locator('.card.answer')).toContainText(answer);
  await expect(page.locator('.fixes li').first()).toBeVisible();
  await expect(page.locator('.command').filter({ hasText: `run --story ${id}` })).toHaveCount(1);
  for (const { scenario } of situations) await expect(page.getByText(`explain ${scenario}`)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Next' })).toHaveCount(0);
};

const told = sampled(STORIES, ({ id }) => id);

for (const story of told)
  test(`the tour of ${story.id}: right and naive side by side, and the answer`, async ({ page }) => {
    test.setTimeout(PLAYED_WITHIN_MS + 60_000);
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(address);
    await page.getByRole('link', { name: 'Stories', exact: true }).click();
    await page.getByRole('link', { name: story.question, exact: true }).click();
    await expectSoon(page.getByRole('heading', { level: 2 })).toHaveText(story.question);
    await expect(page.locator('.situation')).toHaveCount(story.situations.length);
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await expectSoon(page.getByText('Playing:')).toBeVisible();
    await expect(page.getByText('The story was played to its end.')).toBeVisible({ timeout: PLAYED_WITHIN_MS });
    await goThrough(page, story);
    await expectAnswer(page, story);
    expect(complaints).toEqual([]);
  });

test('a story is stopped, another waits for it, and each step can be opened by its address', async ({ page, context }) => {
  test.setTimeout(120_000);
  const [one, other] = STORIES as readonly [Story, Story, ...Story[]];
  await page.goto(`${address}/#stories/${one.id}`);
  await page.getByRole('button', { name: /^Play( again)?$/ }).click();
  await expectSoon(page.getByText('Playing:')).toBeVisible();
  const second = await context.newPage();
  await second.goto(`${address}/#stories/${other.id}/2`);
  await expectSoon(second.getByText(/^Step 2 of /)).toBeVisible();
  await second.getByRole('button', { name: /^Play( again)?$/ }).click();
  await expectSoon(second.locator('.notice.failed')).toContainText(`The story "${one.id}" is playing`);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expectSoon(page.getByText('The story was stopped before its end.')).toBeVisible();
  await page.reload();
  await expectSoon(page.getByRole('heading', { level: 2 })).toHaveText(one.question);
});

for (const colorScheme of ['light', 'dark'] as const)
  test(`the list and the steps are read by everybody, on a narrow screen too: ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 400, height: 800 });
    for (const [fragment, shown] of [
      ['#stories', 'What people ask about their login.'],
      ['#stories/remember-me', 'What the provider does:'],
      ['#stories/remember-me/2', 'A right client:'],
      ['#stories/remember-me/4', 'Do it yourself'],
      ['#stories/nothing', 'There is no story'],
    ] as const) {
      await page.goto(`${address}/${fragment}`);
      await page.reload();
      await expectSoon(page.getByText(shown).first()).toBeVisible();
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(400);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    }
  });
