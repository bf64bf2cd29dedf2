import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'loginlab/playwright';

const APP = fileURLToPath(new URL('../../examples/express-passport/app.mjs', import.meta.url));

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
};

test('the Express app that exec leads by its preload is led by the proxy as well, back channel and browser', async ({
  page,
  world,
  labProxy,
}) => {
  const port = await freePort();
  const client = { clientId: 'shop.apps.googleusercontent.com', clientSecret: 'GOCSPX-shop' };
  const redirectUris = [`http://localhost:${port}/auth/google/callback`];
  await world.google.register({ ...client, redirectUris, issuer: 'vendor' });
  const own = { PORT: String(port), GOOGLE_CLIENT_ID: client.clientId, GOOGLE_CLIENT_SECRET: client.clientSecret };
  const env = { ...process.env, ...labProxy.environment(world.id), ...own };
  const app = spawn(process.execPath, [APP], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    await once(app.stdout, 'data');
    await page.goto(`http://localhost:${port}/`);
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.getByTestId('account-ana').click();
    await page.getByTestId('consent-allow').click();
    await expect(page.getByText('Hello Ana Alvarez')).toBeVisible();
    await page.goto(`http://localhost:${port}/files`);
    await expect(page.getByText('Your files')).toBeVisible();
    await world.clock.age('1d');
    await page.reload();
    await expect(page.getByText('Google wants no more of this token')).toBeVisible();
  } finally {
    app.kill();
  }
});
