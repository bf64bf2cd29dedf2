import { expect, it } from 'vitest';
import { z } from 'zod';
import { defineBehaviour } from '../model/index.ts';
import { openJwt } from './jwt.ts';
import { testBench } from './test-context.ts';

const API = 'https://orders.example/api';

const jwtForApis = defineBehaviour({
  id: 'google/test/format',
  summary: 'Speaks for a test.',
  stage: 'access-token.format',
  origin: 'lab',
  setting: z.boolean().default(true),
  source: { url: 'https://example.com', row: 'T-01', checkedOn: '2026-11-23', confidence: 'documented' },
  apply: ({ resource }) => (resource === undefined ? undefined : { format: 'jwt', because: 'the test says so' }),
});

const wanted = { grantType: 'client_credentials', scopes: ['read', 'write'] } as const;

it('is issued to a client for itself, with its scopes and its API', async () => {
  const { engine, context } = await testBench([]);
  const client = await context.world.clients.known('google', 'client');
  const { value, lifetimeSeconds } = await engine.issueForClient(client, { ...wanted, resource: API });
  expect(lifetimeSeconds).toBe(3_600);
  expect(await engine.token(value)).toMatchObject({
    ...{ state: 'live', kind: 'access-token', clientId: 'client', grantType: 'client_credentials' },
    ...{ scopes: ['read', 'write'], audience: API },
  });
  expect(await engine.kill({ clientId: 'client' }, 'revoked')).toBe(1);
  expect(await engine.token(value)).toMatchObject({ state: 'dead', why: 'revoked' });
});

it('has the format that the persona chooses for the API', async () => {
  const { engine, context } = await testBench([jwtForApis]);
  const client = await context.world.clients.known('google', 'client');
  const { value } = await engine.issueForClient(client, { ...wanted, resource: API });
  expect(openJwt(value).claims).toMatchObject({ sub: 'client', aud: API, scope: 'read write' });
  expect((await engine.issueForClient(client, wanted)).value).not.toContain('.');
});

it('signs a JWT, and knows it again, expired or not, and no other', async () => {
  const { engine } = await testBench([]);
  const jwt = await engine.sign((kid) => ({ header: { alg: 'RS256', kid: `other-${kid}` }, claims: { exp: 1, sub: 'ana' } }));
  expect((await engine.verify(jwt))?.claims).toEqual({ exp: 1, sub: 'ana' });
  expect(await engine.verify(`${jwt.slice(0, -4)}AAAA`)).toBeUndefined();
  expect(await engine.verify('x')).toBeUndefined();
});
