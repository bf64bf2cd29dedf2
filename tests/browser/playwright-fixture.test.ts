import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'loginlab/playwright';
import { startTinyClient } from './tiny-client.ts';

const AUTHORIZE = 'https://accounts.google.com/o/oauth2/v2/auth';

test("the vendor's own hosts lead into the world of the test, after a redirect too", async ({ page, world }) => {
  await using app = await startTinyClient();
  await world.google.register({ clientId: 'tiny', redirectUris: [app.redirectUri], issuer: 'vendor' });
  const query = new URLSearchParams({
    client_id: 'tiny',
    redirect_uri: app.redirectUri,
    response_type: 'code',
    scope: 'openid',
    state: 's',
  });
  const redirecting = createServer((_, response) => response.writeHead(302, { location: `${AUTHORIZE}?${query}` }).end());
  await new Promise<void>((resolve) => redirecting.listen(0, '127.0.0.1', resolve));
  await page.goto(`http://127.0.0.1:${(redirecting.address() as AddressInfo).port}/`);
  expect(new URL(page.url()).host).toBe('accounts.google.com');
  await page.getByTestId('account-ben').click();
  await page.getByTestId('consent-allow').click();
  await expect(page.getByTestId('answer-state')).toHaveText('s');
  const { exchanges } = await world.wire.read();
  expect(exchanges.map(({ endpoint }) => endpoint)).toContain('authorize');
  expect(exchanges.every(({ request }) => request.url.startsWith('https://accounts.google.com/'))).toBe(true);
  redirecting.close();
});

test('another test has another world', async ({ lab, world }) => {
  expect(world.id).not.toBe(lab.default.id);
  expect((await world.wire.read()).exchanges).toEqual([]);
});

test("clock.shift moves the page's clock as well, and its timers fire", async ({ page, world }) => {
  await using app = await startTinyClient();
  await page.goto(app.redirectUri);
  const timeOfPage = () => page.evaluate(() => Date.now());
  const before = await timeOfPage();
  await page.evaluate("setTimeout(() => document.body.append('woke up'), 3_600_000)");
  const { shiftedSeconds } = await world.clock.shift('61m');
  expect(shiftedSeconds).toBe(3_660);
  await expect(page.getByText('woke up')).toBeVisible();
  expect((await timeOfPage()) - before).toBeGreaterThanOrEqual(3_660_000);
});

test('clock.tomorrow counts the pages of the test as followers, and no server beside them', async ({ page, world, lab }) => {
  await using app = await startTinyClient();
  await page.goto(app.redirectUri);
  const userinfo = 'https://openidconnect.googleapis.com/v1/userinfo';
  await page.evaluate((url) => fetch(url).catch(() => undefined), userinfo);
  const timeOfPage = () => page.evaluate(() => Date.now());
  const before = await timeOfPage();
  const alone = await world.clock.tomorrow();
  expect(alone).toMatchObject({ motion: 'shift', followers: ['playwright'], notFollowing: [] });
  expect((await world.wire.read()).exchanges.map(({ endpoint }) => endpoint)).toContain('userinfo');
  expect((await timeOfPage()) - before).toBeGreaterThanOrEqual(86_400_000);
  await lab.fetch(userinfo, { headers: { 'x-loginlab-world': world.id, 'user-agent': 'a server' } });
  expect((await world.clock.tomorrow()).notFollowing).toEqual([{ userAgent: 'a server', clientIds: [] }]);
  await world.reset();
  expect((await timeOfPage()) - before).toBeLessThan(86_400_000);
  expect((await world.clock.tomorrow()).motion).toBe('shift');
});

test('no page reaches the real vendor or anybody else', async ({ page }) => {
  for (const address of ['https://www.google.com/', 'https://example.org/']) {
    await expect(page.goto(address)).rejects.toThrow('ERR_TUNNEL_CONNECTION_FAILED');
  }
});
