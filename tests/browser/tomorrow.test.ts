import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import process from 'node:process';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { test as base, expect, type Page } from '@playwright/test';

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

interface Walk {
  /** Address of the app. */
  readonly app: string;
  /** Address of the console. */
  readonly console: string;
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
};

/** What fits in what a program says, as soon as it is said. Rejects when the program ends before. */
const told = (child: ChildProcess, stream: Readable, pattern: RegExp): Promise<string> =>
  new Promise((resolve, reject) => {
    let text = '';
    stream.on('data', (bytes) => {
      text += bytes;
      const [, found] = pattern.exec(text) ?? [];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`ended with ${code} before it said ${pattern}:\n${text}`)));
  });

/** Takes away what would stand in the picture. */
const dismiss = (lab: Page) => lab.getByRole('button', { name: 'Dismiss' }).click();

const startExec = async () => {
  const port = await freePort();
  const loginlab = ['--import', fileURLToPath(import.meta.resolve('tsx')), here('../../cli/main.ts')];
  const args = ['exec', '--port', '0', '--console', '0', '--', process.execPath, here('../../examples/express-passport/app.mjs')];
  const own = {
    PORT: String(port),
    GOOGLE_CLIENT_ID: '1234-shop.apps.googleusercontent.com',
    GOOGLE_CLIENT_SECRET: 'GOCSPX-shop',
  };
  const { LOGINLAB_URL: _, ...environment } = process.env;
  const child = spawn(process.execPath, [...loginlab, ...args], { env: { ...environment, ...own }, stdio: 'pipe' });
  const [console, app] = await Promise.all([
    told(child, child.stderr, /Console: +(http:\/\/localhost:\d+)\n/),
    told(child, child.stdout, /^(http:\/\/localhost:\d+)\n/m),
  ]);
  return { child, console, app };
};

const test = base.extend<{ readonly walk: Walk }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures that one needs
  walk: async ({}, use) => {
    const { child, ...walk } = await startExec();
    await use(walk);
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  },
});

test.use({ viewport: { width: 1280, height: 860 }, actionTimeout: 30_000 });
const expectSoon = expect.configure({ timeout: 30_000 });

/** The pictures of this walk in `docs/images/` are made by it, when it is asked to: `LOGINLAB_PICTURES=1`. */
const picture = async (page: Page, name: string): Promise<void> => {
  if (process.env.LOGINLAB_PICTURES === undefined) return;
  await page.bringToFront();
  await page.screenshot({ path: here(`../../docs/images/tomorrow-${name}.png`), animations: 'disabled' });
};

test('an unmodified app signs in, Tomorrow comes, it fails, and the console says why', async ({ page: app, context, walk }) => {
  test.setTimeout(180_000);
  const lab = await context.newPage();
  await lab.goto(walk.console);
  await expectSoon(lab.getByText('Nothing has happened yet.')).toBeVisible();

  await app.goto(walk.app);
  await app.getByRole('link', { name: 'Sign in' }).click();
  await expectSoon(app.getByText('Error 401: invalid_client')).toBeVisible();
  await lab.getByRole('button', { name: 'Register 1234-shop.apps.googleusercontent.com' }).click();
  await expectSoon(lab.locator('.notice')).toContainText('Try again in the app.');
  await expectSoon(lab.locator('.unregistered')).toHaveCount(0);

  await app.goto(walk.app);
  await app.getByRole('link', { name: 'Sign in' }).click();
  await app.getByTestId('account-ana').click();
  await app.getByTestId('consent-allow').click();
  await expectSoon(app.getByText('Hello Ana Alvarez')).toBeVisible();
  await app.goto(`${walk.app}/files`);
  await expectSoon(app.getByText('Your files')).toBeVisible();

  const flow = lab.locator('.flow').filter({ hasText: 'Login of ana at google' }).first();
  await expectSoon(flow.getByRole('link', { name: /App to API: GET drive.files.list.*200/ })).toBeVisible();
  await flow.evaluate((element) => element.scrollIntoView({ block: 'start' }));
  await dismiss(lab);
  await picture(lab, '1-signed-in');

  await lab.getByRole('button', { name: 'Tomorrow' }).click();
  await expectSoon(lab.locator('.next-day')).toContainText(/access-token#1 of ana expired 23 h ago \(lifetime 1 h\)\./);
  await expect(lab.locator('.next-day')).toContainText('ana is still signed in at google.');
  await lab.evaluate('scrollTo(0, 0)');
  await picture(lab, '2-overnight');

  await dismiss(lab);
  await app.reload();
  await expectSoon(app.getByText('Google wants no more of this token')).toBeVisible();
  await picture(app, '3-failure');

  await expectSoon(flow.locator('.aged')).toHaveText('everything issued became 1 day older');
  await expectSoon(flow.locator('.move.fail')).toContainText('the access token expired 23 h ago (lifetime 1 h)');
  await flow.getByRole('link', { name: /GET drive.files.list.*401/ }).click();
  const panel = lab.getByRole('region', { name: /^Exchange x/ });
  await expect(panel.locator('.reasons-long')).toContainText('google/api/401-invalid-token');
  await expect(panel).toContainText('expired 23 h ago (lifetime 1 h)');
  // The heads of the lanes stick to the top and cover the row before.
  await flow
    .getByRole('link', { name: /GET drive.files.list.*200/ })
    .evaluate((element) => element.scrollIntoView({ block: 'start' }));
  await picture(lab, '4-because');
});
