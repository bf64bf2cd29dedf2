import { expect, test } from '@playwright/test';
import { createLab } from '../../provider/index.ts';
import { startTinyClient } from './tiny-client.ts';

test('a person signs in by hand: account chooser, consent, back at the app with a code', async ({ page }, testInfo) => {
  await using lab = await createLab({ personas: ['google'] });
  await using app = await startTinyClient();
  const { google } = lab.default;
  await google.register({ clientId: 'tiny', clientSecret: 'tiny-secret', redirectUris: [app.redirectUri] });

  const start = new URL(`${google.address}/o/oauth2/v2/auth`);
  start.search = new URLSearchParams({
    client_id: 'tiny',
    redirect_uri: app.redirectUri,
    response_type: 'code',
    scope: 'openid email https://www.googleapis.com/auth/drive.file',
    state: 'kept-by-the-app',
    access_type: 'offline',
  }).toString();
  await page.goto(start.href);

  await expect(page.getByTestId('page-account-chooser')).toBeVisible();
  await page.screenshot({ path: testInfo.outputPath('1-account-chooser.png') });
  await page.getByTestId('account-ana').click();

  await expect(page.getByTestId('page-consent')).toBeVisible();
  await page.screenshot({ path: testInfo.outputPath('2-consent.png') });
  await page.getByTestId('consent-allow').click();

  await expect(page.getByRole('heading', { name: 'Back at the app' })).toBeVisible();
  await page.screenshot({ path: testInfo.outputPath('3-back-at-the-app.png') });
  await expect(page.getByTestId('answer-state')).toHaveText('kept-by-the-app');

  const code = await page.getByTestId('answer-code').textContent();
  const answer = await fetch(`${google.address}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: code ?? '',
      client_id: 'tiny',
      client_secret: 'tiny-secret',
      redirect_uri: app.redirectUri,
    }),
  });
  expect(await answer.json()).toMatchObject({
    token_type: 'Bearer',
    access_token: expect.any(String),
    refresh_token: expect.any(String),
  });
});
