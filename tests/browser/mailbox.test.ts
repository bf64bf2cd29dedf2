import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { createLab, type Lab } from '../../provider/index.ts';

const DATABASE = 'Username-Password-Authentication';

/** Signs new@example.com up, who gets a mail. */
const signUp = async (lab: Lab): Promise<void> => {
  const [client] = await lab.default.auth0.clients();
  const body = { client_id: client?.clientId, connection: DATABASE, email: 'new@example.com', password: 'Passw0rd!' };
  const headers = { 'content-type': 'application/json' };
  await lab.fetch('https://shop.eu.auth0.com/dbconnections/signup', { method: 'POST', headers, body: JSON.stringify(body) });
};

test.use({ javaScriptEnabled: false });

test('a person reads a mail of a sign-up and verifies the address by its link, without any script', async ({ page, context }) => {
  await using lab = await createLab({ personas: ['auth0'] });
  const { url } = await lab.openConsole();
  await signUp(lab);
  await page.goto(`${url}/mailbox`);
  await expect(page.getByRole('heading', { level: 2 })).toHaveText('Mailbox of world default');
  await page.getByRole('link', { name: 'Verify your email' }).click();
  await expect(page.getByTestId('mail-text')).toContainText('Thank you for signing up');
  const opened = context.waitForEvent('page');
  await page.getByTestId('mail-link').click();
  await expect((await opened).getByRole('heading', { level: 1 })).toHaveText('Email Verified');
  expect((await lab.default.people.list()).find(({ key }) => key === 'new')?.emailVerified).toBe(true);
  await page.getByTestId('mail-remove').click();
  await expect(page.getByTestId('mail-none')).toHaveText('No messages.');
  await page.close(); // before its lab
});

test('the pages are accessible', async ({ page }) => {
  await using lab = await createLab({ personas: ['auth0'] });
  const { url } = await lab.openConsole();
  await signUp(lab);
  for (const path of ['/mailbox', `/mailbox/default/${(await lab.default.mailbox.list()).messages[0]?.id}`]) {
    await page.goto(url + path);
    expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  }
  await page.close(); // before its lab
});
