import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test as base, expect, type Page } from '@playwright/test';
import { findChromium } from '../../provider/browser/index.ts';
import { createLab, type Lab } from '../../provider/index.ts';

const chromium = await findChromium();

interface Fixtures {
  readonly lab: Lab;
  /** Origin of a page that is not ours, on another port of the same machine. */
  readonly attacker: string;
}

const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures that one needs
  lab: async ({}, use) => {
    await using lab = await createLab();
    await use(lab);
    // Whatever a page tried: nothing was written.
    expect(await lab.default.clock.read()).toMatchObject({ agedSeconds: 0 });
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  attacker: async ({}, use) => {
    const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end('<h1>Hello</h1>'));
    await new Promise<void>((ready) => server.listen(0, 'localhost', ready));
    await use(`http://localhost:${(server.address() as AddressInfo).port}`);
    server.closeAllConnections();
    server.close();
  },
  launchOptions: async ({ launchOptions }, use) => {
    const rebound = '--host-resolver-rules=MAP evil.example 127.0.0.1';
    await use({ ...launchOptions, args: [...(chromium?.args ?? []), rebound] });
  },
});

const ageOf = (lab: Lab, host = lab.url): string => `${host}/_lab/worlds/default/clock/age`;

/** What a script in a page gets when it asks: a status and text, or that the browser or the lab refused. */
type Init = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

const askIn = (page: Page, url: string, init: Init = {}): Promise<string> =>
  page.evaluate(
    async ({ url, init }) => {
      try {
        const response = await fetch(url, init);
        return `${response.type} ${response.status} ${await response.text()}`;
      } catch (error) {
        return `refused: ${(error as Error).message}`;
      }
    },
    { url, init },
  );

const WRITES: readonly (readonly [string, Init])[] = [
  ['JSON, which asks for leave first', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"by":"1d"}' }],
  ['text, which asks for no leave', { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{"by":"1d"}' }],
  ['text, without a look at the answer', { method: 'POST', mode: 'no-cors', body: '{"by":"1d"}' }],
  ['text, with cookies', { method: 'POST', credentials: 'include', body: '{"by":"1d"}' }],
];

for (const [what, init] of WRITES) {
  test(`a page on another port cannot write: ${what}`, async ({ page, lab, attacker }) => {
    await page.goto(attacker);
    expect(await askIn(page, ageOf(lab), init)).toMatch(/^refused|^opaque 0 $/);
  });
}

test('a page on another port cannot write by a form or a beacon either', async ({ page, lab, attacker }) => {
  await page.goto(attacker);
  await page.evaluate(`navigator.sendBeacon('${ageOf(lab)}', '{"by":"1d"}')`);
  const answered = page.waitForResponse((response) => response.url() === ageOf(lab) && response.request().isNavigationRequest());
  await page.setContent(
    `<form method=post enctype=text/plain action="${ageOf(lab)}"><input name='{"by":"1d","x":"' value='"}'></form>`,
  );
  await page.evaluate('document.forms[0].submit()');
  expect((await answered).status()).toBe(403);
});

test('a page on another port cannot read, nor listen', async ({ page, lab, attacker }) => {
  const { access_token } = await lab.default.google.mint({ as: 'ana' });
  const tokens = `${lab.url}/_lab/worlds/default/tokens?reveal=true`;
  await page.goto(attacker);
  for (const init of [{}, { mode: 'no-cors' }, { credentials: 'include' }] as const) {
    expect(await askIn(page, tokens, init)).not.toContain(access_token);
  }
  const heard = await page.evaluate(
    (url) =>
      new Promise<string>((resolve) => {
        const source = new EventSource(url);
        source.onopen = () => resolve('it listens');
        source.onerror = () => resolve('refused');
      }),
    `${lab.url}/_lab/worlds/default/wire/events?reveal=true`,
  );
  expect(heard).toBe('refused');
});

test('a page whose name was led here gets nothing, though it is its own origin to the browser', async ({ page, lab }) => {
  const { access_token } = await lab.default.google.mint({ as: 'ana' });
  const evil = `http://evil.example:${lab.port}`;
  await page.goto(`${evil}/`);
  await expect(page.locator('body')).toContainText('No persona of this lab serves');
  const [, write] = WRITES[0] ?? ['', {}];
  expect(await askIn(page, '/_lab/worlds/default/tokens?reveal=true')).toMatch(/^basic 421 /);
  expect(await askIn(page, ageOf(lab, evil), write)).toMatch(/^basic 421 /);
  expect(await askIn(page, '/google/.well-known/openid-configuration')).toMatch(/^basic 421 /);
  expect(await askIn(page, '/_lab/worlds/default/tokens?reveal=true')).not.toContain(access_token);
});

test('a script in a page of a persona could not call either', async ({ page, lab }) => {
  await page.goto(`${lab.url}/`);
  const [, write] = WRITES[0] ?? ['', {}];
  expect(await askIn(page, '/_lab/worlds/default/tokens?reveal=true')).toMatch(/^basic 403 .*foreign-origin/);
  expect(await askIn(page, ageOf(lab), write)).toMatch(/^basic 403 .*foreign-origin/);
});

test('a page of the console may call where the console is, and no other page may', async ({ page, lab, attacker }) => {
  const headers = [['content-type', 'text/html']] as const;
  await using console = await lab.openConsole({ pages: () => ({ status: 200, headers, body: '<h1>Console</h1>' }) });
  await page.goto(console.url);
  expect(await askIn(page, '/_lab/worlds')).toBe('basic 200 {"worlds":["default"]}');
  expect(await askIn(page, `${lab.url}/_lab/worlds`)).toMatch(/^refused/);
  for (const origin of [attacker, lab.url]) {
    await page.goto(origin);
    expect(await askIn(page, `${console.url}/_lab/worlds`)).toMatch(/^refused/);
    for (const [, write] of WRITES) {
      expect(await askIn(page, ageOf(lab, console.url), write)).toMatch(/^refused|^opaque 0 $/);
    }
  }
});

test('what an app stored at the vendor runs no script under the address of the lab', async ({ page, lab }) => {
  const { access_token } = await lab.default.google.mint({ as: 'ana', scope: 'https://www.googleapis.com/auth/drive.file' });
  const { address } = lab.default.google;
  for (const type of ['text/html', 'image/svg+xml', 'application/xhtml+xml', 'x/unknown']) {
    const body = `<svg xmlns="http://www.w3.org/2000/svg"><script>document.documentElement.setAttribute('id', 'ran')</script></svg>`;
    const upload = await fetch(`${address}/upload/drive/v3/files?uploadType=media`, {
      method: 'POST',
      headers: { authorization: `Bearer ${access_token}`, 'content-type': type },
      body,
    });
    const { id } = (await upload.json()) as { id: string };
    await page.setExtraHTTPHeaders({ authorization: `Bearer ${access_token}` });
    const reply = await page.goto(`${address}/drive/v3/files/${id}?alt=media`).catch(() => undefined); // a download is no page
    if (reply) expect(await reply.text()).toBe(body);
    expect(await page.locator('#ran').count()).toBe(0);
  }
});

const authorizeUrl = async (lab: Lab): Promise<string> => {
  const { google } = lab.default;
  const redirect_uri = 'http://127.0.0.1:9/cb';
  await google.register({ clientId: 'shop', name: HOSTILE, redirectUris: [redirect_uri] });
  const query = new URLSearchParams({
    client_id: 'shop',
    redirect_uri,
    response_type: 'code',
    scope: 'openid email',
    state: HOSTILE,
  });
  return `${google.address}/o/oauth2/v2/auth?${query}`;
};

const HOSTILE = `"><img src=x onerror="document.title='ran'"></script><script>document.title='ran'</script>`;

test('pages of personas show what strangers wrote, and run none of it', async ({ page, lab }) => {
  await lab.default.people.change('ana', { name: HOSTILE, picture: 'javascript:document.title="ran"' });
  const violations: string[] = [];
  page.on('console', (message) => violations.push(message.text()));
  await page.goto(await authorizeUrl(lab));
  await expect(page.getByTestId('page-account-chooser')).toBeVisible();
  await expect(page.getByTestId('account-ana')).toContainText(HOSTILE);
  expect(await page.title()).not.toBe('ran');
  expect(violations).toEqual([]);

  // Even if something got through: a script without the nonce does not run.
  await page.evaluate(`
    const script = document.createElement('script');
    script.textContent = "document.title = 'ran'";
    document.body.append(script);
  `);
  expect(await page.title()).not.toBe('ran');
  expect(violations.join('\n')).toContain('Content Security Policy');

  await page.goto(`${lab.default.google.address}/o/oauth2/v2/auth?client_id=${encodeURIComponent(HOSTILE)}&redirect_uri=x`);
  await expect(page.getByTestId('page-error')).toBeVisible();
  expect(await page.title()).not.toBe('ran');
});

test('pages of personas are shown in no frame of another page', async ({ page, lab, attacker }) => {
  await page.goto(attacker);
  const answered = page.waitForResponse((response) => response.url().startsWith(lab.url));
  await page.setContent(`<iframe src="${(await authorizeUrl(lab)).replaceAll('&', '&amp;').replaceAll('"', '%22')}"></iframe>`);
  await answered;
  await expect(page.frameLocator('iframe').getByTestId('page-account-chooser')).toHaveCount(0);
  await page.goto(await authorizeUrl(lab));
  await expect(page.getByTestId('page-account-chooser')).toBeVisible();
});
