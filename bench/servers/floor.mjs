// @ts-check
/** The floor: a bare `node:http` server that signs one RS256-2048 ID token for each token reply, and nothing else. */
import { createPrivateKey, randomBytes, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const [jwk] = JSON.parse(readFileSync(new URL('../../fixtures/keys/rsa.json', import.meta.url), 'utf8'));
const key = createPrivateKey({ key: jwk, format: 'jwk' });
/** @param {unknown} value */
const encoded = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

const idToken = () => {
  const now = Math.floor(Date.now() / 1000);
  const text = `${encoded({ alg: 'RS256', kid: jwk.kid })}.${encoded({ iss: 'floor', aud: 'client', sub: '1', iat: now, exp: now + 3600 })}`;
  return `${text}.${sign('RSA-SHA256', Buffer.from(text), key).toString('base64url')}`;
};

const server = createServer((req, res) => {
  req.resume();
  req.on('end', () => {
    const path = (req.url ?? '').split('?')[0];
    if (path === '/authorize') {
      const back = new URL(req.url ?? '', 'http://floor').searchParams.get('redirect_uri');
      res.writeHead(302, { location: `${back}?code=${randomBytes(16).toString('base64url')}&state=s` }).end();
      return;
    }
    res.setHeader('content-type', 'application/json');
    if (path === '/token') {
      const access_token = randomBytes(24).toString('base64url');
      res.end(JSON.stringify({ access_token, refresh_token: 'r', token_type: 'Bearer', expires_in: 3600, id_token: idToken() }));
    } else if (path === '/userinfo') res.end(JSON.stringify({ sub: '1', email: 'ana@example.com' }));
    else res.end(JSON.stringify({ issuer: 'floor' }));
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(JSON.stringify({ url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}` }));
});
