import { expect } from '@playwright/test';
import { createLab, type Lab } from '../../provider/index.ts';
import { authorizeUrl, listFiles, visit } from '../../provider/testing/test-login.ts';
import { age, expectSoon, notice, open, openMenu, press, rows, signIn, test } from './console-fixture.ts';

test.use({ actionTimeout: 20_000 });

test('an empty lab says what to do next', async ({ page, lab, address }) => {
  await open(page, address);
  await expect(page.locator('.empty')).toContainText('Nothing has happened yet.');
  await expect(page.locator('.empty')).toContainText(lab.default.google.address);
  await expect(page.locator('.empty')).toContainText('loginlab exec -- npm run dev');
});

test('a login is drawn as it happens: who asked whom, the way back to the app, and why', async ({ page, lab, address }) => {
  await open(page, address);
  await signIn(lab);
  const flow = page.locator('.flow').filter({ hasText: 'Login of ana at google' });
  await expectSoon(flow.locator('.heads span')).toHaveText(['Person', 'App', 'Provider', 'API']);
  await expectSoon(flow.locator('.move > a')).toHaveText([
    /Person to Provider: GET authorize.*answered with 200/,
    /Person to Provider: POST sign-in.*answered with 200/,
    /Person to Provider: POST consent.*answered with 302/,
    /App to Provider: POST token, authorization code.*answered with 200/,
    /App to API: GET drive.files.list.*answered with 200/,
  ]);
  await expect(flow.locator('.redirect')).toContainText('back to /callback');
  await expect(flow.locator('.reasons').first()).toBeVisible();
});

test('an exchange opens: request, response, why with its source, decoded token, and its life as it passes', async ({
  page,
  lab,
  address,
}) => {
  await signIn(lab);
  await open(page, address);
  await page.getByRole('link', { name: /POST token/ }).click();
  const panel = page.getByRole('region', { name: /^Exchange x/ });
  await expect(panel.locator('.message').first()).toContainText('grant_type=authorization_code');
  await expect(panel.locator('.message').nth(1)).toContainText('"access_token": "access-token#1"');
  await expect(panel.locator('.reasons-long')).toContainText('google/token/opaque-formats');
  await expect(panel.getByRole('link', { name: /^source/ }).first()).toHaveAttribute('href', /^https:/);
  const life = panel.locator('.members tr').filter({ has: page.getByRole('rowheader', { name: 'exp', exact: true }) });
  await expect(life).toContainText(/: 59 minutes \d+ seconds? left/);
  const before = await life.textContent();
  await expectSoon.poll(() => life.textContent()).not.toBe(before);
  await lab.default.clock.age('30m');
  await expectSoon(life).toContainText(/: 29 minutes \d+ seconds? left/);
  await lab.default.clock.age('1h');
  await expectSoon(life).toContainText(/: expired 30 minutes (\d+ seconds? )?ago/);
  await panel.getByRole('link', { name: 'Close' }).click();
  await expect(panel).toHaveCount(0);
});

test('secrets are covered until one exchange is revealed, and then in that one only', async ({ page, lab, address }) => {
  const { access_token } = await signIn(lab);
  await open(page, address);
  await page.getByRole('link', { name: /drive.files.list/ }).click();
  await expect(page.locator('body')).not.toContainText(access_token);
  await press(page, /^Reveal the secrets of x\d+$/);
  await expect(page.getByRole('region', { name: /^Exchange x/ })).toContainText(`Bearer ${access_token}`);
  await page.getByRole('link', { name: /POST token/ }).click();
  await expect(page.getByRole('region', { name: /^Exchange x/ })).toContainText('access-token#1');
  await expect(page.locator('body')).not.toContainText(access_token);
});

test('faults that wait are shown, strike, and can be removed', async ({ page, lab, address }) => {
  const { access_token } = await signIn(lab);
  await open(page, address);
  await openMenu(page, 'Make it fail');
  await press(page, 'Next API call answers 401');
  const faults = page.getByRole('region', { name: 'Faults' });
  await expectSoon(faults).toContainText('f1 at drive.files.list');
  expect((await listFiles(lab.default, access_token)).status).toBe(401);
  await expectSoon(faults).toContainText('applied, no longer active');
  await expectSoon(page.locator('.refusal')).toContainText('an injected fault was applied');
  await expect(page.locator('.refusal')).toContainText('refresh-token#1 is alive: refresh');
  await expect(page.locator('.refusal')).toContainText('f1 a fault that was injected here');
  expect((await listFiles(lab.default, access_token)).status).toBe(200);
  await press(page, 'Remove fault f1');
  await expectSoon(faults).toContainText('None.');
});

test('a token is expired, a grant revoked, a session ended, each by its own button', async ({ page, lab, address }) => {
  const { access_token } = await signIn(lab);
  await open(page, address);
  await press(page, 'Expire this token (access-token#1)');
  await expectSoon(page.locator('.rows .dead').filter({ hasText: 'access-token#1' })).toContainText('was expired by request');
  expect((await listFiles(lab.default, access_token)).status).toBe(401);
  await press(page, /^Revoke this grant of ana/);
  await expectSoon(page.getByText('No consents yet.')).toBeVisible();
  expect(await lab.default.grants.list()).toEqual([]);
  await press(page, 'End session of ana');
  await expectSoon(page.getByText('No sessions.')).toBeVisible();
  expect(await lab.default.sessions.list()).toEqual([]);
});

test('a client that was refused is registered by the button of its offer', async ({ page, lab, address }) => {
  const params = { client_id: '77-new.apps.googleusercontent.com', redirect_uri: 'http://127.0.0.1:3000/cb' };
  const begin = async () => visit({ cookie: '' }, await authorizeUrl(lab.default, params));
  await open(page, address);
  await begin();
  await expectSoon(page.locator('.unregistered')).toContainText(
    'No client 77-new.apps.googleusercontent.com is registered here.',
  );
  await press(page, 'Register 77-new.apps.googleusercontent.com');
  await expectSoon(page.locator('.unregistered')).toHaveCount(0);
  await expect(notice(page)).toContainText('Try again in the app.');
  expect((await begin()).status).toBe(200);
  params.redirect_uri = 'http://127.0.0.1:3000/other';
  await begin();
  await press(page, 'Register 77-new.apps.googleusercontent.com');
  await expectSoon(notice(page)).toContainText('http://127.0.0.1:3000/other');
  expect((await begin()).status).toBe(200);
});

test('people are added, and a token is made for one without a login', async ({ page, lab, address }) => {
  await open(page, address);
  await page.getByLabel('Name of a new person').fill('zoe');
  await press(page, 'Add person');
  const zoe = page.locator('.side li').filter({ hasText: 'Sign in as zoe' });
  await zoe.locator('summary').first().click();
  await expect(zoe).toContainText('Press the sign-in button of your app and choose zoe@');
  await press(page, 'Make a token for zoe');
  const token = (await zoe.locator('dd code').first().textContent()) ?? '';
  expect((await listFiles(lab.default, token)).status).not.toBe(401);
  const userinfo = await fetch(`${lab.default.google.address}/v1/userinfo`, { headers: { authorization: `Bearer ${token}` } });
  expect(await userinfo.json()).toMatchObject({
    email: (await lab.default.people.list()).find(({ key }) => key === 'zoe')?.email,
  });
});

test('a behaviour is found, switched off and on again, and a because-line links to its setting', async ({
  page,
  lab,
  address,
  complaints,
}) => {
  await signIn(lab);
  await open(page, address);
  await page.getByRole('link', { name: /POST token/ }).click();
  await page.getByRole('link', { name: 'its setting (google/token/opaque-formats)' }).first().click();
  const board = page.getByRole('region', { name: 'Switchboard' });
  await expect(board.getByRole('searchbox')).toHaveValue('google/token/opaque-formats');
  await expect(board.getByRole('searchbox')).toBeFocused();
  await expect(board.locator('.rows > li')).toHaveCount(1);
  await board.getByRole('button', { name: 'Switch off' }).click();
  await expectSoon(board).toContainText('changed; the default is true');
  expect((await lab.default.settings.read())['google/token/opaque-formats']).toBe(false);
  await board.getByRole('button', { name: 'Switch on' }).click();
  await expectSoon(board).not.toContainText('changed; the default');
  await board.getByRole('searchbox').fill('google/refresh/limit-of-100');
  const value = board.getByLabel('New value of google/refresh/limit-of-100');
  await value.fill('2');
  await board.getByRole('button', { name: 'Set to 2' }).click();
  await expectSoon(board).toContainText('changed; the default is 100');
  expect((await lab.default.settings.read())['google/refresh/limit-of-100']).toBe(2);
  await value.fill('many');
  await board.getByRole('button', { name: 'Set to many' }).click();
  await expectSoon(notice(page)).toContainText('The action failed.');
  expect(complaints.splice(0)).toEqual([expect.stringContaining('422')]); // the browser tells of it as well
  await board.getByRole('searchbox').fill('no behaviour says this');
  await expect(board.getByRole('status')).toContainText('0 of');
});

test('a lost connection is shown, and the page resumes when the lab is back', async ({ page, complaints }) => {
  const first = await createLab({ personas: ['google'] });
  const { port, url } = await first.openConsole();
  await open(page, url);
  await signIn(first);
  await expectSoon(page.locator('.flow')).toContainText('Login of ana');
  await first.close();
  await expectSoon(page.getByRole('status').first()).toHaveText('Connection to the lab lost');
  await expect(page.locator('div.away')).toContainText('resumes');
  await expect(page.locator('div.away')).toContainText(`loginlab serve --console ${port}`);
  await expect(page.locator('.flow')).toContainText('Login of ana');
  await press(page, 'Tomorrow');
  await expectSoon(notice(page)).toContainText(`The action failed. No lab answers at ${url}.`);
  await using second = await createLab({ personas: ['google'] });
  await second.openConsole({ port });
  await expectSoon(page.getByRole('status').first()).toHaveText('Live');
  await expect(page.locator('.empty')).toBeVisible();
  await signIn(second);
  await expectSoon(page.locator('.flow')).toContainText('Login of ana');
  expect(complaints.every((text) => text.includes('net::ERR_'))).toBe(true);
  complaints.length = 0; // the browser itself tells of the calls that reached nobody
});

test('another world is opened and shown alone; one that is closed says so', async ({ page, lab, address, complaints }) => {
  await signIn(lab);
  const other = await lab.world();
  await open(page, address);
  await openMenu(page, 'World');
  await page.getByLabel('World', { exact: true }).selectOption(other.id);
  await expectSoon(page.locator('.empty')).toContainText(other.google.address);
  await expect(page).toHaveURL(`${address}/?world=${other.id}`);
  await age(page, '1h');
  await expectSoon(page.locator('.clock')).toContainText('Aged by 1 hour');
  expect((await lab.default.clock.read()).agedSeconds).toBe(0);
  await other[Symbol.asyncDispose]();
  await expectSoon(page.getByRole('status').first()).toHaveText('World not found');
  await press(page, 'Show the default world');
  await expectSoon(page.locator('.flow')).toContainText('Login of ana');
  expect(complaints.every((text) => text.includes('404'))).toBe(true);
  complaints.length = 0; // the browser itself tells of the calls that found no world
});

/** Asks for a document so often. */
const fill = async (lab: Lab, count: number): Promise<void> => {
  const address = `${lab.default.google.address}/.well-known/openid-configuration`;
  for (let done = 0; done < count; done += 100) {
    await Promise.all(Array.from({ length: Math.min(100, count - done) }, async () => (await lab.fetch(address)).text()));
  }
};

test('10,000 exchanges, before and while one looks, leave the page light and at hand', async ({ page, lab, address }) => {
  test.setTimeout(180_000);
  await fill(lab, 10_000);
  await signIn(lab);
  await open(page, address);
  await expectSoon(page.locator('.flow').first()).toContainText('Login of ana');
  expect(await rows(page).count()).toBeLessThan(100);
  await page.getByRole('button', { name: /Outside of any login/ }).click();
  await press(page, /^Show \d+ more/);
  await press(page, /^Show earlier ones of this flow/);
  await expect.poll(() => rows(page).count()).toBeGreaterThan(80);
  await press(page, 'Show older ones');
  await expectSoon(page.getByRole('button', { name: /Outside of any login/ })).toContainText(/\b(59\d|600) exchanges/);
  await fill(lab, 10_000);
  await lab.default.google.mint({ as: 'ana' });
  await visit({ cookie: '' }, await authorizeUrl(lab.default));
  await expectSoon(page.locator('.flow').first()).toContainText('A login at google', { timeout: 60_000 });
  expect(await page.locator('*').count()).toBeLessThan(6_000);
  await age(page, '1h');
  await expectSoon(page.locator('.clock')).toContainText('Aged by 1 hour');
});

test('what strangers wrote is text: names, ids, bodies, reasons', async ({ page, lab, address }) => {
  const evil = `<img src=x onerror=alert(1)><script>alert(2)</script>"'\u202e`;
  await lab.default.people.add({ key: 'evil', name: evil, email: `${evil}@example.com` });
  await lab.default.google.register({
    clientId: `a"b<i>`,
    name: evil,
    redirectUris: ['http://127.0.0.1:3000/"><script>alert(3)</script>'],
  });
  await lab.default.faults.inject({ on: 'token', do: { html: evil } });
  const form = new URLSearchParams({ client_id: evil, grant_type: evil, code: evil });
  await fetch(`${lab.default.google.address}/token?${new URLSearchParams({ [evil]: evil })}`, { method: 'POST', body: form });
  await fetch(`${lab.default.google.address}/${encodeURIComponent(evil)}`, { headers: { 'x-evil': `<b>${evil.slice(0, 50)}` } });
  await open(page, address);
  for (const link of await page.locator('.move > a').all()) {
    await link.click();
    await expect(page.getByRole('region', { name: /^Exchange x/ })).toBeVisible();
  }
  await page.locator('.side summary').filter({ hasText: 'Sign in as evil' }).click();
  await expect(page.locator('.side')).toContainText('<img src=x onerror=alert(1)>');
  await expect(page.locator('.side')).toContainText('\\u202e');
  expect(await page.locator('main img, main script').count()).toBe(0);
  expect(await page.locator('a[href^="javascript:"]').count()).toBe(0);
});
