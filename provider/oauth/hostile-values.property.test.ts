import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../lab/create-lab.ts';
import type { World } from '../model/index.ts';
import { type Params, WireBrowser } from '../testing/test-wire-browser.ts';

/** Texts that no header carries, or that would become another header. */
const HOSTILE = [
  '\r\nSet-Cookie: a=b',
  '\n\n<script>',
  '\0',
  '\x7f\x1b[31m',
  '日本',
  'zoë',
  '😀',
  '\ud800',
  '%0d%0a',
  '%',
  '"\\\'',
  ' a\tb ',
  '#_',
  '?a=1&b',
];

const hostile = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.array(fc.constantFrom(...HOSTILE), { maxLength: 4 }).map((parts) => parts.join('')),
);

/** What stands in the lab and what is asked of it. */
const values = fc.record({
  path: hostile,
  isRegistered: fc.boolean(),
  state: hostile,
  loginHint: hostile,
  scope: hostile,
  clientId: fc.oneof({ weight: 4, arbitrary: fc.constant('shop') }, { weight: 1, arbitrary: hostile }),
  name: hostile,
  appName: hostile,
  picture: hostile,
  header: hostile,
});
type Values = typeof values extends fc.Arbitrary<infer T> ? T : never;

let lab: Lab;
const failures: unknown[] = [];
/** Logins that came as far as a token. */
let tokens = 0;
beforeAll(async () => {
  lab = await createLab({ personas: ['google', 'facebook'], hints: true, onFailure: (error) => failures.push(error) });
});
afterAll(() => lab.close());

/** A redirect URI that the lab registers, with whatever stands in it. */
const redirectUriOf = ({ path }: Values): string => `http://localhost:3000/cb${path.replaceAll('#', '')}`;

const prepare = async (world: World, persona: 'google' | 'facebook', made: Values): Promise<void> => {
  const redirectUris = [made.isRegistered ? redirectUriOf(made) : 'http://localhost:3000/other'];
  const { name, picture } = made;
  await world[persona].register({ clientId: 'shop', clientSecret: 'secret', name: made.appName, redirectUris });
  await world.people.add({ key: 'eve', name, givenName: name, familyName: name, picture: `https://img.example/${picture}` });
};

const expectSound = (reply: Response): Response => {
  expect(reply.status).toBeLessThan(500);
  for (const [, value] of reply.headers) expect(value).toMatch(/^[\t\x20-\x7e\x80-\xff]*$/);
  expect(reply.headers.get('location') ?? '').toMatch(/^[\x20-\x7e]*$/);
  expect(reply.headers.getSetCookie().every((cookie) => /^(?:SID|c_user)=/.test(cookie))).toBe(true);
  return reply;
};

/** Through redirects to the vendor's own pages, and through its pages as somebody who agrees. */
const goOn = async (browser: WireBrowser, reply: Response, left = 6): Promise<Response> => {
  const location = expectSound(reply).headers.get('location') ?? '';
  if (left === 0) return reply;
  if (location.startsWith(browser.base)) return goOn(browser, await browser.send(location), left - 1);
  const page = reply.status === 200 ? await reply.clone().text() : '';
  if (page.includes('page-account-chooser')) return goOn(browser, await browser.press(reply, { account: 'eve' }), left - 1);
  if (page.includes('page-consent')) return goOn(browser, await browser.press(reply, { decision: 'allow' }), left - 1);
  return reply;
};

const askedOf = (made: Values): Params => ({
  client_id: made.clientId,
  redirect_uri: redirectUriOf(made),
  response_type: 'code',
  state: made.state,
  login_hint: made.loginHint,
});

const codeIn = (reply: Response): string => /[?&]code=([^&#]+)/.exec(reply.headers.get('location') ?? '')?.[1] ?? 'none';

const redeem = async (browser: WireBrowser, path: string, reply: Response, made: Values): Promise<string> => {
  const code = decodeURIComponent(codeIn(reply));
  const form = { grant_type: 'authorization_code', client_secret: 'secret', code, ...askedOf(made), scope: made.scope };
  const { access_token: token } = (await expectSound(await browser.post(path, form)).json()) as Params;
  if (token !== undefined) tokens += 1;
  return token ?? made.header.replace(/[^\x20-\x7e]/g, '');
};

const call = async (browser: WireBrowser, path: string, token: string): Promise<void> => {
  expectSound(await browser.send(path, { headers: { authorization: `Bearer ${token.trim()}` } }));
};

describe('nothing that is stored or sent ends in an error of the lab, or in a header of its own', () => {
  it('at Google', async () => {
    await using world = await lab.world();
    tokens = 0;
    await fc.assert(
      fc.asyncProperty(values, async (made) => {
        await prepare(world, 'google', made);
        const browser = new WireBrowser('google', lab, world);
        for (const scope of ['openid email profile', made.scope]) {
          const query = new URLSearchParams({ ...askedOf(made), scope });
          const reply = await goOn(browser, await browser.send(`/o/oauth2/v2/auth?${query}`));
          await call(browser, '/v1/userinfo', await redeem(browser, '/token', reply, made));
        }
        expect(failures).toEqual([]);
      }),
      { numRuns: 60 },
    );
    expect(tokens).toBeGreaterThan(0);
  });

  it('at Facebook', async () => {
    await using world = await lab.world();
    await world.settings.change({ 'facebook/dialog/redirect-blocked': 'app' });
    tokens = 0;
    await fc.assert(
      fc.asyncProperty(values, async (made) => {
        await prepare(world, 'facebook', made);
        const browser = new WireBrowser('facebook', lab, world);
        for (const scope of ['email', made.scope]) {
          const query = new URLSearchParams({ ...askedOf(made), scope });
          const reply = await goOn(browser, await browser.send(`/v19.0/dialog/oauth?${query}`));
          const token = await redeem(browser, '/v19.0/oauth/access_token', reply, made);
          for (const path of ['/v19.0/me', '/v19.0/me/picture']) await call(browser, path, token);
        }
        expect(failures).toEqual([]);
      }),
      { numRuns: 60 },
    );
    expect(tokens).toBeGreaterThan(0);
  });

  it.each(['java\nscript:alert(1)', ' javascript:alert(1)', 'da\tta:text/html,x'])(
    'is not registered where it would run in a page: %j',
    async (uri) => {
      await using world = await lab.world();
      const registration = world.google.register({ clientId: 'shop', redirectUris: [uri] });
      await expect(registration).rejects.toMatchObject({ code: 'usage', field: 'redirectUris[0]' });
    },
  );

  it('is registered and answered at its own address, percent-encoded', async () => {
    await using world = await lab.world();
    const redirectUri = 'http://localhost:3000/日本\ncb';
    await world.people.add({ key: 'eve' });
    await world.google.register({ clientId: 'shop', redirectUris: [redirectUri] });
    const browser = new WireBrowser('google', lab, world);
    const query = new URLSearchParams({ client_id: 'shop', redirect_uri: redirectUri, response_type: 'code', scope: 'openid' });
    const reply = await goOn(browser, await browser.send(`/o/oauth2/v2/auth?${query}`));
    expect(reply.headers.get('location')).toMatch(/^http:\/\/localhost:3000\/%E6%97%A5%E6%9C%AC%0Acb\?/);
  });
});
