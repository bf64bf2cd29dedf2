import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, test as lab } from 'loginlab/playwright';

/** The app as it is, with an environment in which Google's own addresses lead into the test's world. */
const test = lab.extend<{ app: string }>({
  app: async ({ world, labProxy }, use) => {
    const port = await freePort();
    const app = `http://127.0.0.1:${port}`;
    const clientId = 'shop.apps.googleusercontent.com';
    const clientSecret = 'GOCSPX-shop';
    await world.google.register({ clientId, clientSecret, redirectUris: [`${app}/callback`], issuer: 'vendor' });
    const own = { PORT: String(port), GOOGLE_CLIENT_ID: clientId, GOOGLE_CLIENT_SECRET: clientSecret };
    const program = spawn(process.execPath, [fileURLToPath(new URL('app.mjs', import.meta.url))], {
      env: { ...process.env, ...labProxy.environment(world.id), ...own },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(program.stdout, 'data');
    await use(app);
    program.kill();
  },
});

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
};

test('signs in with Google, and finds the session ended when Google forgets its token a day early', async ({
  page,
  app,
  world,
}) => {
  await page.goto(app);
  await page.getByRole('link', { name: 'Sign in with Google' }).click();
  await expect(page).toHaveURL(/^https:\/\/accounts\.google\.com\//);
  await page.getByTestId('account-ana').click();
  await page.getByTestId('consent-allow').click();
  await expect(page.getByRole('heading')).toHaveText('Hello, Ana Alvarez');

  await world.clock.age('1d');
  await page.reload();
  await expect(page.getByRole('heading')).toHaveText('Your session has ended');
  const { exchanges } = await world.wire.read();
  expect(exchanges.at(-1)?.because.map(({ why }) => why)).toContain('the access token expired 23 h ago (lifetime 1 h)');
});
