import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { createServer, type IncomingMessage, request } from 'node:http';
import { type AddressInfo, connect as connectTo } from 'node:net';
import process from 'node:process';
import { connect as secureConnect } from 'node:tls';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab, type LabProxy, openProxy, type World } from '../index.ts';

const run = promisify(execFile);
const USERINFO = 'https://openidconnect.googleapis.com/v1/userinfo';
const DISCOVERY = 'https://accounts.google.com/.well-known/openid-configuration';

let lab: Lab;
let world: World;
let proxy: LabProxy;
const refused: string[] = [];
beforeAll(async () => {
  lab = await createLab();
  world = await lab.world();
  proxy = await openProxy({ lab, onRefused: (why) => refused.push(why) });
});
afterAll(async () => {
  await proxy.close();
  await lab.close();
});

/** Runs a program as its user would, in the proxy's environment. */
const program = async (file: string, args: readonly string[], of = world.id): Promise<{ stdout: string; stderr: string }> => {
  const env = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...proxy.environment(of) };
  return run(file, args, { env }).catch((error) => error as { stdout: string; stderr: string });
};

const has = async (file: string, ...args: readonly string[]): Promise<boolean> =>
  run(file, args).then(
    () => true,
    () => false,
  );

const hasCurl = await has('curl', '--version');
const python = (await has('/usr/bin/python3', '-c', 'import requests')) ? '/usr/bin/python3' : 'python3';
const hasPython = await has('python3', '--version');
const hasRequests = await has(python, '-c', 'import requests');

/** What the proxy answers to the first line of a connection, up to its end. */
const raw = (text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    let seen = '';
    const socket = connectTo({ host: '127.0.0.1', port: proxy.port }, () => socket.write(text));
    socket.on('data', (chunk) => {
      seen += chunk;
    });
    socket.once('error', reject);
    socket.once('close', () => resolve(seen));
  });

const basic = (user: string) => `Proxy-Authorization: Basic ${Buffer.from(`${user}:x`).toString('base64')}\r\n`;

/** A TLS connection through the proxy, as far as the client believes it. */
const secure = (host: string, of: string): Promise<ReturnType<typeof secureConnect>> =>
  new Promise((resolve, reject) => {
    const headers = { 'proxy-authorization': `Basic ${Buffer.from(`${of}:x`).toString('base64')}` };
    request({ host: '127.0.0.1', port: proxy.port, method: 'CONNECT', path: `${host}:443`, headers })
      .once('connect', (_, socket) => {
        const inside = secureConnect({ socket, servername: host, ca: proxy.authority.cert }, () => resolve(inside));
        inside.once('error', reject);
      })
      .once('error', reject)
      .end();
  });

const spoken = async (host: string, of: string, text: string): Promise<string> => {
  const inside = await secure(host, of);
  let seen = '';
  inside.on('data', (chunk) => {
    seen += chunk;
  });
  inside.write(text);
  await new Promise((resolve) => inside.once('close', resolve));
  return seen;
};

describe('curl', { skip: !hasCurl }, () => {
  it("reaches a vendor in the world that the proxy's user name names, and nothing of the way shows in the log", async () => {
    const { access_token } = await world.google.mint({ as: 'ana' });
    const seen = (await world.wire.read()).last;
    const { stdout } = await program('curl', [
      '-sS',
      '-H',
      `Authorization: Bearer ${access_token}`,
      '-H',
      'X-Loginlab-World: default',
      USERINFO,
    ]);
    expect(JSON.parse(stdout)).toMatchObject({ email: 'ana@example.com' });
    const { exchanges } = await world.wire.read({ after: seen });
    expect(exchanges.map((exchange) => [exchange.endpoint, exchange.request.url])).toEqual([['userinfo', USERINFO]]);
    expect(JSON.stringify(exchanges[0]?.request.headers)).not.toMatch(/loginlab|forwarded|proxy/i);
  });

  it('sends a body, and gets the error of the vendor with its status', async () => {
    const form = ['-d', 'grant_type=refresh_token&refresh_token=none&client_id=nobody'];
    const { stdout } = await program('curl', ['-sS', '-w', '%{http_code}', ...form, 'https://oauth2.googleapis.com/token']);
    expect(stdout).toMatch(/"invalid_client"[\s\S]*401$/);
  });

  it('shows a connection that the lab dropped or cut', async () => {
    await world.faults.inject({ on: 'discovery', times: 1, do: { drop: true } });
    expect((await program('curl', ['-sS', DISCOVERY])).stderr).toMatch(/curl: \((?:52|56)\)/);
    await world.faults.inject({ on: 'discovery', times: 1, do: { truncate: 10 } });
    expect((await program('curl', ['-sS', DISCOVERY])).stderr).toMatch(/curl: \((?:18|56)\)/);
  });

  it('is refused elsewhere, and told why', async () => {
    const { stderr } = await program('curl', ['-sv', 'https://maps.googleapis.com/maps/api/js']);
    expect(stderr).toContain('403 maps.googleapis.com is below googleapis.com');
    expect(stderr).toContain('--tunnel maps.googleapis.com');
    expect(refused).toContainEqual(expect.stringContaining('maps.googleapis.com is below'));
    expect((await program('curl', ['-sS', 'http://www.google.com/'])).stdout).toContain(
      '[loginlab] www.google.com is below google.com',
    );
  });
});

describe(`Python's requests${hasRequests ? '' : ' (skipped: Python has no module "requests")'}`, { skip: !hasRequests }, () => {
  it('reaches a vendor in a world, and believes its certificate', async () => {
    const { access_token } = await world.google.mint({ as: 'ben' });
    const source = `import requests; print(requests.get('${USERINFO}', headers={'Authorization': 'Bearer ${access_token}'}).json()['email'])`;
    const { stdout, stderr } = await program(python, ['-c', source]);
    expect(stdout.trim() || stderr).toBe('ben@example.com');
  });

  it('is told in its exception why something was refused', async () => {
    const { stderr } = await program(python, ['-c', "import requests; requests.get('https://example.com')"]);
    expect(stderr).toContain(
      "403 example.com is no vendor's host, and other hosts are blocked by default. To reach it: --tunnel",
    );
  });
});

describe(`Python's standard library${hasPython ? '' : ' (skipped: there is no python3)'}`, { skip: !hasPython }, () => {
  it('checks the certificate strictly, and believes it', async () => {
    const source = `import ssl, urllib.request
context = ssl.create_default_context()
context.verify_flags |= ssl.VERIFY_X509_STRICT
opener = urllib.request.build_opener(urllib.request.ProxyHandler(), urllib.request.HTTPSHandler(context=context))
print(opener.open('${DISCOVERY}').status)`;
    const { stdout, stderr } = await program('python3', ['-c', source]);
    expect(stdout.trim() || stderr).toBe('200');
  });
});

describe('Node', () => {
  it('reaches a vendor with nothing but the environment', async () => {
    const source = `const answer = await fetch('${DISCOVERY}'); console.log(answer.status, (await answer.json()).issuer)`;
    const { stdout, stderr } = await program(process.execPath, ['--input-type=module', '--eval', source]);
    expect(stdout.trim() || stderr).toBe('200 https://accounts.google.com');
  });
});

it('has an authority that is believed for the vendors only', async () => {
  expect((await secure('accounts.google.com', world.id)).authorized).toBe(true);
  const { X509Certificate } = await import('node:crypto');
  const { createAuthority } = await import('./proxy/authority.ts');
  const authority = createAuthority(['accounts.google.com']);
  expect(new X509Certificate(authority.issue('example.com').cert).checkHost('example.com')).toBe('example.com');
  const { createServer: createSecureServer } = await import('node:https');
  const server = createSecureServer(authority.issue('example.com')).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const error = await new Promise((resolve) => {
    secureConnect({ host: '127.0.0.1', port, servername: 'example.com', ca: authority.cert }).once('error', resolve);
  });
  server.close();
  expect(error).toMatchObject({ message: 'permitted subtree violation' });
});

it("keeps the lab's control API out of reach of whoever speaks to a vendor", async () => {
  const inside = `GET /_lab/worlds HTTP/1.1\r\nHost: localhost:${lab.port}\r\nConnection: close\r\n\r\n`;
  expect(await spoken('accounts.google.com', world.id, inside)).toMatch(/^HTTP\/1\.1 421 /);
  const outside = `GET http://accounts.google.com/_lab/worlds HTTP/1.1\r\nHost: localhost:${lab.port}\r\n${basic(world.id)}Connection: close\r\n\r\n`;
  expect(await raw(outside)).toMatch(/^HTTP\/1\.1 421 /);
  const honest = `GET /_lab/worlds HTTP/1.1\r\nHost: accounts.google.com\r\nConnection: close\r\n\r\n`;
  expect(await spoken('accounts.google.com', world.id, honest)).toMatch(/^HTTP\/1\.1 404 /);
});

it('refuses what is no proxying, odd ports of a vendor, and names that cannot be a world', async () => {
  expect(await raw('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 [\s\S]*This is an HTTP proxy/);
  expect(await raw('CONNECT accounts.google.com HTTP/1.1\r\nHost: x\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
  expect(await raw(`CONNECT accounts.google.com:80 HTTP/1.1\r\nHost: x\r\n${basic(world.id)}\r\n`)).toMatch(
    /^HTTP\/1\.1 403 [\s\S]*at port 443, not at 80/,
  );
  expect(await raw(`CONNECT accounts.google.com:443 HTTP/1.1\r\nHost: x\r\n${basic('a b')}\r\n`)).toMatch(/^HTTP\/1\.1 407 /);
});

it('asks for a world where one must be named, as a browser waits for', async () => {
  await using strict = await openProxy({ lab, mustNameWorld: true });
  const asked = await new Promise<IncomingMessage>((resolve) =>
    request({ host: '127.0.0.1', port: strict.port, method: 'CONNECT', path: 'accounts.google.com:443' })
      .once('connect', (res) => resolve(res))
      .end(),
  );
  expect([asked.statusCode, asked.headers['proxy-authenticate']]).toEqual([407, 'Basic realm="world"']);
});

it('passes what stays on this machine, and tunnels elsewhere only on request', async () => {
  const site = createServer((req, res) => res.end(`${req.method} ${req.url} for ${req.headers.host}`)).listen(0, '127.0.0.1');
  await new Promise((resolve) => site.once('listening', resolve));
  const { port } = site.address() as AddressInfo;
  const ask = (host: string) =>
    raw(`GET http://${host}:${port}/a?b HTTP/1.1\r\nHost: ${host}:${port}\r\nConnection: close\r\n\r\n`);
  expect(await ask('127.0.0.1')).toMatch(new RegExp(`^HTTP/1.1 200 [\\s\\S]*GET /a\\?b for 127.0.0.1:${port}`));
  const tunnelled = raw(
    `CONNECT localhost:${port} HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: there\r\nConnection: close\r\n\r\n`,
  );
  expect(await tunnelled).toMatch(/^HTTP\/1\.1 200 Connection established\r\n\r\nHTTP\/1\.1 200 OK[\s\S]*GET \/ for there/);
  expect(await ask('app.example')).toMatch(/^HTTP\/1\.1 403 /);
  site.close();
});

it('says so when its lab is gone', async () => {
  const gone = await createLab();
  await using orphan = await openProxy({ lab: gone });
  await gone.close();
  const answer = await new Promise<string>((resolve) => {
    const socket = connectTo({ host: '127.0.0.1', port: orphan.port }, () =>
      socket.write('GET http://accounts.google.com/ HTTP/1.1\r\nHost: accounts.google.com\r\nConnection: close\r\n\r\n'),
    );
    socket.once('data', (chunk) => resolve(String(chunk)));
  });
  expect(answer).toMatch(/^HTTP\/1\.1 502 [\s\S]*No server listens at 127\.0\.0\.1/);
});

it('takes its files with it, and says which port is taken', async () => {
  const short = await openProxy({ lab });
  await access(short.trust.authority);
  const taken = openProxy({ lab, port: short.port });
  await expect(taken).rejects.toMatchObject({
    code: 'port-taken',
    message: expect.stringContaining(`--proxy ${short.port + 1}`),
  });
  await short.close();
  await expect(access(short.trust.authority)).rejects.toMatchObject({ code: 'ENOENT' });
});

it('does not pretend to tunnel to a host that it stands in for', async () => {
  const opened = openProxy({ lab, tunnel: ['Accounts.Google.com'] });
  await expect(opened).rejects.toMatchObject({
    code: 'usage',
    message: expect.stringContaining('this lab answers for accounts.google.com, so the real host cannot be reached'),
  });
});

it('asks a client for its world where several are open, and only there', async () => {
  const line = 'CONNECT accounts.google.com:443 HTTP/1.1\r\nHost: x\r\n';
  expect(await raw(`${line}\r\n`)).toMatch(/^HTTP\/1\.1 407 The user name of the proxy must be the id of a world/);
  await using alone = await createLab();
  await using shared = await openProxy({ lab: alone });
  await using bound = await openProxy({ lab, world: world.id });
  const status = ({ port }: LabProxy) =>
    new Promise((resolve) => {
      request({ host: '127.0.0.1', port, method: 'CONNECT', path: 'accounts.google.com:443' })
        .once('connect', (res, socket) => resolve(socket.destroy() && res.statusCode))
        .end();
    });
  expect(await Promise.all([status(shared), status(bound)])).toEqual([200, 200]);
});
