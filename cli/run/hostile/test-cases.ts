import type { Hostility } from './test-programs.ts';

const ANSWERED = 'return false;';

/** Every kind of hostility, by name. */
export const CASES = {
  // What it asks of the lab.
  floods: {
    atSignIn: `const agent = new (await import('node:http')).Agent({ keepAlive: true, maxSockets: 32 });
      await many(20_000, 32, () => new Promise((done) => ask(lab.href + '/.well-known/openid-configuration', { agent }, (answer) => answer.resume().on('close', done)).on('error', done).end()));`,
  },
  'floods-with-bodies': {
    atSignIn: `await many(10_000, 16, (n) => fetch(lab.href + '/token', { method: 'POST', body: 'grant_type=refresh_token&n=' + n + '&pad=' + 'é'.repeat(32_000) }).then((a) => a.text()));`,
  },
  'look-alikes': {
    atSignIn: `await many(3_000, 16, (n) => fetch(lab.href + '/token', { method: 'POST', body: new URLSearchParams({ grant_type: 'authorization_code', code: '4/0A' + n + 'x'.repeat(70), code_verifier: 'verifier-' + n + 'y'.repeat(50), client_id: 'c', client_secret: 'GOCSPX-' + n + 'z'.repeat(28) }) }).then((a) => a.text()));`,
    atWhoAmI: `const jwt = (n) => 'eyJhbGciOiJSUzI1NiJ9.' + Buffer.from(JSON.stringify({ sub: String(n), email: 'a' + n + '@example.com' })).toString('base64url') + '.' + createHmac('sha256', 'k').update(String(n)).digest('base64url');
      response.setHeader('x-many', Array.from({ length: 60 }, (_, n) => jwt(n)).join(' '));
      response.write(Array.from({ length: 20_000 }, (_, n) => 'ya29.' + n + 'x'.repeat(20) + ' ' + jwt(n)).join(' '));
      console.log(Array.from({ length: 3_000 }, (_, n) => 'access_token=ya29.' + n + 'x'.repeat(60)).join('\\n'));
      response.writeHead = function () { return this; };`,
  },
  'half-open': {
    atSignIn: `for (let n = 0; n < 3_000; n += 1) connect(lab.port, lab.hostname).on('error', () => {}).write('POST /google/token HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: 100\\r\\n\\r\\nhalf');
      await new Promise((done) => setTimeout(done, 500));`,
  },
  'sends-garbage': {
    atSignIn: `await many(2_000, 16, () => new Promise((done) => connect(lab.port, lab.hostname).on('error', done).on('close', done).resume().end(Buffer.concat([Buffer.from('\\u0000\\u0001GET'), pad.subarray(0, 20_000)]))));`,
  },
  // How it answers a person.
  'large-answer': {
    atSignIn: `response.writeHead(200, { 'content-type': 'text/html', 'content-length': String(2 ** 30) }); pour(response, pad, 2 ** 30); ${ANSWERED}`,
  },
  'endless-answer': { atSignIn: `response.writeHead(200, { 'content-type': 'text/html' }); pour(response, pad); ${ANSWERED}` },
  'gzip-bomb': {
    atSignIn: `const bomb = gzipSync(Buffer.alloc(256 * 1024 * 1024)); response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' }).end(bomb); ${ANSWERED}`,
  },
  drips: {
    atSignIn: `response.writeHead(200, { 'content-type': 'text/html' }); const drip = setInterval(() => response.write('.'), 1000); response.on('close', () => clearInterval(drip)); ${ANSWERED}`,
  },
  silent: { atSignIn: ANSWERED },
  redirects: { atSignIn: `response.writeHead(302, { location: '/auth/google?' + Math.random() }).end(pad); ${ANSWERED}` },
  'endless-headers': {
    atSignIn: `const { socket } = response; socket.write('HTTP/1.1 200 OK\\r\\n'); pour(socket, Buffer.from(('x-' + 'y'.repeat(60) + ': z\\r\\n').repeat(1000))); ${ANSWERED}`,
  },
  'endless-continue': {
    atSignIn: `const { socket } = response; pour(socket, Buffer.from('HTTP/1.1 103 Early Hints\\r\\nlink: </a>\\r\\n\\r\\n'.repeat(1000))); ${ANSWERED}`,
  },
  'cookie-flood': {
    atSignIn: `response.writeHead(302, { location: '/auth/google?' + Math.random(), 'set-cookie': Array.from({ length: 300 }, (_, n) => Math.random() + '=' + n) }).end(); ${ANSWERED}`,
  },
  garbage: { atSignIn: `response.socket.end(Buffer.from('\\u0000\\u0001 SSH-2.0 not HTTP\\r\\n\\r\\n')); ${ANSWERED}` },
  'breaks-off': {
    atSignIn: `response.writeHead(200, { 'content-length': '1000' }); response.write('half'); setTimeout(() => response.destroy(), 20); ${ANSWERED}`,
  },
  'deep-page': {
    atWhoAmI: `response.writeHead(200, { 'content-type': 'text/html' }).end('<b><div>'.repeat(250_000)); ${ANSWERED}`,
  },
  'deep-json': {
    atWhoAmI: `response.writeHead(200, { 'content-type': 'application/json' }).end('['.repeat(1_000_000)); ${ANSWERED}`,
  },
  'angle-brackets': {
    atWhoAmI: `response.writeHead(200, { 'content-type': 'text/html' }).end('<'.repeat(1_900_000)); ${ANSWERED}`,
  },
  'open-scripts': {
    atWhoAmI: `response.writeHead(200, { 'content-type': 'text/html' }).end('<script>'.repeat(240_000)); ${ANSWERED}`,
  },
  'many-links': {
    atWhoAmI: `response.writeHead(200, { 'content-type': 'text/html' }).end(Array.from({ length: 40_000 }, (_, n) => '<a href="http://127.0.0.1/' + n + '">' + n + '</a>').join('')); ${ANSWERED}`,
  },
  'large-pages': {
    atWhoAmI: `response.writeHead(302, { location: '/me?' + Math.random() }); response.end('é'.repeat(1_000_000)); ${ANSWERED}`,
  },
  'breaks-off-upload': {
    atResource: `const { headers } = await fetch(process.env.API_BASE + '/drive/v3/files', { redirect: 'manual', headers: { authorization: 'Bearer ' + session?.access_token } });
      const place = headers.get('location') && new URL(headers.get('location'));
      for (let n = 0; place && n < 3; n += 1) await new Promise((done) => {
        const socket = connect(place.port, place.hostname, () => socket.write('POST /moved HTTP/1.1\\r\\nHost: ' + place.host + '\\r\\nAuthorization: Bearer ' + session.access_token + '\\r\\nContent-Length: 100\\r\\n\\r\\nhalf', () => setTimeout(() => socket.resetAndDestroy(), 50)));
        socket.on('close', done).on('error', () => undefined);
      });`,
  },
  // What it does to its surroundings.
  'prints-lines': {
    first: `for (let n = 0; n < 200; n += 1) process.stdout.write('a line of some length, again and again\\n'.repeat(26_000));`,
  },
  'prints-newlines': { first: `for (let n = 0; n < 200; n += 1) process.stdout.write(Buffer.alloc(1024 * 1024, '\\n'));` },
  'prints-one-line': { first: `for (let n = 0; n < 200; n += 1) process.stderr.write(pad);` },
  'prints-long-lines': {
    first: `for (let n = 0; n < 200; n += 1) process.stderr.write(('é'.repeat(30_000) + '\\n').repeat(17));`,
  },
  forks: {
    first: `for (const detached of [true, false]) for (const env of [process.env, { PATH: process.env.PATH }])
      spawn(process.execPath, ['-e', "process.on('SIGTERM', () => {}); setInterval(() => {}, 1e6)", 'loginlab-left-over'], { detached, env, stdio: 'ignore' }).unref();`,
  },
  daemonises: {
    first: `if (!process.env.DAEMON) { spawn('setsid', ['sh', '-c', 'node daemonises.mjs & sleep 0.1'], { env: { ...process.env, DAEMON: '1' }, stdio: 'inherit' }); setInterval(() => {}, 1e6); }`,
  },
  'closes-port': {
    atSignIn: `const { server } = response.socket; server.close(); setTimeout(() => server.closeAllConnections(), 50);`,
  },
  'kills-shell': { atSignIn: `process.kill(process.ppid, 'SIGKILL');` },
  'kills-lane': { atSignIn: `signalLane('SIGKILL');` },
  'stops-lane': { atSignIn: `signalLane('SIGTERM'); signalLane('SIGINT'); signalLane('SIGHUP');` },
  'fills-memory': {
    atSignIn: `const all = []; for (let n = 0; n < 300; n += 1) all.push(Buffer.alloc(1024 * 1024, 'm')); await new Promise((done) => setTimeout(done, 200)); globalThis.all = all;`,
  },
} as const satisfies Readonly<Record<string, Hostility>>;
