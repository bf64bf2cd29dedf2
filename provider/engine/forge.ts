import { createHmac, createPublicKey, generateKeyPairSync, type JsonWebKey, sign } from 'node:crypto';
import type { Fault } from '../model/index.ts';
import type { Scene } from '../world/index.ts';
import { type OpenJwt, signingKeyOf, signJwt } from './jwt.ts';
import { corruptSignature } from './mint.ts';

type Tamper = Extract<Fault['do'], { tamperIdToken: unknown }>['tamperIdToken'];
type Forger = (open: OpenJwt, scene: Scene, wanted: Tamper['header']) => string | Promise<string>;
type Json = Readonly<Record<string, unknown>>;

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const contentOf = ({ header, claims }: OpenJwt, change: Json = {}): string =>
  `${encoded({ ...header, ...change })}.${encoded(claims)}`;

const honest: Forger = (open, scene) => signJwt({ ...open, header: { ...open.header, alg: 'RS256' } }, signingKeyOf(scene));

/** The signing key as everybody can read it in the key set. */
const publicJwk = (scene: Scene): Json => {
  const { kid } = signingKeyOf(scene);
  return (
    scene.world
      .keys(scene.persona.id)
      .published()
      .find((key) => key.kid === kid) ?? {}
  );
};

const publicPem = (scene: Scene): string =>
  createPublicKey({ key: publicJwk(scene) as JsonWebKey, format: 'jwk' })
    .export({ type: 'spki', format: 'pem' })
    .toString();

const clientSecret = async (scene: Scene, { claims }: OpenJwt): Promise<string> => {
  const audience = String([claims.azp ?? claims.aud].flat()[0]);
  return (await scene.world.clients.find(scene.persona.id, audience))?.clientSecret ?? '';
};

const hmac =
  (secretOf: (scene: Scene, open: OpenJwt) => string | Promise<string>): Forger =>
  async (open, scene) => {
    const content = contentOf(open, { alg: 'HS256' });
    return `${content}.${createHmac('sha256', await secretOf(scene, open))
      .update(content)
      .digest('base64url')}`;
  };

let attackersCurve: ReturnType<typeof generateKeyPairSync> | undefined;

const es256: Forger = (open) => {
  attackersCurve ??= generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const content = contentOf(open, { alg: 'ES256' });
  const key = { key: attackersCurve.privateKey, dsaEncoding: 'ieee-p1363' } as const;
  return `${content}.${sign('sha256', Buffer.from(content), key).toString('base64url')}`;
};

const embedded: Forger = (open, scene) => {
  const { kty, n, e, ...key } = scene.world.keys(scene.persona.id).foreign;
  return signJwt({ ...open, header: { ...open.header, jwk: { kty, n, e } } }, { kty, n, e, ...key });
};

const FORGERS: Readonly<Record<Tamper['signature'], Forger>> = {
  keep: honest,
  corrupt: async (open, scene, wanted) => corruptSignature(await honest(open, scene, wanted)),
  empty: (open) => `${contentOf(open)}.`,
  none: (open, _, wanted) => `${contentOf(open, { alg: wanted?.alg ?? 'none' })}.`,
  'foreign-key': (open, scene) => signJwt(open, scene.world.keys(scene.persona.id).foreign),
  'embedded-key': embedded,
  es256,
  'hs256-pem': hmac(publicPem),
  'hs256-jwk': hmac((scene) => JSON.stringify(publicJwk(scene))),
  'hs256-modulus': hmac((scene) => String(publicJwk(scene).n)),
  'hs256-client-secret': hmac(clientSecret),
};

/** Signs what was changed in an ID token in the way that was asked for; `wanted` are the members asked for in its header. */
export const forgeJwt = async (scene: Scene, open: OpenJwt, { signature, header: wanted }: Tamper): Promise<string> =>
  FORGERS[signature](open, scene, wanted);
