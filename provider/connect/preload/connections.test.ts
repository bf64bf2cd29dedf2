import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createSecureServer } from 'node:http2';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer, type Server } from 'node:net';
import process from 'node:process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { connectTarget, createLab, type Lab } from '../../index.ts';
import { createAuthority } from '../proxy/authority.ts';

const HOST = 'accounts.google.com';
const DISCOVERY = `https://${HOST}/.well-known/openid-configuration`;

let lab: Lab;
beforeAll(async () => {
  lab = await createLab();
});
afterAll(() => lab.close());

/** Runs a program as an app is run, and returns the lines that it printed. A program that hangs ends with its lines so far. */
const program = async (source: string, env: Readonly<Record<string, string>> = {}): Promise<readonly string[]> => {
  const target = connectTarget({ url: lab.url, world: 'default' }, process.env);
  const args = ['--input-type=module', '--eval', source];
  const run = promisify(execFile)(process.execPath, args, { env: { ...process.env, NODE_ENV: '', ...target, ...env } });
  const { stdout } = await run.catch((error) => error as { stdout: string });
  return stdout.trim().split('\n');
};

/** Prints what a program sees of a TLS connection. */
const SHOW = `const show = (s) => {
  const { subjectaltname, valid_to, fingerprint256, raw } = s.getPeerCertificate();
  const whole = s.getPeerCertificate(true);
  const x509 = s.getPeerX509Certificate();
  console.log(JSON.stringify({
    authorized: s.authorized, error: s.authorizationError, servername: s.servername, alpn: s.alpnProtocol, connecting: s.secureConnecting,
    names: subjectaltname, lives: Date.parse(valid_to) > Date.now(), isWhole: fingerprint256.length === 95 && raw.length > 100,
    issuer: whole.issuerCertificate.subject.CN, checked: String(tls.checkServerIdentity('${HOST}', whole)), x509: x509.checkHost('${HOST}'),
  }));
};
const { default: tls } = await import('node:tls'); const { once } = await import('node:events');`;

const VERIFIED = {
  authorized: true,
  error: null,
  servername: HOST,
  connecting: false,
  names: `DNS:${HOST}`,
  lives: true,
  isWhole: true,
  issuer: 'Login Lab, this run only',
  checked: 'undefined',
  x509: HOST,
};

const CONNECT = (more = '') => `tls.connect({ host: '${HOST}', port: 443, servername: '${HOST}', ${more} })`;

describe('a TLS connection that the lab answers', () => {
  it.each([
    [
      'of fetch by undici',
      `import { Agent, fetch } from 'undici';`,
      `dispatcher: new Agent({ connect: { ALPNProtocols: ['h2', 'http/1.1'] } })`,
      'http/1.1',
    ],
    [
      'of undici that may speak HTTP/2',
      `import { Agent, fetch } from 'undici';`,
      'dispatcher: new Agent({ allowH2: true })',
      'http/1.1',
    ],
  ])('is that of a verified server: %s', async (_, imports, init, alpn) => {
    const source = `${imports} ${SHOW}
      import diagnostics from 'node:diagnostics_channel';
      diagnostics.subscribe('undici:client:connected', ({ socket }) => show(socket));
      for (const _ of [1, 2]) console.log((await (await fetch('${DISCOVERY}', { ${init} })).json()).issuer);`;
    const [seen = '', ...issuers] = await program(source);
    expect(JSON.parse(seen)).toEqual({ ...VERIFIED, alpn });
    expect(issuers.filter((line) => line.startsWith('https:'))).toEqual(Array(2).fill(`https://${HOST}`));
  });

  it.each([
    ['without ALPN', '{}', false],
    ['with ALPN', `{ ALPNProtocols: ['h2', 'http/1.1'] }`, 'http/1.1'],
    ['with a protocol that the lab does not speak', `{ ALPNProtocols: ['h2'] }`, false],
    ['by a reused connection', '{ agent: new https.Agent({ keepAlive: true, maxSockets: 1 }) }', false],
  ])('is that of a verified server: of node:https, %s', async (_, options, alpn) => {
    const source = `import https from 'node:https'; ${SHOW} const options = ${options};
      for (const _ of [1, 2]) await new Promise((done) => https.get('${DISCOVERY}', options, (answer) => { show(answer.socket); answer.resume().on('end', done); }).on('socket', (s) => s.once('secureConnect', () => show(s))));
      process.exit();`;
    const seen = await program(source);
    expect(seen.length).toBeGreaterThan(2);
    for (const line of seen) expect(JSON.parse(line)).toEqual({ ...VERIFIED, alpn });
  });

  const ASK = `GET /.well-known/openid-configuration HTTP/1.1\\r\\nHost: ${HOST}\\r\\nConnection: close\\r\\n\\r\\n`;

  it.each([
    ['at once', CONNECT(), `await once(s, 'secureConnect');`],
    [
      'twice, one after the other',
      CONNECT(),
      `const ready = async () => { if (s.secureConnecting) await once(s, 'secureConnect'); }; await ready(); await ready();`,
    ],
    ['twice at the same time', CONNECT(), `await Promise.all([once(s, 'secureConnect'), once(s, 'secureConnect')]);`],
    [
      'by a callback and once more',
      CONNECT(),
      `s.once('secureConnect', () => 0); await once(s, 'connect'); await once(s, 'secureConnect');`,
    ],
    ['for connect first', CONNECT(), `await once(s, 'connect'); await once(s, 'secureConnect');`],
    ['for ready first', CONNECT(), `await once(s, 'ready'); await once(s, 'secureConnect');`],
    ['later', CONNECT(), `await new Promise(setImmediate); await once(s, 'secureConnect');`],
    ['for secure alone', CONNECT(), `await once(s, 'secure');`],
    ['much later', CONNECT(), `for (let i = 0; i < 50; i += 1) await new Promise(setImmediate); await once(s, 'secureConnect');`],
    ['and listens before', CONNECT(), `s.on('data', () => 0); await once(s, 'secureConnect');`],
    [
      'over a connection of its own',
      `tls.connect({ socket: (await import('node:net')).connect(443, '${HOST}'), servername: '${HOST}' })`,
      `await once(s, 'secureConnect');`,
    ],
    [
      'over one that is there already',
      `tls.connect({ socket: await new Promise((r) => import('node:net').then(({ connect }) => { const t = connect(443, '${HOST}', () => r(t)); })), servername: '${HOST}' })`,
      `await once(s, 'secureConnect');`,
    ],
  ])('comes about for a client that waits %s', async (_, connecting, waiting) => {
    const [seen = '', line] = await program(`${SHOW} const s = ${connecting}; ${waiting} show(s);
      s.write('${ASK}'); const [data] = await once(s, 'data'); console.log(String(data).slice(0, 15)); process.exit();`);
    expect(JSON.parse(seen)).toEqual({ ...VERIFIED, alpn: false });
    expect(line).toBe('HTTP/1.1 200 OK');
  });

  it('is told once of each step, in the order of Node, whose own listener of `secure` comes first', async () => {
    const source = `${SHOW} const s = ${CONNECT()}; for (const name of ['lookup', 'connect', 'ready', 'secure', 'secureConnect']) s.on(name, () => console.log(name));
      await once(s, 'secureConnect'); s.write('${ASK}'); await once(s, 'data'); process.exit();`;
    expect(await program(source)).toEqual(['lookup', 'connect', 'ready', 'secureConnect', 'secure']);
  });
});

describe('a connection to a vendor that carries no HTTP', () => {
  it.each([
    ['HTTP/2', `'PRI * HTTP/2.0\\r\\n\\r\\nSM\\r\\n\\r\\n'`],
    ['a malformed request', `'GET / HTTP/9.9\\r\\nno header\\r\\n\\r\\n'`],
    ['another protocol', `'EHLO shop\\r\\n'`],
    ['bytes', `Buffer.from([0, 1, 2, 255])`],
  ])('is stopped, and its host not even looked up: %s', async (_, bytes) => {
    const told = `[loginlab] A connection to ${HOST}:443 was stopped: loginlab/preload intercepts HTTP/1.1, and this connection carries something else. Nothing of it was sent.`;
    const tried = (connecting: string) =>
      `await new Promise((done) => { const s = ${connecting}; s.write(${bytes}); s.on('error', ({ message }) => done(console.log(message))); });`;
    const source = `import dns from 'node:dns'; import net from 'node:net'; ${SHOW}
      const { lookup } = dns; dns.lookup = (...args) => { console.log('LOOKED UP', args[0]); return lookup(...args); };
      ${tried(CONNECT())} ${tried(`net.connect(443, '${HOST}')`)} process.exit();`;
    expect(await program(source)).toEqual([told, told]);
  });
});

describe('an address that only looks like this machine', () => {
  it.each(['127.0.0.999', '127.999.1.1', 'evil.example#.localhost', `${HOST}#.localhost`])('leads nowhere: %s', async (host) => {
    const lookup = `lookup: (name, _, done) => { console.log('LOOKED UP', name); done(new Error('looked up')); }`;
    const source = `import net from 'node:net'; import http from 'node:http'; ${SHOW}
      const failed = (emitter) => new Promise((done) => emitter.on('error', ({ message }) => done(console.log(message))));
      const at = { host: ${JSON.stringify(host)}, port: 80, agent: false, ${lookup} };
      await failed(net.connect(at)); await failed(tls.connect(at)); await failed(http.get(at));`;
    const told = `[loginlab] A connection was stopped: "${host}" is neither a host name nor an IP address, so it leads nowhere. Correct the address.`;
    expect(await program(source, { LOGINLAB_TUNNEL: '*' })).toEqual(Array(3).fill(told));
  });

  it('but a name below localhost is this machine', async () => {
    const port = await listening(createServer((socket) => socket.end('here')));
    const source = `import net from 'node:net'; net.connect(${port}, 'no.such.name.localhost').on('error', (e) => console.log(e.message)).on('data', (d) => console.log(String(d)));`;
    expect(await program(source)).toEqual(['here']);
  });
});

const listening = async (server: Server): Promise<number> => {
  server.listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
};

describe('a connection to a host that may be reached for real', () => {
  const LOOKUP = `lookup: (_, options, done) => options.all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4)`;
  const env = { LOGINLAB_TUNNEL: 'api.example.org' };
  const authority = createAuthority(['api.example.org']);
  const { cert, key } = authority.issue('api.example.org');
  const trust = `ca: ${JSON.stringify(authority.cert)}, ${LOOKUP}`;

  it('is told what the server says first', async () => {
    const port = await listening(createServer((socket) => socket.write('220 hello\r\n')));
    const source = `import net from 'node:net'; import { once } from 'node:events'; const s = net.connect({ host: 'api.example.org', port: ${port}, ${LOOKUP} });
      await once(s, 'connect'); const [said] = await once(s, 'data'); console.log(String(said).trim()); process.exit();`;
    expect(await program(source, env)).toEqual(['220 hello']);
  });

  it.each([
    [
      'node:https',
      `const ask = () => new Promise((done) => https.get({ host: 'api.example.org', port, ...trust }, (answer) => { console.log(answer.socket.authorized, answer.socket.getPeerCertificate().subjectaltname); answer.on('data', (text) => console.log(String(text))).on('end', done); }));`,
    ],
    [
      'undici',
      `const agent = new Agent({ connect: trust }); const ask = async () => console.log(await (await fetch('https://api.example.org:' + port, { dispatcher: agent })).text());
       diagnostics.subscribe('undici:client:connected', ({ socket }) => console.log(socket.authorized, socket.getPeerCertificate().subjectaltname));`,
    ],
    [
      'undici that may speak HTTP/2',
      `const agent = new Agent({ allowH2: true, connect: trust }); const ask = async () => console.log(await (await fetch('https://api.example.org:' + port, { dispatcher: agent })).text());
       diagnostics.subscribe('undici:client:connected', ({ socket }) => console.log(socket.authorized, socket.getPeerCertificate().subjectaltname));`,
    ],
  ])('is as it is without the lab: %s', async (_, client) => {
    const servers = [
      createHttpsServer({ cert, key }, (_request, response) => response.end('outside')),
      createSecureServer({ cert, key, allowHTTP1: true }, (_request, response) => response.end('outside')),
    ];
    for (const server of servers) {
      const port = await listening(server);
      const source = `import https from 'node:https'; import diagnostics from 'node:diagnostics_channel'; import { Agent, fetch } from 'undici';
        const port = ${port}; const trust = { ${trust} }; ${client} await ask(); await ask(); process.exit();`;
      const lines = await program(source, env);
      expect(lines[0]).toBe('true DNS:api.example.org');
      expect(lines.filter((line) => line === 'outside')).toHaveLength(2);
    }
  });

  it('is refused as without the lab where the server is not trusted', async () => {
    const port = await listening(createHttpsServer({ cert, key }, (_request, response) => response.end('outside')));
    const source = `import { Agent, fetch } from 'undici'; await fetch('https://api.example.org:${port}', { dispatcher: new Agent({ connect: { ${LOOKUP} } }) }).then(() => console.log('trusted'), (error) => console.log(error.cause.code)); process.exit();`;
    expect((await program(source, env))[0]).toMatch(/UNABLE_TO_VERIFY_LEAF_SIGNATURE|SELF_SIGNED/);
  });
});

it('a server of this machine is spoken to in HTTP/2 as without the lab', async () => {
  const authority = createAuthority(['localhost']);
  const { cert, key } = authority.issue('localhost');
  const port = await listening(
    createSecureServer({ cert, key }, (request, response) => response.end(`HTTP/${request.httpVersion}`)),
  );
  const source = `import { Agent, fetch } from 'undici'; const dispatcher = new Agent({ allowH2: true, connect: { ca: ${JSON.stringify(authority.cert)} } });
    console.log(await (await fetch('https://localhost:${port}', { dispatcher })).text()); process.exit();`;
  expect(await program(source)).toEqual(['HTTP/2.0']);
});
