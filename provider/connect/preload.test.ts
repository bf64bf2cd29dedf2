import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import process from 'node:process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { connectTarget, createLab, type Lab, type World } from '../index.ts';

const run = promisify(execFile);
const USERINFO = 'https://openidconnect.googleapis.com/v1/userinfo';
const DISCOVERY = 'https://accounts.google.com/.well-known/openid-configuration';
const AUTHORIZE = 'https://accounts.google.com/o/oauth2/v2/auth';

let lab: Lab;
let world: World;
beforeAll(async () => {
  lab = await createLab();
  world = await lab.world();
});
afterAll(() => lab.close());

interface Shape {
  readonly type?: 'module' | 'commonjs';
  readonly env?: Readonly<Record<string, string>>;
}

const environment = (more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv => ({
  ...process.env,
  NODE_ENV: '',
  ...connectTarget({ url: lab.url, world: world.id }, process.env),
  ...more,
});

/** Runs a program as an app is run, and returns what it printed. */
const program = (source: string, { type = 'module', env = {} }: Shape = {}): Promise<{ stdout: string; stderr: string }> =>
  run(process.execPath, [`--input-type=${type}`, '--eval', source], { env: environment(env) });

const ask = (url: string, init: object = {}): string =>
  `const answer = await fetch(${JSON.stringify(url)}, ${JSON.stringify(init)}).catch((error) => error);
   console.log(answer.status ?? answer.name, answer.status ? await answer.text().catch((error) => error.name) : '');`;

/** Programs that print the answer from an address, or the message of the error, each by another client. */
const CLIENTS: Readonly<Record<string, (url: string) => string>> = {
  fetch: (url) => `fetch('${url}').then((a) => a.text()).catch((e) => e.cause.message).then(console.log);`,
  'fetch of undici': (url) =>
    `const { fetch } = await import('undici'); fetch('${url}').then((a) => a.text()).catch((e) => e.cause.message).then(console.log);`,
  'request of undici, by an agent of its own': (url) => `const { Agent, request } = await import('undici');
     request('${url}', { dispatcher: new Agent() }).then((a) => a.body.text()).catch((e) => e.message).then(console.log);`,
  'node:https, named': (url) => `import { get } from 'node:https';
     get('${url}', (answer) => answer.pipe(process.stdout)).on('error', (error) => console.log(error.message));`,
  'node:https, by an agent of its own': (url) => `import https from 'node:https';
     const call = https.request('${url}', { agent: new https.Agent({ keepAlive: true }) }, (answer) => { answer.pipe(process.stdout); answer.on('end', () => process.exit()); });
     call.on('error', (error) => console.log(error.message)).end();`,
};

describe.each(Object.entries(CLIENTS))('a call by %s', (_, asking) => {
  it('is answered by the lab', async () => {
    expect((await program(asking(DISCOVERY))).stdout).toContain('"issuer": "https://accounts.google.com"');
  });

  it('fails with one sentence that names the variable, where no lab answers', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const { port } = closed.address() as AddressInfo;
    closed.close();
    const { stdout, stderr } = await program(asking(DISCOVERY), { env: { LOGINLAB_URL: `http://localhost:${port}` } });
    const sentence = `GET ${DISCOVERY} was stopped: LOGINLAB_URL is http://localhost:${port}, but no lab answers there (ECONNREFUSED): start one with "loginlab serve --port ${port}", or set LOGINLAB_URL to the address of the one that runs.`;
    expect(stdout.trim()).toBe(`[loginlab] ${sentence}`);
    expect(stderr).toContain(`LoginLabWarning: ${sentence}`);
  });

  it("reaches no host of a vendor's that nobody serves", async () => {
    const { stdout } = await program(asking('https://maps.googleapis.com/maps/api/js'));
    expect(stdout).toContain('GET https://maps.googleapis.com/maps/api/js was stopped: maps.googleapis.com is below');
    expect(stdout).toContain('--tunnel maps.googleapis.com');
  });
});

it("leads a program's calls to the vendor into its world, with body, status and headers", async () => {
  const { access_token } = await world.google.mint({ as: 'ana' });
  const seen = (await world.wire.read()).last;
  expect((await program(ask(USERINFO, { headers: { authorization: `Bearer ${access_token}` } }))).stdout).toContain(
    '"email": "ana@example.com"',
  );
  const body = 'grant_type=refresh_token&refresh_token=none&client_id=nobody';
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const refused = await program(ask('https://oauth2.googleapis.com/token', { method: 'POST', headers, body }));
  expect(refused.stdout).toMatch(/^401 \{\s*"error": "invalid_client"/);
  const { exchanges } = await world.wire.read({ after: seen });
  expect(exchanges.map(({ endpoint, request }) => [endpoint, request.method, request.url, request.body?.length ?? 0])).toEqual([
    ['userinfo', 'GET', USERINFO, 0],
    ['token', 'POST', 'https://oauth2.googleapis.com/token', expect.any(Number)],
  ]);
  expect(JSON.stringify(exchanges.map(({ request }) => request.headers))).not.toMatch(/loginlab|forwarded/i);
});

it('leads a program in CommonJS', async () => {
  const source = `require('https').get('${DISCOVERY}', (answer) => answer.pipe(process.stdout));`;
  expect((await program(source, { type: 'commonjs' })).stdout).toContain('"issuer": "https://accounts.google.com"');
});

it('leads a worker thread, from a text as from a module', async () => {
  const source = `const { Worker } = require('worker_threads'); const source = ${JSON.stringify(CLIENTS.fetch?.(DISCOVERY))};
    new Worker(source, { eval: true }).on('exit', () => new Worker(new URL('data:text/javascript,' + encodeURIComponent(source))));`;
  const { stdout } = await program(source, { type: 'commonjs' });
  expect(stdout.match(/"issuer": "https:\/\/accounts\.google\.com"/g)).toHaveLength(2);
});

it('leads programs that the program starts', async () => {
  const outer = `import { execFileSync } from 'node:child_process';
    console.log(execFileSync(process.execPath, ['--input-type=module', '--eval', ${JSON.stringify(ask(DISCOVERY))}], { encoding: 'utf8' }));`;
  expect((await program(outer)).stdout).toContain('"issuer": "https://accounts.google.com"');
});

it('leads programs whose environment the program makes up', async () => {
  const inner = JSON.stringify(ask(DISCOVERY));
  const outer = `import { execFile, spawnSync } from 'node:child_process';
    const args = ['--input-type=module', '--eval', ${inner}];
    console.log(String(spawnSync(process.execPath, args, { env: { PATH: process.env.PATH } }).stdout));
    execFile(process.execPath, args, { env: {} }, (_, out) => console.log(out));`;
  const { stdout } = await program(outer);
  expect(stdout.match(/"issuer": "https:\/\/accounts\.google\.com"/g)).toHaveLength(2);
});

it('shows the program a connection that the lab dropped or cut', async () => {
  await world.faults.inject({ on: 'discovery', times: 1, do: { drop: true } });
  expect((await program(ask(DISCOVERY))).stdout).toContain('TypeError');
  await world.faults.inject({ on: 'discovery', times: 1, do: { truncate: 10 } });
  expect((await program(ask(DISCOVERY))).stdout).toMatch(/^200 TypeError/);
});

it('leaves to the app what the vendor sends to the app itself', async () => {
  const source = `const { headers } = await fetch('${AUTHORIZE}?client_id=nobody', { redirect: 'manual' }); console.log(headers.get('location'));`;
  expect((await program(source)).stdout).toMatch(/^https:\/\/accounts\.google\.com\/signin\/oauth\/error\?/);
});

it('lets no HTTP/2 out, and says what to use', async () => {
  const source = `import { connect } from 'node:http2'; try { connect('https://accounts.google.com'); } catch (error) { console.log(error.message); }`;
  expect((await program(source)).stdout).toContain(
    'HTTP/2 to accounts.google.com was stopped: loginlab/preload intercepts HTTP/1.1',
  );
});

it('names the variable of a world that is not there, and of an address that is no lab', async () => {
  const noWorld = await program(CLIENTS.fetch?.(DISCOVERY) ?? '', { env: { LOGINLAB_WORLD: 'nowhere' } });
  expect(noWorld.stdout).toContain('LOGINLAB_WORLD is "nowhere"');
  const other = createServer((_request, response) => response.end('hello')).listen(0, '127.0.0.1');
  onTestFinished(() => void other.close());
  await once(other, 'listening');
  const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
  const noLab = await program(CLIENTS.fetch?.(DISCOVERY) ?? '', { env: { LOGINLAB_URL: url } });
  expect(noLab.stdout).toContain(`LOGINLAB_URL is ${url}, but the server there is not a lab`);
});

it.each([
  [{ LOGINLAB_URL: 'localhost:4400' }, 'LOGINLAB_URL is "localhost:4400"'],
  [{ NODE_ENV: 'production', LOGINLAB_ALLOW_PRODUCTION: '' }, 'NODE_ENV is "production"'],
])('does not start a program with %o', async (env, told) => {
  await expect(program('console.log("started")', { env })).rejects.toMatchObject({
    stdout: '',
    stderr: expect.stringContaining(told),
  });
});

it('reaches for real what stands in LOGINLAB_TUNNEL, and nothing else', async () => {
  const outside = createServer((_request, response) => response.end('outside')).listen(0, '127.0.0.1');
  onTestFinished(() => void outside.close());
  await once(outside, 'listening');
  const { port } = outside.address() as AddressInfo;
  const source = `require('http').get({ host: 'api.example.org', port: ${port}, agent: false,
      lookup: (_host, options, done) => options.all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4) },
    (answer) => answer.pipe(process.stdout)).on('error', (error) => console.log(error.message));`;
  const asked = (LOGINLAB_TUNNEL: string) => program(source, { type: 'commonjs', env: { LOGINLAB_TUNNEL } });
  expect((await asked('')).stdout).toContain("api.example.org is no vendor's host, and other hosts are blocked by default");
  expect((await asked('other.example.org')).stdout).toContain('--tunnel other.example.org,api.example.org');
  expect((await asked('api.example.org')).stdout).toBe('outside');
  expect((await asked('*')).stdout).toBe('outside');
});

it('lives by the clock of its world: when a shift is over, the program is there', async () => {
  const source = `await fetch('${DISCOVERY}');
    process.stdin.on('data', () => console.log(new Date().getTime())); console.log('ready');`;
  await using later = await lab.world();
  const env = environment({ LOGINLAB_WORLD: later.id });
  const app = spawn(process.execPath, ['--input-type=module', '--eval', source], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void app.kill());
  const said = async (): Promise<string> => String((await once(app.stdout, 'data'))[0]).trim();
  expect(await said()).toBe('ready');
  const hoursAhead = async (): Promise<number> => {
    app.stdin.write('?');
    return Math.abs(Math.round((Number(await said()) - Date.now()) / 3_600_000));
  };
  expect(await hoursAhead()).toBe(0);
  expect(await later.clock.shift('5h')).toMatchObject({ shiftedSeconds: 18_000, followers: [`node ${app.pid}`] });
  expect(await hoursAhead()).toBe(5);
  const tomorrow = await later.clock.tomorrow();
  expect(tomorrow).toMatchObject({ motion: 'shift', followers: [`node ${app.pid}`], notFollowing: [] });
  expect(await hoursAhead()).toBe(29);
  expect(JSON.stringify(await later.wire.read())).not.toMatch(/x-loginlab/i);
  await later.reset();
  expect(await hoursAhead()).toBe(0);
});

/** An app that answers a browser in several ways; prints its address. */
const APP = `import http from 'node:http';
const to = '${AUTHORIZE}?state=s%2F1&redirect_uri=http%3A%2F%2Flocalhost%2Fcb';
const page = '<p>é</p><a href="' + to.replaceAll('&', '&amp;') + '">Sign in</a>';
const ways = {
  '/redirect': (r) => r.writeHead(302, { Location: to, 'Set-Cookie': ['a=1', 'b=2'] }).end(),
  '/flat': (r) => r.writeHead(302, ['Location', to, 'Set-Cookie', 'a=1', 'Set-Cookie', 'b=2']).end(),
  '/set': (r) => { r.statusCode = 303; r.setHeader('location', to); r.appendHeader('set-cookie', ['a=1', 'b=2']); r.end(); },
  '/elsewhere': (r) => r.writeHead(302, { Location: 'https://example.org/?to=' + to }).end(),
  '/length': (r) => { r.setHeader('content-type', 'text/html'); r.setHeader('content-length', Buffer.byteLength(page)); r.end(page); },
  '/explicit': (r) => r.writeHead(200, { 'Content-Type': 'text/html', 'Content-Length': Buffer.byteLength(page) }).end(page),
  '/pieces': (r) => { r.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }); r.write(page); r.write(Buffer.from('é')); r.end(); },
  '/json': (r) => { r.setHeader('content-type', 'application/json'); r.end(JSON.stringify({ url: to })); },
  '/policy': (r) => { r.setHeader('Content-Security-Policy', "form-action 'self' https://accounts.google.com"); r.end(); },
  '/text': (r) => r.writeHead(200, { 'content-type': 'text/plain' }).end(page),
};
http.createServer((request, response) => ways[request.url](response)).listen(0, '127.0.0.1', function () {
  console.log('http://127.0.0.1:' + this.address().port);
});`;

describe('a browser that the program sends to the vendor', () => {
  let app: ChildProcess;
  let address = '';
  const query = '?state=s%2F1&redirect_uri=http%3A%2F%2Flocalhost%2Fcb';
  beforeAll(async () => {
    app = spawn(process.execPath, ['--input-type=module', '--eval', APP], {
      env: environment(),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(app.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
    address = String(line).trim();
  });
  afterAll(() => void app.kill());

  const visit = (path: string, headers: Record<string, string> = {}) => fetch(address + path, { redirect: 'manual', headers });
  const local = (): string => `${world.google.address}/o/oauth2/v2/auth`;

  it.each(['/redirect', '/flat', '/set'])('arrives at the lab, with its query and its cookies: %s', async (path) => {
    const { headers } = await visit(path);
    expect(headers.get('location')).toBe(local() + query);
    expect(headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });

  it('arrives wherever else the app sends it', async () => {
    expect((await visit('/elsewhere')).headers.get('location')).toBe(`https://example.org/?to=${AUTHORIZE}${query}`);
  });

  it.each(['/length', '/explicit', '/pieces'])('finds links in a page that lead to the lab: %s', async (path) => {
    const text = await (await visit(path)).text();
    expect(text).toContain(`<p>é</p><a href="${local()}${query.replaceAll('&', '&amp;')}">Sign in</a>`);
  });

  it('finds the address in the JSON that its own script asked for; a program gets it as it is', async () => {
    const asBrowser = (await (await visit('/json', { 'sec-fetch-site': 'same-origin' })).json()) as { url: string };
    expect(asBrowser.url).toBe(local() + query);
    expect(await (await visit('/json')).text()).toContain(AUTHORIZE);
  });

  it('may be sent on there by a form, where the policy of the page lets it go to the vendor', async () => {
    const { headers } = await visit('/policy');
    expect(headers.get('content-security-policy')).toBe(`form-action 'self' https://accounts.google.com ${lab.url}`);
  });

  it('reads text as it was written', async () => {
    expect(await (await visit('/text')).text()).toContain(AUTHORIZE);
  });
});

describe('the variables of a proxy', () => {
  const LAB_PROXY = {
    HTTPS_PROXY: 'http://default:x@127.0.0.1:9',
    https_proxy: 'http://default:x@127.0.0.1:9',
    LOGINLAB_PROXY: 'http://127.0.0.1:9',
  };
  const show = `console.log(String(process.env.HTTPS_PROXY), String(process.env.https_proxy))`;

  it.each([
    'execFileSync("sh", ["-c", "echo $HTTPS_PROXY $https_proxy"], { encoding: "utf8" })',
    'execSync("echo $HTTPS_PROXY $https_proxy", { encoding: "utf8", env: {} })',
    'spawnSync("sh", ["-c", "echo $HTTPS_PROXY $https_proxy"]).stdout.toString()',
    'await new Promise((done) => execFile("sh", ["-c", "echo $HTTPS_PROXY $https_proxy"], (_, out) => done(out)))',
    'await new Promise((done) => spawn("echo $HTTPS_PROXY $https_proxy", { shell: true }).stdout.on("data", (out) => done(String(out))))',
  ])('of the lab’s own are kept from this program and given to those that it starts: %s', async (starting) => {
    const source = `import { exec, execFile, execFileSync, execSync, spawn, spawnSync } from 'node:child_process'; ${show}; console.log(${starting});`;
    const { stdout } = await program(source, { env: LAB_PROXY });
    expect(stdout.trim()).toBe(`undefined undefined\n${LAB_PROXY.HTTPS_PROXY} ${LAB_PROXY.https_proxy}`);
  });

  it('of another one stay, and do not concern the vendors’ hosts', async () => {
    const { stdout } = await program(`${show}; console.log(process.env.NO_PROXY);`, {
      env: { HTTPS_PROXY: 'http://proxy.example:3128', NO_PROXY: 'localhost' },
    });
    expect(stdout).toMatch(/^http:\/\/proxy\.example:3128 undefined\nlocalhost,accounts\.google\.com,/);
  });
});
