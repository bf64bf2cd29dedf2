import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from '@playwright/test';
import { listFiles, postToken } from '../../provider/testing/test-login.ts';
import { age, expectSoon, forgive, notice, open, openMenu, passDay, passed, press, signIn, test } from './console-fixture.ts';

test.use({ actionTimeout: 20_000 });

test('Tomorrow tells what ended, what a right client does, and what this one does as its requests come', async ({
  page,
  lab,
  address,
}) => {
  const { access_token, refresh_token = '' } = await passDay(page, lab, address);
  await expect(notice(page)).toHaveText('1 day later: access-token ended.');
  await expect(passed(page)).toContainText('access-token#1 expired 23 h ago (lifetime 1 h)');
  await expect(passed(page)).toContainText('A right client: refresh-token#1 is alive: refresh');
  await expect(passed(page).locator('.conduct')).toContainText('Waiting');
  await expect(page.locator('.clock')).toContainText('1 day ahead Followed by shop');
  await listFiles(lab.default, access_token);
  await expectSoon(passed(page).locator('.conduct')).toContainText(
    'Wrong so far This client was refused once and has not refreshed',
  );
  await expect(page.locator('.aged')).toHaveText('1 day later');
  const refusal = page.locator('.move.fail .refusal');
  await expect(refusal).toContainText('the access token expired 23 h ago (lifetime 1 h)');
  await expect(refusal).toContainText('refresh-token#1 is alive: refresh, then repeat the call once.');
  await expect(refusal.getByRole('link')).toHaveAttribute('href', /^https:/);
  await postToken(lab.default, { grant_type: 'refresh_token', refresh_token });
  await expectSoon(passed(page).locator('.conduct')).toContainText('Right This client was refused once, then refreshed');
  await press(page, 'Close');
  await expect(passed(page)).toHaveCount(0);
});

test('Tomorrow names who does not follow, and does what one chooses instead', async ({ page, lab, address, complaints }) => {
  const { access_token } = await signIn(lab);
  await open(page, address);
  const ask = async () => {
    await press(page, 'Tomorrow');
    await expectSoon(passed(page).getByRole('heading', { level: 2 })).toHaveText('No client follows the clock');
    await expect(notice(page)).toHaveText('Time did not pass: no client follows the clock. Choose a substitute.');
    await expect(passed(page).locator('.not-following')).toContainText('node');
    forgive(complaints, 409);
  };
  await ask();
  await passed(page).getByRole('button', { name: /^Age/ }).click();
  await expectSoon(passed(page).getByRole('heading', { level: 2 })).toHaveText('Aged by 1 day');
  await expect(passed(page)).toContainText('it is not what tomorrow brings');
  await expect(passed(page)).toContainText('access-token#1 expired 23 h ago');
  expect((await listFiles(lab.default, access_token)).status).toBe(401);
  await expectSoon(page.locator('.aged')).toHaveText('everything issued became 1 day older');
  await ask();
  await passed(page)
    .getByRole('button', { name: /^Short/ })
    .click();
  await expectSoon(passed(page).getByRole('heading', { level: 2 })).toHaveText('New access tokens live 30 seconds');
  expect((await lab.default.google.mint({ as: 'ana' })).expires_in).toBe(30);
});

test('a duration that is none is explained at its field, and nothing happens', async ({ page, lab, address }) => {
  await open(page, address);
  await openMenu(page, 'Other times');
  const field = page.getByLabel('A duration of your own');
  for (const [text, problem] of [
    ['', 'No duration yet.'],
    ['soon', '"soon" is not a duration.'],
    ['-1d', '"-1d" is negative.'],
    ['9999d', '"9999d" is more than 10 years'],
  ] as const) {
    await field.fill(text);
    await press(page, 'Let it pass');
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await expect(page.getByRole('alert')).toContainText(problem);
  }
  await press(page, 'Age only');
  await expect(page.getByRole('alert')).toContainText('more than 10 years');
  await expect(notice(page)).toHaveCount(0);
  expect(await lab.default.clock.read()).toMatchObject({ agedSeconds: 0, shiftedSeconds: 0 });
});

test('the durations of the menu are those of the personas of this lab', async ({ page, lab, address }) => {
  await open(page, address);
  await openMenu(page, 'Other times');
  const labels = (await lab.default.clock.presets()).map(({ label, persona }) => `${label} at ${persona}`);
  expect(labels.length).toBeGreaterThan(2);
  for (const name of labels) await expect(page.getByRole('button', { name, exact: true })).toBeVisible();
});

test('every action of the bar does what it says, and its command does the same again', async ({ page, lab, address }) => {
  await lab.default.clock.follow('shop');
  await signIn(lab);
  await open(page, address);
  const { clock, faults, google, sessions, people } = lab.default;
  /** Runs an action, and then the command that the status line shows. */
  const run = async (act: () => Promise<void>, said: string) => {
    await act();
    await expectSoon(notice(page)).toContainText(said);
    const command = await page.locator('.status-line .command code').textContent();
    await promisify(execFile)('sh', ['-c', `${command} --silent --fail`]);
  };
  const runIn = (menu: string, name: string, said: string) =>
    run(async () => {
      await openMenu(page, menu);
      await press(page, name);
    }, said);
  await run(() => press(page, 'Tomorrow'), '1 day later');
  await runIn('Other times', '1 hour at google', '1 hour later');
  expect((await clock.read()).shiftedSeconds).toBe(2 * 86_400 + 7200);
  await run(() => age(page, '1h30m'), '1 hour 30 minutes older');
  expect((await clock.read()).agedSeconds).toBe(2 * 5400);
  await runIn('Make it fail', 'Rotate keys of google', 'google now signs');
  expect((await google.keys()).filter(({ state }) => state === 'previous').length).toBeGreaterThan(0);
  await runIn('Make it fail', 'Next refresh fails', 'next refresh');
  await runIn('Make it fail', 'Next API call answers 401', 'next call');
  expect((await faults.list()).map(({ fault: { on, times } }) => [on, times])).toEqual([
    ['token', 1],
    ['token', 1],
    ['api:drive.files.list', 1],
    ['api:drive.files.list', 1],
  ]);
  await people.add({ key: 'zoe' });
  const confirmed = (name: string) => async () => {
    await press(page, `${name} …`);
    await page.getByRole('dialog').getByRole('button', { name }).click();
  };
  await run(confirmed('End all sessions'), 'ended');
  expect(await sessions.list()).toEqual([]);
  await run(confirmed('Reset world'), 'The world was reset.');
  expect((await people.list()).some(({ key }) => key === 'zoe')).toBe(false);
  expect(await clock.read()).toMatchObject({ agedSeconds: 0, shiftedSeconds: 0 });
  await expectSoon(page.locator('.empty')).toBeVisible();
});

test('what ends or deletes something asks first, and says what would be gone', async ({ page, lab, address }) => {
  await signIn(lab);
  await open(page, address);
  await expectSoon(page.locator('.flow')).toContainText('Login of ana');
  await press(page, 'Reset world …');
  const dialog = page.getByRole('dialog', { name: 'Reset world?' });
  await expect(dialog).toContainText(/Now: \d+ people, 2 live tokens, 1 session, 5 exchanges\./);
  await expect(dialog.locator('.command code')).toContainText('/worlds/default/reset');
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Reset world …' })).toBeFocused();
  await press(page, 'End all sessions …');
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(await lab.default.sessions.list()).toHaveLength(1);
  expect(await lab.default.tokens.list({ state: 'live' })).toHaveLength(2);
});

test('every button on the page has its command beside it', async ({ page, lab, address }) => {
  await signIn(lab);
  await lab.default.faults.inject({ on: 'token', times: 1, do: { status: 503 } });
  await open(page, address);
  await page.locator('.switchboard summary').first().click();
  const actions = page.locator('.action');
  await expectSoon.poll(() => actions.count()).toBeGreaterThan(30);
  for (const text of await actions.evaluateAll((all) => all.map((action) => action.querySelector('code')?.textContent ?? '')))
    expect(text).toMatch(new RegExp(`^curl (-X (POST|PATCH|PUT|DELETE) )?'?${lab.url}/_lab/`));
});
