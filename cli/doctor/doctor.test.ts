import { expect, test } from 'vitest';
import { command } from '../test-command.ts';
import { type ShopOptions, shopFolder } from '../test-shop.ts';

const examine = (shop: ShopOptions, ...args: readonly string[]) => command(['doctor', ...args], { cwd: shopFolder(shop) });

/** Ports and names differ from run to run. */
const steady = (text: string): string =>
  text
    .replaceAll(/(127\.0\.0\.1|localhost):\d+/g, '$1:PORT')
    .replaceAll(/@[a-z0-9]{8}/g, '@WORLD')
    .replaceAll(/\b[A-Z][a-z]{11} Example\b/g, 'NAME');

test('an app that works: a line for each variable and verb, and for the way to the lab: exit 0', async () => {
  const { code, out, err } = await examine({}, '--app', 'shop');
  expect(code, out + err).toBe(0);
  expect(steady(out)).toMatchInlineSnapshot(`
    "✓ config  loginlab.config.json is valid

    shop with google
      ✓ env.ISSUER         google.issuer, http://localhost:PORT/@WORLD/google: reaches the lab
      ✓ env.CLIENT_ID      google.clientId
      ✓ env.CLIENT_SECRET  google.clientSecret
      ✓ env.REDIRECT_URI   google.redirectUri, http://127.0.0.1:PORT/callback/google: the app itself
      ✓ env.API_BASE       google.issuer, http://localhost:PORT/@WORLD/google: reaches the lab
      · env.BUG            empty
      ✓ start              "node shop.mjs" answered at http://127.0.0.1:PORT/
      ✓ verbs.signIn       GET /auth/google leads to Google and back
      ✓ verbs.whoAmI       GET /me shows who is signed in
      ✓ verbs.useResource  GET /files calls an API of Google
      ✓ verbs.signOut      POST /logout signs the person out
      ✓ connect            4 calls of the app reached the lab, by the addresses of env ("url"): discovery, token, api:drive.files.list
      · verbs              not declared, with the number of scenarios that are skipped: store 3, recall 3, register 1, signInWithPassword 1, seesAddress 1
    Nothing is wrong: loginlab run
    "
  `);
});

test('a verb that does nothing is named with the field and the fix: exit 1', async () => {
  const { code, out } = await examine({ bug: 'sign-out' });
  expect(code, out).toBe(1);
  expect(steady(out)).toMatch(/✗ verbs\.signOut +POST \/logout.* signs nobody out: GET \/me still shows NAME\. Bind it to/);
  expect(out).toContain('1 thing is to be mended.');
});

test('a login that never begins leaves the other verbs unjudged', async () => {
  const { code, out } = await examine({ bug: 'login', without: ['whoAmI'] });
  expect(code, out).toBe(1);
  expect(out).toMatch(/✗ verbs\.signIn +GET \/auth\/google answered 200: "Coming soon" and did not redirect to a provider/);
  expect(out).toMatch(/· verbs\.useResource +not judged/);
  expect(out).toMatch(/· verbs +not declared.*whoAmI \d+/);
});

test('JSON for programs', async () => {
  const { code, out } = await examine({ bug: 'nowhere' }, '--json');
  expect(code, out).toBe(1);
  const [shop] = JSON.parse(out) as { app: string; ok: boolean; findings: { state: string; field: string }[] }[];
  expect([shop?.app, shop?.ok]).toEqual(['shop', false]);
  expect(shop?.findings.filter(({ state }) => state === 'broken').map(({ field }) => field)).toEqual(['verbs.signIn']);
});

test('a config that is wrong, and a persona that the app lacks: exit 2', async () => {
  const wrong = await examine({ url: 'shop' });
  expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('apps[0].url')]);
  const lacking = await examine({}, '--persona', 'facebook');
  expect([lacking.code, lacking.err]).toEqual([2, expect.stringContaining('No selected app has the persona "facebook"')]);
});
