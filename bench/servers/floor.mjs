// @ts-check
/**
 * The floor: a bare `node:http` server that answers the three requests of a login and signs one RS256-2048 ID token for each token
 * reply, and nothing else. It signs as Login Lab does: by `sign` of `node:crypto` with a callback, off the main thread.
 */
import { createPrivateKey, randomBytes, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { promisify } from 'node:util';

const [jwk] = JSON.parse(readFileSync(new URL('../../fixtures/keys/rsa.json', import.meta.url), 'utf8'));
const { kid, kty, alg, use, n, e } = jwk;
const key = createPrivateKey({ key: jwk, format: 'jwk' });
const signed = promisify(sign);
/** @param {unknown} value */
const encoded = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

const idToken = async () => {
  const now = Math.floor(Date.now() / 1000);
  const text = `${encoded({ alg, kid })}.${encoded({ iss: 'floor', aud: 'client', sub: '1', iat: now, exp: now + 3600 })}`;
  return `${text}.${(await signed('RSA-SHA256', Buffer.from(text), key)).toString('base64url')}`;
};

/** @param {import('node:http').IncomingMessage} req */
const documentFor = ({ headers: { host } }) => ({
  issuer: 'floor',
  authorization_endpoint: `http://${host}/authorize`,
  token_endpoint: `http://${host}/token`,
  userinfo_endpoint: `http://${host}/userinfo`,
  jwks_uri: `http://${host}/jwks`,
});

/** @param {string | undefined} path @param {import('node:http').IncomingMessage} req */
const answerTo = async (path, req) => {
  if (path === '/userinfo') return { sub: '1', email: 'ana@example.com' };
  if (path === '/jwks') return { keys: [{ kid, kty, alg, use, n, e }] };
  if (path !== '/token') return documentFor(req);
  const access_token = randomBytes(24).toString('base64url');
  return { access_token, refresh_token: 'r', token_type: 'Bearer', expires_in: 3600, id_token: await idToken() };
};

const server = createServer((req, res) => {
  req.resume();
  req.on('end', async () => {
    const path = (req.url ?? '').split('?')[0];
    if (path === '/authorize') {
      const back = new URL(req.url ?? '', 'http://floor').searchParams.get('redirect_uri');
      res.writeHead(302, { location: `${back}?code=${randomBytes(16).toString('base64url')}&state=s` }).end();
      return;
    }
    res.setHeader('content-type', 'application/json').end(JSON.stringify(await answerTo(path, req)));
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(JSON.stringify({ url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}` }));
});
