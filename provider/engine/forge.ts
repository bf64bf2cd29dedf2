import { createHmac, createPublicKey, generateKeyPairSync, type JsonWebKey, sign } from 'node:crypto';
import { type Fault, type OpenJwt, textOf } from '../model/index.ts';
import type { ExchangeContext } from '../world/index.ts';
import { signingKeyOf, signJwt } from './jwt.ts';
import { corruptSignature } from './mint.ts';

type Tamper = Extract<Fault['do'], { tamperIdToken: unknown }>['tamperIdToken'];
type Forger = (open: OpenJwt, context: ExchangeContext, wanted: Tamper['header']) => string | Promise<string>;
type Json = Readonly<Record<string, unknown>>;

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const contentOf = ({ header, claims }: OpenJwt, change: Json = {}): string =>
  `${encoded({ ...header, ...change })}.${encoded(claims)}`;

const honest: Forger = (open, context) => signJwt({ ...open, header: { ...open.header, alg: 'RS256' } }, signingKeyOf(context));

/** The signing key as everybody can read it in the key set. */
const publicJwk = (context: ExchangeContext): Json => {
  const { kid } = signingKeyOf(context);
  return (
    context.world
      .keys(context.persona.id)
      .published()
      .find((key) => key.kid === kid) ?? {}
  );
};

const publicPem = (context: ExchangeContext): string =>
  createPublicKey({ key: publicJwk(context) as JsonWebKey, format: 'jwk' })
    .export({ type: 'spki', format: 'pem' })
    .toString();

const clientSecret = async (context: ExchangeContext, { claims }: OpenJwt): Promise<string> => {
  const audience = textOf([claims.azp ?? claims.aud].flat()[0]);
  return (await context.world.clients.find(context.persona.id, audience))?.clientSecret ?? '';
};

const hmac =
  (secretOf: (context: ExchangeContext, open: OpenJwt) => string | Promise<string>): Forger =>
  async (open, context) => {
    const content = contentOf(open, { alg: 'HS256' });
    return `${content}.${createHmac('sha256', await secretOf(context, open))
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

const embedded: Forger = (open, context) => {
  const { kty, n, e, ...key } = context.world.keys(context.persona.id).foreign;
  return signJwt({ ...open, header: { ...open.header, jwk: { kty, n, e } } }, { kty, n, e, ...key });
};

const certified: Forger = async (open, context) => {
  const { certificatesFor } = await import('./certificate.ts'); // ASN.1 is not for everybody's start
  const { foreign } = context.world.keys(context.persona.id);
  const pem = certificatesFor([foreign])[foreign.kid] ?? '';
  const der = pem.replaceAll(/-----[^-]+-----|\s/g, '');
  return signJwt({ ...open, header: { ...open.header, x5c: [der] } }, foreign);
};

const FORGERS: Readonly<Record<Tamper['signature'], Forger>> = {
  keep: honest,
  corrupt: async (open, context, wanted) => corruptSignature(await honest(open, context, wanted)),
  empty: (open) => `${contentOf(open)}.`,
  none: (open, _, wanted) => `${contentOf(open, { alg: wanted?.alg ?? 'none' })}.`,
  'foreign-key': (open, context) => signJwt(open, context.world.keys(context.persona.id).foreign),
  'embedded-key': embedded,
  'embedded-certificate': certified,
  es256,
  'hs256-pem': hmac(publicPem),
  'hs256-jwk': hmac((context) => JSON.stringify(publicJwk(context))),
  'hs256-modulus': hmac((context) => String(publicJwk(context).n)),
  'hs256-client-secret': hmac(clientSecret),
  'hs256-empty': hmac(() => ''),
};

/** Signs what was changed in an ID token in the way that was asked for; `wanted` are the members asked for in its header. */
export const forgeJwt = async (context: ExchangeContext, open: OpenJwt, { signature, header: wanted }: Tamper): Promise<string> =>
  FORGERS[signature](open, context, wanted);
