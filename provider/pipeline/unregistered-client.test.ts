import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab, type Suggestion, type World } from '../index.ts';

const CALLBACK = 'http://localhost:3000/auth/google/callback';
const VENDOR_TOKEN = 'https://oauth2.googleapis.com/token';

let lab: Lab;
const suggested: Suggestion[] = [];
const buttons: boolean[] = [];
const told = (suggestion: Suggestion, hasButton: boolean): void => {
  suggested.push(suggestion);
  buttons.push(hasButton);
};
beforeAll(async () => {
  lab = await createLab({ hints: true, onSuggestion: told });
});
afterAll(() => lab.close());

const authorize = (world: World, client_id: string, redirect_uri = CALLBACK): string =>
  `${world.google.address}/o/oauth2/v2/auth?${new URLSearchParams({ client_id, redirect_uri, response_type: 'code', scope: 'openid' })}`;

const last = async (world: World) => (await world.wire.read()).exchanges.at(-1);

/** The page on which a refused sign-in ends. */
const refusalPage = async (world: World, client: string, redirectUri?: string): Promise<string> => {
  const page = await fetch(authorize(world, client, redirectUri));
  expect(page.status).toBeGreaterThanOrEqual(400);
  return page.text();
};

const ticketOf = (page: string): string => /name="ticket" value="([^"]+)"/.exec(page)?.[1] ?? '';

/** Sends the form of the button with headers of one's own; `fetch` would not let Host and Origin be set. */
const press = (ticket: string, headers: Record<string, string> = {}): Promise<{ status: number; location: string | undefined }> =>
  new Promise((resolve, reject) => {
    const own = `localhost:${lab.port}`;
    const all = { host: own, origin: `http://${own}`, 'content-type': 'application/x-www-form-urlencoded', ...headers };
    const call = request(
      { host: '127.0.0.1', port: lab.port, method: 'POST', path: '/_lab/register', headers: all },
      (answer) => {
        answer.resume();
        resolve({ status: answer.statusCode ?? 0, location: answer.headers.location });
      },
    );
    call.once('error', reject).end(`ticket=${ticket}`);
  });

const shopOf = async (world: World) => (await world.google.clients()).find(({ clientId }) => clientId === 'shop');
const idsOf = async (world: World): Promise<readonly string[]> => (await world.google.clients()).map(({ clientId }) => clientId);

describe('a client that nobody registered', () => {
  it('is refused as by the vendor, and the exchange carries what registers exactly it', async () => {
    await using world = await lab.world();
    await fetch(authorize(world, 'shop'), { redirect: 'manual' });
    const { suggestion, response } = (await last(world)) ?? {};
    expect(response?.status).toBe(302);
    expect(suggestion).toEqual({
      why: 'No client shop is registered here.',
      persona: 'google',
      register: { clientId: 'shop', redirectUris: [CALLBACK], provisional: true },
      curl: `curl -X POST ${lab.url}/_lab/worlds/${world.id}/personas/google/clients -H 'content-type: application/json' -d '{"clientId":"shop","redirectUris":["${CALLBACK}"],"provisional":true}'`,
      switches: `--app-client shop:SECRET --redirect ${CALLBACK}`,
    });
    expect(suggested).toContainEqual(suggestion);
  });

  it('is known after the button on the page, and its sign-in begins again', async () => {
    await using world = await lab.world();
    const page = await refusalPage(world, 'shop');
    expect(page).toContain('<strong>Login Lab</strong>, not Google: No client shop is registered here.');
    expect(await press(ticketOf(page))).toEqual({ status: 303, location: authorize(world, 'shop') });
    expect((await fetch(authorize(world, 'shop'))).status).toBe(200);
    expect((await last(world))?.suggestion).toBeUndefined();
    expect(await press(ticketOf(page))).toMatchObject({ status: 410 });
  });

  it('is known after the command', async () => {
    await using world = await lab.world();
    await fetch(authorize(world, 'shop'), { redirect: 'manual' });
    const [, url = '', body = ''] = /^curl -X POST (\S+) .* -d '(.*)'$/.exec((await last(world))?.suggestion?.curl ?? '') ?? [];
    await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    expect((await fetch(authorize(world, 'shop'))).status).toBe(200);
  });

  it('believes in the vendor’s issuer where apps use the vendor’s addresses, or one was seen to', async () => {
    await using unmodified = await createLab({ unmodifiedApps: true });
    await fetch(authorize(unmodified.default, 'shop'), { redirect: 'manual' });
    expect((await last(unmodified.default))?.suggestion?.register.issuer).toBe('vendor');
    await using world = await lab.world();
    await lab.fetch('https://accounts.google.com/.well-known/openid-configuration', {
      headers: { 'x-loginlab-world': world.id },
    });
    await fetch(authorize(world, 'shop'), { redirect: 'manual' });
    expect((await last(world))?.suggestion?.register.issuer).toBe('vendor');
  });

  it('is offered from its token request too, without its secret', async () => {
    await using world = await lab.world();
    const form = { grant_type: 'refresh_token', refresh_token: 'none', client_id: 'shop', client_secret: 'very-secret' };
    await fetch(`${world.google.address}/token`, { method: 'POST', body: new URLSearchParams(form) });
    const { suggestion } = (await last(world)) ?? {};
    expect(suggestion?.register).toEqual({ clientId: 'shop', redirectUris: [], provisional: true });
    expect(JSON.stringify(suggestion)).not.toContain('very-secret');
  });
});

describe('Facebook’s newcomers', () => {
  const dialog = (world: World, redirect_uri: string): string =>
    `${world.facebook.address}/v3.2/dialog/oauth?${new URLSearchParams({ client_id: '555', redirect_uri, response_type: 'code' })}`;

  it.each(['http://localhost:3001/cb', 'https://shop.example/cb'])('are known after the button: %s', async (callback) => {
    await using world = await lab.world();
    const page = await (await fetch(dialog(world, callback))).text();
    expect(page).toContain('<strong>Login Lab</strong>, not Facebook: No client 555 is registered here.');
    expect(await press(ticketOf(page))).toEqual({ status: 303, location: dialog(world, callback) });
    expect((await fetch(dialog(world, callback))).status).toBe(200);
  });

  it('are told nothing more once they are known, though the vendor still refuses them', async () => {
    await using world = await lab.world();
    const insecure = 'http://shop.example/cb';
    expect(await (await fetch(dialog(world, insecure))).text()).toContain('lab-hint');
    await world.facebook.register({ clientId: '555', redirectUris: [insecure] });
    const page = await (await fetch(dialog(world, insecure))).text();
    expect(page).toContain('Insecure Login Blocked');
    expect(page).not.toContain('lab-hint');
  });
});

it('says whether a page has the button: at every address, but not to a program', async () => {
  await using world = await lab.world();
  const start = authorize(world, 'shop');
  const token = { method: 'POST', body: new URLSearchParams({ grant_type: 'refresh_token', client_id: 'shop' }) };
  const calls = [
    () => fetch(start, { redirect: 'manual' }),
    () =>
      lab.fetch(start.replace(world.google.address, 'https://accounts.google.com'), {
        headers: { 'x-loginlab-world': world.id },
      }),
    () => fetch(`${world.google.address}/token`, token),
  ];
  buttons.length = 0;
  for (const call of calls) await call();
  expect(buttons).toEqual([true, true, false]);
});

describe('a redirect URI that is not its client’s', () => {
  it('is added by the button, and by the command, to those that are', async () => {
    await using world = await lab.world();
    await world.google.register({
      clientId: 'shop',
      clientSecret: 's',
      redirectUris: ['https://shop.example/cb'],
      issuer: 'vendor',
    });
    const page = await refusalPage(world, 'shop');
    expect(page).toContain(`${CALLBACK} is not a registered redirect URI of shop.`);
    expect(page).toContain(`curl -X PATCH ${lab.url}/_lab/worlds/${world.id}/personas/google/clients/shop `);
    expect((await press(ticketOf(page))).status).toBe(303);
    expect((await world.google.clients()).find(({ clientId }) => clientId === 'shop')).toMatchObject({
      clientSecret: 's',
      issuer: 'vendor',
      redirectUris: ['https://shop.example/cb', CALLBACK],
    });
  });

  it('needs no offer where the vendor takes it unregistered', async () => {
    await using world = await lab.world();
    await world.google.register({ clientId: 'tool', kind: 'desktop', redirectUris: [] });
    expect((await fetch(authorize(world, 'tool', 'http://127.0.0.1:5123/anything'))).status).toBe(200);
    expect((await last(world))?.suggestion).toBeUndefined();
  });
});

describe('a provisional client', () => {
  const tokens = (world: World, clientSecret: string, url: string): Promise<Response> => {
    const form = new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: 'none',
      client_id: 'shop',
      client_secret: clientSecret,
    });
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-loginlab-world': world.id };
    return lab.fetch(url, { method: 'POST', headers, body: form.toString() });
  };

  it('takes secret and issuer from its first token request, says so, and is strict from then on', async () => {
    await using world = await lab.world();
    await world.google.register({ clientId: 'shop', redirectUris: [CALLBACK], provisional: true });
    expect(await (await tokens(world, 'first', VENDOR_TOKEN)).json()).toMatchObject({ error: 'invalid_grant' });
    expect((await last(world))?.because).toContainEqual({
      id: 'lab/provisional-client',
      why: 'the first token request of shop: it set the client secret and the issuer vendor; later requests must match',
    });
    expect(await shopOf(world)).toMatchObject({ clientSecret: 'first', issuer: 'vendor' });
    expect(await shopOf(world)).not.toHaveProperty('provisional');
    expect(await (await tokens(world, 'other', VENDOR_TOKEN)).json()).toMatchObject({ error: 'invalid_client' });
  });

  it('keeps a secret that it has, and the local issuer at a local address', async () => {
    await using world = await lab.world();
    await world.google.register({ clientId: 'shop', clientSecret: 'right', redirectUris: [CALLBACK], provisional: true });
    expect(await (await tokens(world, 'wrong', `${world.google.address}/token`)).json()).toMatchObject({
      error: 'invalid_client',
    });
    expect(await shopOf(world)).toMatchObject({ clientSecret: 'right', issuer: 'local' });
  });
});

describe('nobody else can press the button', () => {
  const attempts: readonly (readonly [who: string, headers: () => Record<string, string>])[] = [
    ['a page of another site', () => ({ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })],
    ['a page on another port of this machine', () => ({ origin: 'http://localhost:3000', 'sec-fetch-site': 'same-site' })],
    ['a page by the other name of this machine', () => ({ origin: `http://127.0.0.1:${lab.port}` })],
    ['a page without an origin', () => ({ origin: 'null' })],
    ['a request that hides its origin', () => ({ origin: '' })],
    [
      'a page whose name was rebound to this machine',
      () => ({ host: `evil.example:${lab.port}`, origin: `http://evil.example:${lab.port}` }),
    ],
    [
      'the vendor’s own host',
      () => ({ host: 'accounts.google.com', origin: 'https://accounts.google.com', 'x-forwarded-proto': 'https' }),
    ],
  ];

  it.each(attempts)('%s', async (_, headers) => {
    await using world = await lab.world();
    const ticket = ticketOf(await refusalPage(world, 'shop'));
    expect((await press(ticket, headers())).status).toBeGreaterThanOrEqual(403);
    expect(await idsOf(world)).not.toContain('shop');
    expect((await press(ticket)).status).toBe(303);
  });

  it('without the ticket of the page', async () => {
    await using world = await lab.world();
    await refusalPage(world, 'shop');
    expect((await press('guessed')).status).toBe(410);
    expect((await press('')).status).toBe(410);
    expect(await idsOf(world)).not.toContain('shop');
  });

  it('inside a frame', async () => {
    await using world = await lab.world();
    const { headers } = await fetch(authorize(world, 'shop'));
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });
});

describe('at the vendor’s own address, as through the proxy', () => {
  const ORIGIN = 'https://accounts.google.com';
  const REGISTER = `${ORIGIN}/_lab/register`;
  const start = (world: World): string => authorize(world, 'shop').replace(world.google.address, ORIGIN);

  const pageIn = async (world: World): Promise<string> => {
    const headers = { 'x-loginlab-world': world.id };
    const { headers: answered } = await lab.fetch(start(world), { headers });
    return (await lab.fetch(answered.get('location') ?? '', { headers })).text();
  };
  const send = (world: World, ticket: string, more: Record<string, string> = {}, url = REGISTER, method = 'POST') => {
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'x-loginlab-world': world.id,
      origin: ORIGIN,
      ...more,
    };
    return lab.fetch(url, { method, headers, ...(method === 'POST' && { body: `ticket=${ticket}` }) });
  };

  it('the button of the page registers the client, once, and its sign-in begins again there', async () => {
    await using world = await lab.world();
    const page = await pageIn(world);
    expect(page).toContain('<form method="post" action="/_lab/register">');
    const registered = await send(world, ticketOf(page));
    expect([registered.status, registered.headers.get('location')]).toEqual([303, start(world)]);
    expect((await shopOf(world))?.issuer).toBe('vendor');
    expect((await send(world, ticketOf(page))).status).toBe(404);
  });

  interface Stranger {
    readonly who: string;
    readonly headers: Record<string, string>;
    readonly url?: string;
    readonly method?: string;
  }
  const strangers: readonly Stranger[] = [
    { who: 'a page of another site', headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' } },
    {
      who: 'a page of another host of the vendor',
      headers: { origin: 'https://www.googleapis.com', 'sec-fetch-site': 'cross-site' },
    },
    { who: 'a page below the same domain', headers: { origin: 'https://mail.google.com', 'sec-fetch-site': 'same-site' } },
    { who: 'a request that hides its origin', headers: { origin: '' } },
    { who: 'a page in another world', headers: { 'x-loginlab-world': 'default' } },
    {
      who: 'the same ticket at another host',
      headers: { origin: 'https://oauth2.googleapis.com' },
      url: 'https://oauth2.googleapis.com/_lab/register',
    },
    { who: 'a link', headers: {}, method: 'GET' },
  ];
  it.each(strangers)('nobody else can press it: $who; they meet what the vendor has there', async ({ headers, url, method }) => {
    await using world = await lab.world();
    const ticket = ticketOf(await pageIn(world));
    const refused = await send(world, ticket, headers, url, method);
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(await refused.text()).not.toMatch(/login ?lab/i);
    expect(await idsOf(world)).not.toContain('shop');
    expect((await send(world, ticket)).status).toBe(303);
  });

  it('a ticket of such a page is not good at the lab’s own address', async () => {
    await using world = await lab.world();
    const ticket = ticketOf(await pageIn(world));
    expect((await press(ticket)).status).toBe(410);
    expect((await send(world, ticket)).status).toBe(303);
  });

  it('a lab without hints answers there as the vendor', async () => {
    await using plain = await createLab({ gaps: 'vendor' });
    const answers = await Promise.all(
      ['_lab/register', 'no-such-page'].map((at) => plain.fetch(`${ORIGIN}/${at}`, { method: 'POST' })),
    );
    expect(answers[0]?.status).toBe(answers[1]?.status);
  });
});

it('what a stranger sends cannot leave its place in a page or a command', async () => {
  await using world = await lab.world();
  const client = `x'$(touch${'$'}{IFS}pwned)"><script>`;
  const page = await refusalPage(world, client, "http://localhost:3000/'$(id)");
  expect(page).not.toMatch(/<script(?! nonce)/);
  const { suggestion } = (await world.wire.read()).exchanges.find((exchange) => exchange.suggestion) ?? {};
  expect(suggestion?.switches).toBe(
    `--app-client 'x'\\''$(touch${'$'}{IFS}pwned)"><script>:SECRET' --redirect 'http://localhost:3000/'\\''$(id)'`,
  );
  await fetch(authorize(world, 'line\nbreak'), { redirect: 'manual' });
  expect((await last(world))?.suggestion).toBeUndefined();
});

it('pages are as the vendor’s, and bring no button, unless the lab was opened with hints', async () => {
  await using plain = await createLab();
  const page = await refusalPage(plain.default, 'shop');
  expect(page).not.toContain('lab-hint');
  const vendor = await plain.fetch(
    authorize(plain.default, 'shop').replace(plain.default.google.address, 'https://accounts.google.com'),
  );
  expect(await (await plain.fetch(vendor.headers.get('location') ?? '')).text()).not.toContain('lab-hint');
});
