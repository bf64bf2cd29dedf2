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

const WINDOW = { width: 1280, height: 800 };
test.use({ viewport: WINDOW, actionTimeout: 30_000 });
const expectSoon = expect.configure({ timeout: 30_000 });

/** The pictures of this walk in `docs/images/` are made by it, when it is asked to: `LOGINLAB_PICTURES=1`. */
const picture = async (page: Page, name: string, narrow?: { readonly width: number; readonly height: number }): Promise<void> => {
  if (process.env.LOGINLAB_PICTURES === undefined) return;
  await page.bringToFront();
  if (narrow) {
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize(narrow);
  }
  await page.screenshot({ path: here(`../../docs/images/tomorrow-${name}.png`), animations: 'disabled' });
  await page.emulateMedia({ colorScheme: null });
  await page.setViewportSize(WINDOW);
};

test('an unmodified app signs in, Tomorrow comes, it fails, and the console says why', async ({ page: app, context, walk }) => {
  test.setTimeout(180_000);
  const lab = await context.newPage();
  await lab.goto(walk.console);
  await expectSoon(lab.getByText('Nothing has happened yet.')).toBeVisible();

  await app.goto(walk.app);
  await app.getByRole('link', { name: 'Sign in' }).click();
  await expectSoon(app.getByText('Error 401: invalid_client')).toBeVisible();
  await picture(app, '0-refused-client');
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
  await picture(lab, '1-signed-in');

  await lab.getByRole('button', { name: 'Tomorrow' }).click();
  const passed = lab.locator('.passed');
  await expectSoon(passed).toContainText(/access-token#1 expired 23 h ago \(lifetime 1 h\)/);
  await expect(passed.getByRole('heading')).toHaveText('1 day later');
  await expect(passed.locator('.conduct')).toContainText('Waiting');
  await picture(lab, '2-overnight');

  await app.reload();
  await expectSoon(app.getByText('Google wants no more of this token')).toBeVisible();
  await picture(app, '3-failure');

  await expectSoon(flow.locator('.aged')).toHaveText('1 day later');
  await expectSoon(flow.locator('.refusal')).toContainText('the access token expired 23 h ago (lifetime 1 h)');
  await expect(flow.locator('.refusal')).toContainText('send ana through /authorize again');
  await expect(passed.locator('.conduct')).toContainText('was refused, and has not sent ana through sign-in yet');
  await expect(flow.locator('.refusal')).toBeInViewport({ ratio: 1 });
  await picture(lab, '4-because');
  await picture(lab, '5-narrow', { width: 400, height: 800 });

  await flow.getByRole('link', { name: /GET drive.files.list.*401/ }).click();
  const panel = lab.getByRole('region', { name: /^Exchange x/ });
  await expect(panel.locator('.reasons-long')).toContainText('google/api/401-invalid-token');
  await expect(panel).toContainText('expired 23 h ago (lifetime 1 h)');
});
