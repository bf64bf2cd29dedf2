import { expect } from '@playwright/test';
import { createLab } from '../../provider/index.ts';
import { browse, OFFLINE } from '../../provider/personas/auth0/test-browser.ts';
import { expectSoon, test } from './console-fixture.ts';

const refreshOf = async (reply: Response): Promise<string> => ((await reply.json()) as { refresh_token: string }).refresh_token;

test('rotated refresh tokens are a chain: which replaced which, used by whom, and what ended them', async ({ page }) => {
  await using lab = await createLab({ personas: ['auth0'] });
  const browser = await browse(lab);
  await browser.rotating({ leewaySeconds: 0 });
  const { refresh_token: first = '' } = await browser.tokens(OFFLINE);
  const second = await refreshOf(await browser.refresh(first));
  const address = new URL((await lab.openConsole()).url);
  address.searchParams.set('world', browser.world.id);
  await page.goto(address.href);
  const card = page.getByRole('region', { name: 'Refresh-token rotation' });
  await expectSoon(card.locator('.member')).toContainText(['the first of its login', 'replaced refresh-token#1']);
  await expect(card.locator('.row-state').first()).toHaveText('alive: refresh-token#2');
  await browser.refresh(first);
  await expectSoon(card.locator('.ended-by')).toContainText(/refresh-token#1 was sent again in x\d+/);
  await expect(card.locator('.ended-by')).toContainText('reused refresh token detected');
  await expect(card.locator('.uses').first().locator('li')).toContainText([
    /✓ used .* accepted in x/,
    /✕ used again .* 403 in x/,
  ]);
  await expect(card.locator('.member').nth(1)).toContainText('never used');
  await expect(page.locator('body')).not.toContainText(second);
});
