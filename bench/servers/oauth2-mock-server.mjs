// @ts-check
/** The nearest well-known stand-in, as its documentation starts it, with the key of the floor. */
import { readFileSync } from 'node:fs';
import { OAuth2Server } from 'oauth2-mock-server';

const [jwk] = JSON.parse(readFileSync(new URL('../../fixtures/keys/rsa.json', import.meta.url), 'utf8'));
const server = new OAuth2Server();
await server.issuer.keys.add(jwk);
await server.start(0, '127.0.0.1');
console.log(JSON.stringify({ url: server.issuer.url }));
