import path from 'node:path';
import { expect, test } from 'vitest';
import { packageFolder } from '../paths.ts';
import { command } from '../test-command.ts';
import { folderWith } from '../test-folder.ts';
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
      · verbs              not declared, with the number of scenarios that are skipped: store 5, recall 5, register 4, signInWithPassword 5, behindProxy 1, seesAddress 1, restart 2, rememberMe 1, storage 1, signOutEverywhere 1, acceptsToken 2
    Nothing is wrong. Drive the app: loginlab run
    "
  `);
});

test('a verb that does nothing is named with the field and the fix: exit 1', async () => {
  const { code, out } = await examine({ bug: 'sign-out' });
  expect(code, out).toBe(1);
  expect(steady(out)).toMatch(/✗ verbs\.signOut +POST \/logout.* signs nobody out: GET \/me still shows NAME\. Bind it to/);
  expect(out).toContain('1 thing is to be mended.');
});

const PATH = { redirectPath: '/callback/google' };

test.each([
  ['host', PATH, /"http:\/\/localhost:PORT\/callback\/google"; registered: .*Set url to "http:\/\/localhost:\{port\}"/],
  ['client', {}, /sent client_id "my-client"; registered: "\S+"\. Give it google\.clientId by env/],
] as const)('a login that is refused for its %s: the field, what was found, the fix', async (bug, more, words) => {
  const { code, out } = await examine({ bug, ...more });
  expect(code, out).toBe(1);
  const line = steady(out)
    .split('\n')
    .find((each) => each.includes('verbs.signIn'));
  expect(line).toMatch(words);
  expect(out).not.toContain('✗ connect');
  expect(out).toContain('1 thing is to be mended.');
});

test('an error of the app, in a login or at the start: what it printed stands below the advice', async () => {
  const inLogin = await examine({ bug: 'callback' });
  expect(inLogin.out).toMatch(/answered 500.*\n +It last printed:\n(?: +.*\n)* +no such column: email\n/);
  const atStart = await examine({ command: 'echo no database; exit 3' });
  expect(atStart.out).toMatch(/code 3 before it answered at \S+ Correct command, .*\n +It last printed:\n +no database\n/);
});

test('a verb that nothing can show is not judged, and says what would show it', async () => {
  const { code, out } = await examine({ without: ['whoAmI', 'useResource'] });
  expect(code, out).toBe(0);
  expect(out).toContain('not judged: nothing shows what it does without verbs.whoAmI or verbs.useResource');
});

test('an app that nobody can sign in to is not said to be right: exit 1', async () => {
  const { code, out } = await examine({ without: ['signIn'] });
  expect(code, out).toBe(1);
  expect(out).toContain('Nothing was found to be wrong, but not everything could be judged');
});

test('a selection without any app is refused, also by a pattern', async () => {
  const { code, err } = await examine({}, '--persona', 'face*');
  expect([code, err]).toEqual([2, expect.stringContaining('No selected app has the persona "facebook"')]);
});

test('a login that never begins leaves the other verbs unjudged', async () => {
  const { code, out } = await examine({ bug: 'login', without: ['whoAmI'] });
  expect(code, out).toBe(1);
  expect(out).toMatch(/✗ verbs\.signIn +GET \/auth\/google answered 200: "Coming soon" and did not redirect to a provider/);
  expect(out).toMatch(/· verbs\.useResource +not judged/);
  expect(out).toMatch(/· verbs +not declared.*whoAmI \d+/);
});

test('a redirect URI that is not registered: both are named, and the field; the way to the lab is not judged', async () => {
  const { code, out } = await examine({ bug: 'redirect', redirectPath: '/auth/google/callback' }, '--app', 'shop');
  expect(code, out).toBe(1);
  const [failed = ''] = steady(out).match(/✗ verbs\.signIn .*/) ?? [];
  expect(failed).toContain(
    'google/authorize/redirect-uri-mismatch: The app sent redirect_uri "http://127.0.0.1:PORT/callback/google"; registered: "http://127.0.0.1:PORT/auth/google/callback". Set redirectPath to "/callback/google", or give the app google.redirectUri by env.',
  );
  expect(out).toMatch(/· connect +not judged: the sign-in failed before the app had anything to call/);
  expect(out).not.toContain('✗ connect');
  expect(out).toContain('1 thing is to be mended.');
});

test.each(['url', 'preload', 'proxy', 'any'] as const)(
  'a login that redeems no code, connected by "%s": leave connect out, unless it is',
  async (connect) => {
    const { code, out } = await examine({ bug: 'nowhere', connect }, '--json');
    expect(code, out).toBe(1);
    const [shop] = JSON.parse(out) as { findings: { state: string; field: string; text: string }[] }[];
    const signIn = shop?.findings.find(({ field }) => field === 'verbs.signIn');
    expect(signIn?.state).toBe('broken');
    const [advised, not] = connect === 'any' ? ['the proxy of its environment', 'connect'] : ['leave connect out', 'set connect'];
    expect(signIn?.text).toContain(advised);
    expect(signIn?.text).not.toContain(not);
  },
);

test('a secret that is wrong is named by the answer of the provider, not by the page of the app', async () => {
  const { code, out } = await examine({ bug: 'secret' });
  expect(code, out).toBe(1);
  expect(out).toMatch(/✗ verbs\.signIn .*→ 401 \(the client secret is wrong\)/);
  expect(out).toContain('google/token/errors: Give the app google.clientSecret by env.');
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

test('a config beyond the root of the project is named, and not used', async () => {
  const folder = folderWith({ 'loginlab.config.json': '{}', 'shop/package.json': '{}' });
  const cwd = path.join(folder, 'shop');
  const { out } = await command(['doctor', '--app', 'upload-resuming', '--persona', 'google'], { cwd });
  expect(out).toContain('✓ config  no loginlab.config.* in this project: the apps that come with Login Lab');
  expect(out).toContain(`· config  not used: ${path.join(folder, 'loginlab.config.json')}, beyond the root of this project`);
});

test('a domain that is the host of the lab is named with the fix; a tenant of the vendor is right, where calls are intercepted', async () => {
  const server = path.join(packageFolder, 'fixtures/apps/passport-auth0/server.mjs');
  const examineWith = (domain: string) => {
    const app = {
      ...{ id: 'shop', command: `node ${server}`, url: 'http://127.0.0.1:{port}', ready: '/healthz', redirectPath: '/callback' },
      personas: ['auth0'],
      verbs: { signIn: { http: '/login' }, whoAmI: { http: '/me' } },
    };
    const env = `({ auth0 }) => ({ AUTH0_DOMAIN: ${domain}, AUTH0_CLIENT_ID: auth0.clientId, AUTH0_CLIENT_SECRET: auth0.clientSecret })`;
    const config = `export default { apps: [{ ...${JSON.stringify(app)}, env: ${env} }] };`;
    return command(['doctor'], { cwd: folderWith({ 'loginlab.config.mjs': config }) });
  };
  const wrong = await examineWith('new URL(auth0.issuer).host');
  expect(wrong.code, wrong.out).toBe(1);
  expect(steady(wrong.out)).toMatch(
    /✗ env\.AUTH0_DOMAIN +localhost:PORT is the host of the lab, and auth0 answers below \/@WORLD\/auth0\//,
  );
  const right = await examineWith("'shop.eu.auth0.com'");
  expect(right.code, right.out).toBe(0);
  expect(right.out).toContain('verbs.signIn');
});
