import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { CALLBACK, type TestBrowser } from '../test-browser.ts';
import type { Probes } from '../test-observe.ts';

/** Makes the proofs of one new key for the token endpoint. */
const proofsOf = (browser: TestBrowser) => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return (claims: Readonly<Record<string, string>>): string => {
    const header = { typ: 'dpop+jwt', alg: 'ES256', jwk: publicKey.export({ format: 'jwk' }) };
    const iat = Math.floor(Date.now() / 1000);
    const text = `${part(header)}.${part({ htm: 'POST', htu: `${browser.base}/token`, iat, ...claims })}`;
    return `${text}.${sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
  };
};

export const probes: Probes = {
  'google/token/dpop': {
    on: ['400 invalid_dpop_proof', '400 use_dpop_nonce', '200 Bearer', '400 invalid_grant', '400 invalid_grant', '200 Bearer'],
    off: ['200 Bearer', '400 invalid_grant', '400 invalid_grant', '400 invalid_grant', '400 invalid_grant', '400 invalid_grant'],
    observe: async (browser) => {
      const [mine, other] = [proofsOf(browser), proofsOf(browser)];
      const code = (await browser.signIn({ access_type: 'offline' })).searchParams.get('code') ?? '';
      const seen: string[] = [];
      let refreshToken: string | undefined;
      const send = async (form: Readonly<Record<string, string>>, proof: string | undefined): Promise<string> => {
        const reply = await browser.token(form, proof === undefined ? {} : { dpop: proof });
        const { error, token_type, refresh_token } = (await reply.json()) as Record<string, string>;
        refreshToken ??= refresh_token;
        seen.push(`${reply.status} ${error ?? token_type}`);
        return reply.headers.get('dpop-nonce') ?? '';
      };
      const exchange = { grant_type: 'authorization_code', code, redirect_uri: CALLBACK };
      const jti = createHash('sha256').update(code).digest('base64url');
      await send(exchange, mine({ jti: 'another' }));
      const nonce = await send(exchange, mine({ jti }));
      await send(exchange, mine({ jti, nonce }));
      const refresh = { grant_type: 'refresh_token', refresh_token: refreshToken ?? '' };
      await send(refresh, undefined);
      await send(refresh, other({ jti: '2', nonce }));
      await send(refresh, mine({ jti: '3', nonce }));
      return seen;
    },
  },
};
