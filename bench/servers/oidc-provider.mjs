// @ts-check
/** oidc-provider alone: its own pages, its own store in memory, one client, the key of the floor. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const keys = JSON.parse(readFileSync(new URL('../../fixtures/keys/rsa.json', import.meta.url), 'utf8')).slice(0, 1);

/** @type {import('oidc-provider').Configuration} */
const configuration = {
  clients: [
    {
      client_id: 'client',
      client_secret: 'secret',
      redirect_uris: ['http://127.0.0.1:3000/callback'],
      grant_types: ['authorization_code', 'refresh_token'],
      token_endpoint_auth_method: 'client_secret_post',
    },
  ],
  jwks: { keys },
  cookies: { keys: ['a key of the benchmark'] },
  claims: { openid: ['sub'], email: ['email'] },
  findAccount: (_ctx, sub) => ({ accountId: sub, claims: async () => ({ sub, email: 'ana@example.com' }) }),
};

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  server.on('request', new Provider(url, configuration).callback());
  console.log(JSON.stringify({ url }));
});
