import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { createLab, type Lab } from '../../provider/index.ts';
import { authorizeUrl, listFiles, visit } from '../../provider/testing/test-login.ts';
import { expectSoon, forgive, notice, open, openMenu, passDay, passed, press, rows, signIn, test } from './console-fixture.ts';

test.use({ actionTimeout: 20_000 });

test('the head names the lab, its personas, its apps and the findings; these stand at their exchanges', async ({
  page,
  lab,
  address,
}) => {
  await open(page, address);
  const head = page.getByRole('banner');
  await expect(head).toContainText(`Lab ${new URL(lab.url).host}`);
  await expect(head).toContainText('Personas google');
  await expect(head).toContainText('Registered, not seen yet');
  await expect(head).toContainText('no findings');
  await signIn(lab);
  await expectSoon(head.locator('.app')).toContainText('(node)');
  await head.getByRole('link', { name: '1 finding' }).click();
  await expect(page.getByRole('region', { name: 'Findings' })).toContainText('Send an unguessable `state`');
  const row = page.locator('.move').filter({ hasText: 'GET authorize' });
  await expect(row.locator('.finding-marks')).toContainText('MUST state-missing An authorization request has neither state');
});

test('a lab without rules says so, and asks for no findings', async ({ page }) => {
  await using lab = await createLab({ personas: ['google'] });
  await signIn(lab);
  await open(page, (await lab.openConsole()).url);
  await expectSoon(page.locator('.flow')).toContainText('Login of ana');
  await expect(page.getByRole('banner')).toContainText('no rules in this lab');
  await page.close(); // before its lab
});

/** Calls the API until the login is long. */
const use = async (lab: Lab, token: string, count: number): Promise<void> => {
  for (let done = 0; done < count; done += 1) await listFiles(lab.default, token);
};

for (const calls of [1, 30]) {
  test(`in a window of 1280 × 800 the last flow, its refusal and the reason show without scrolling: ${calls} calls`, async ({
    page,
    lab,
    address,
  }) => {
    await page.setViewportSize({ width: 1280, height: 800 });
    const { access_token } = await passDay(page, lab, address);
    await use(lab, access_token, calls);
    await expectSoon(page.locator('.flow')).toContainText(`${calls} refused`);
    const rule = calls > 1 ? 'refused-token-sent-again' : 'state-missing'; // its marks take room
    await expectSoon(page.getByRole('region', { name: 'Findings' })).toContainText(rule);
    const refusal = page.locator('.refusal');
    await expect(refusal).toHaveCount(1);
    for (const seen of [page.locator('.fold-flow').first(), page.locator('.move.fail').last(), refusal, passed(page)])
      await expect(seen).toBeInViewport({ ratio: 1 });
    expect(await page.evaluate('scrollY')).toBe(0);
  });
}

for (const width of [400, 1000])
  test(`in a window ${width} wide the last flow comes first, then what ended, then the flows before`, async ({
    page,
    lab,
    address,
  }) => {
    await page.setViewportSize({ width, height: 800 });
    await signIn(lab);
    await passDay(page, lab, address);
    const top = async (of: ReturnType<Page['locator']>) => (await of.boundingBox())?.y ?? Number.NaN;
    const flows = page.locator('.flow');
    await expectSoon(flows).toHaveCount(2);
    const places = [await top(flows.first()), await top(passed(page)), await top(flows.last()), await top(page.locator('.side'))];
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
  });

test('six tab stops lead to the newest flow, whatever the page has to say', async ({ page, lab, address }) => {
  await passDay(page, lab, address);
  await expectSoon(page.getByRole('link', { name: '1 finding' })).toBeVisible();
  await page.locator('h1').click(); // the next Tab starts from here
  const isInFlow = () => page.evaluate("document.activeElement?.closest('.flow') !== null");
  let stops = 0;
  while (stops < 20 && !(await isInFlow())) {
    await page.keyboard.press('Tab');
    stops += 1;
  }
  expect(stops).toBeLessThanOrEqual(6);
});

test('all of it works from the keyboard', async ({ page, lab, address }) => {
  await lab.default.clock.follow('shop');
  await signIn(lab);
  await open(page, address);
  await expectSoon(rows(page).first()).toBeVisible();
  const tabTo = async (target: ReturnType<Page['locator']>) => {
    for (let presses = 0; presses < 80; presses++) {
      if (await target.evaluate((element) => element === element.ownerDocument.activeElement)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error('the keyboard does not get there');
  };
  await tabTo(page.getByRole('button', { name: 'Tomorrow' }));
  await page.keyboard.press('Enter');
  await expectSoon(passed(page)).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await tabTo(page.getByRole('button', { name: '1 hour at google' }));
  await page.keyboard.press('Enter');
  await expectSoon(notice(page)).toContainText('1 hour later');
  await expect(page.locator('.menu > summary').filter({ hasText: 'Other times' })).toBeFocused();
  await tabTo(page.getByRole('link', { name: /POST token/ }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: /^Exchange x/ })).toBeVisible();
  await tabTo(page.getByRole('button', { name: /^Reveal the secrets/ }));
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Hide the secrets' })).toBeFocused();
  await tabTo(page.getByRole('button', { name: /^Expire this token .refresh-token/ }).first());
  await page.keyboard.press('Enter');
  await expectSoon(notice(page)).toContainText('refresh-token#1 expired.');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing wrong in ${colorScheme}, and no width scrolls sideways`, async ({ page, lab, address, complaints }) => {
    test.setTimeout(180_000);
    await page.emulateMedia({ colorScheme });
    await signIn(lab);
    await lab.default.faults.inject({ on: 'token', times: 1, do: { status: 503 } });
    await visit(
      { cookie: '' },
      await authorizeUrl(lab.default, { client_id: 'nobody', redirect_uri: 'http://127.0.0.1:3000/cb' }),
    );
    await open(page, address);
    await press(page, 'Tomorrow');
    await expectSoon(passed(page)).toBeVisible();
    forgive(complaints, 409);
    await page.getByRole('button', { name: /Login of ana/ }).click();
    await page.getByRole('link', { name: /POST token/ }).click();
    await page.locator('.switchboard summary').first().click();
    await page.locator('.side summary').filter({ hasText: 'Sign in as ana' }).click();
    const check = async (width: number) => {
      await page.setViewportSize({ width, height: 900 });
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
      const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
      expect({ width, overflow }).toEqual({ width, overflow: 0 });
    };
    for (const width of [1440, 820, 390]) await check(width);
    await openMenu(page, 'Make it fail');
    await check(390);
    await openMenu(page, 'Other times');
    await press(page, 'Let it pass');
    await check(390);
    await press(page, 'Reset world …');
    await check(390);
  });
}
