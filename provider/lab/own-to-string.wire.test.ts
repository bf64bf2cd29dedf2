import { generateKeyPairSync, sign } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { World } from '../model/index.ts';
import { createLab, type Lab } from './create-lab.ts';

const failures: unknown[] = [];
let lab: Lab;
beforeAll(async () => {
  lab = await createLab({ onFailure: (error) => failures.push(error) });
});
afterAll(() => lab.close());

/** JSON that `String` cannot make a text of. */
const OWN = { toString: 1, valueOf: 1 };

test('tokeninfo tells a claim that is such an object', async () => {
  const { google } = lab.default;
  const { id_token: idToken = '' } = await google.mint({ as: 'ana', claims: { odd: OWN } });
  const reply = await lab.fetch(`${google.address}/tokeninfo?id_token=${idToken}`);
  expect([reply.status, await reply.json()]).toEqual([200, expect.objectContaining({ odd: JSON.stringify(OWN) })]);
});

const postToken = async (
  world: World,
  form: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
) => {
  const [client] = await world.google.clients();
  const body = new URLSearchParams({ client_id: client?.clientId ?? '', client_secret: client?.clientSecret ?? '', ...form });
  return lab.fetch(`${world.google.address}/token`, { method: 'POST', body, headers });
};

test('an ID token whose audience is such an object is signed with no secret', async () => {
  const world = await lab.world();
  const { refresh_token: refreshToken = '' } = await world.google.mint({ as: 'ana', scope: 'openid email' });
  await world.faults.inject({
    on: 'token',
    do: { tamperIdToken: { claims: { aud: OWN, azp: null }, signature: 'hs256-client-secret' } },
  });
  const reply = await postToken(world, { grant_type: 'refresh_token', refresh_token: refreshToken });
  expect([reply.status, await reply.json()]).toEqual([200, expect.objectContaining({ id_token: expect.any(String) })]);
});

test('Graph reads it as a name of a field', async () => {
  const { facebook } = lab.default;
  const { access_token: token } = await facebook.mint({ as: 'ana' });
  const fields = encodeURIComponent(JSON.stringify([OWN]));
  expect((await lab.fetch(`${facebook.address}/me?access_token=${token}&fields=${fields}`)).status).toBe(400);
});

test('a DPoP proof with it is no proof', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const proofOf = (header: object, claims: object) => {
    const content = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
    const signature = sign('sha256', Buffer.from(content), { key: privateKey, dsaEncoding: 'ieee-p1363' });
    return `${content}.${signature.toString('base64url')}`;
  };
  const header = { typ: 'dpop+jwt', alg: 'ES256', jwk: publicKey.export({ format: 'jwk' }) };
  const proofs = [
    proofOf({ ...header, alg: OWN }, {}),
    proofOf(header, { htm: OWN, htu: OWN }),
    proofOf(header, { htm: 'POST', htu: OWN }),
  ];
  for (const dpop of proofs) {
    const reply = await postToken(lab.default, { grant_type: 'authorization_code', code: 'x' }, { dpop });
    expect([reply.status, await reply.json()]).toEqual([400, expect.objectContaining({ error: 'invalid_dpop_proof' })]);
  }
});

test('no call was an internal error', () => expect(failures).toEqual([]));
