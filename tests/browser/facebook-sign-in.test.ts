import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { createLab } from '../../provider/index.ts';
import { startTinyClient } from './tiny-client.ts';

const complaints = async (page: Page): Promise<readonly string[]> => {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
};

for (const colorScheme of ['light', 'dark'] as const) {
  test(`a person logs in with Facebook by hand, on a ${colorScheme} screen: login, dialog, back at the app`, async ({
    page,
  }, testInfo) => {
    await page.emulateMedia({ colorScheme });
    await using lab = await createLab({ personas: ['facebook'] });
    await using app = await startTinyClient();
    const { facebook } = lab.default;
    await facebook.register({ clientId: '42', clientSecret: 'tiny-secret', redirectUris: [app.redirectUri], name: 'Tiny' });

    const start = new URL(`${facebook.address}/v19.0/dialog/oauth`);
    start.search = new URLSearchParams({
      client_id: '42',
      redirect_uri: app.redirectUri,
      scope: 'email,user_friends',
      state: 'kept-by-the-app',
    }).toString();
    await page.goto(start.href);

    await expect(page).toHaveURL(/\/login\.php\?/);
    await expect(page.getByTestId('page-account-chooser')).toBeVisible();
    expect(await complaints(page)).toEqual([]);
    await page.screenshot({ path: testInfo.outputPath('1-login.png') });
    await page.getByTestId('account-ana').click();

    await expect(page.getByTestId('page-consent')).toBeVisible();
    expect(await complaints(page)).toEqual([]);
    await page.screenshot({ path: testInfo.outputPath('2-dialog.png') });
    await page.getByTestId('scope-user_friends').uncheck();
    await page.getByTestId('consent-allow').click();

    await expect(page.getByRole('heading', { name: 'Back at the app' })).toBeVisible();
    await expect(page.getByTestId('answer-state')).toHaveText('kept-by-the-app');
    expect(new URL(page.url()).hash).toBe('#_=_');

    const code = await page.getByTestId('answer-code').textContent();
    const query = { code: code ?? '', client_id: '42', client_secret: 'tiny-secret', redirect_uri: app.redirectUri };
    const answer = await fetch(`${facebook.address}/v19.0/oauth/access_token?${new URLSearchParams(query)}`);
    expect(await answer.json()).toMatchObject({ token_type: 'bearer', access_token: expect.stringMatching(/^EAA/) });
  });
}

test('a person sees on a page why a login cannot go on', async ({ page }, testInfo) => {
  await using lab = await createLab({ personas: ['facebook'] });
  await page.goto(`${lab.default.facebook.address}/dialog/oauth?client_id=1&redirect_uri=https://shop.example/callback`);
  await expect(page.getByTestId('page-error')).toContainText('Invalid App ID');
  expect(await complaints(page)).toEqual([]);
  await page.screenshot({ path: testInfo.outputPath('3-error.png') });
});
