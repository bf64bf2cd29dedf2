import { CLIENT_ID, jwtTexts } from '../test-browser.ts';
import { claimsOf, keys, openIdToken, type Probes } from '../test-observe.ts';

export const probes: Probes = {
  'google/id-token/azp': { on: CLIENT_ID, off: undefined, observe: async (browser) => (await claimsOf(browser)).azp },
  'google/id-token/at-hash': {
    on: 'string',
    off: 'undefined',
    observe: async (browser) => typeof (await claimsOf(browser)).at_hash,
  },
  'google/id-token/profile-claims': {
    on: 'Ana',
    off: undefined,
    observe: async (browser) => (await claimsOf(browser)).given_name,
  },
  'google/id-token/refreshed-without-nonce': {
    on: [true, false],
    off: [true, true],
    observe: async (browser) => {
      const { id_token, refresh_token } = await browser.tokens({ access_type: 'offline', nonce: 'n-1' });
      const again = (await (await browser.refresh(refresh_token)).json()) as Record<string, string>;
      return [id_token, again.id_token].map((jwt) => (jwtTexts(jwt)[1] ?? '').includes('"nonce"'));
    },
  },
  'google/id-token/refreshed-without-profile': {
    on: ['Ana', undefined],
    off: ['Ana', 'Ana'],
    observe: async (browser) => {
      const first = await browser.tokens({ access_type: 'offline' });
      const again = (await (await browser.refresh(first.refresh_token)).json()) as Record<string, string>;
      return [openIdToken(first.id_token).given_name, openIdToken(again.id_token).given_name];
    },
  },
  'google/id-token/server-audience': {
    on: [CLIENT_ID.replace('-abc', '-server'), CLIENT_ID],
    off: [CLIENT_ID, CLIENT_ID],
    observe: async (browser) => {
      await browser.register({ kind: 'mobile' });
      const audience = `server:client_id:${CLIENT_ID.replace('-abc', '-server')}`;
      const { aud, azp } = openIdToken((await browser.tokens({ audience })).id_token);
      return [aud, azp];
    },
  },
  'google/id-token/issuer-without-scheme': {
    on: ['the world', 'http://the world'],
    off: ['http://the world', 'http://the world'],
    observe: async (browser) => {
      const paths = ['/o/oauth2/auth', '/o/oauth2/v2/auth'];
      const issuers: string[] = [];
      for (const path of paths) {
        const { iss } = JSON.parse(jwtTexts((await browser.tokens({}, 'ana', path)).id_token)[1] ?? '{}');
        issuers.push(String(iss).replace(browser.base.replace('http://', ''), 'the world'));
      }
      return issuers;
    },
  },
  'google/id-token/claim-order': {
    on: 'iss azp aud sub email email_verified at_hash nonce name picture given_name family_name iat exp',
    off: 'sub nonce aud exp iat iss azp at_hash email email_verified name picture given_name family_name',
    observe: async (browser) => keys(await claimsOf(browser)),
  },
  'google/id-token/header-order': {
    on: 'alg kid typ',
    off: 'alg kid',
    observe: async (browser) => keys(JSON.parse(jwtTexts((await browser.tokens()).id_token)[0] ?? '{}')),
  },
};
