import { containing } from '../../../testing/test-probe.ts';
import { bodyOf, keys, type Probes } from '../test-observe.ts';

export const probes: Probes = {
  'facebook/documents/discovery': {
    on: containing('200 {\n   "issuer": "http'),
    off: containing('200 {"authorization_endpoint":"http'),
    observe: async (browser) => bodyOf(await browser.send('/.well-known/openid-configuration/')),
  },
  'facebook/documents/jwks': {
    on: 'kid kty alg use n e',
    off: 'kid kty alg use e n',
    observe: async (browser) => {
      const { keys: published } = (await (await browser.send('/.well-known/oauth/openid/jwks/')).json()) as { keys: object[] };
      return keys(published[0] ?? {});
    },
  },
  'facebook/documents/certificates': {
    on: containing('-----BEGIN CERTIFICATE-----'),
    off: containing('404 <!DOCTYPE html>'),
    plain: {
      without: ['facebook/routes/not-found'],
      answer: containing('404 {"error":"invalid_request","error_description":"unrecognized route'),
    },
    observe: async (browser) => bodyOf(await browser.send('/.well-known/oauth/openid/certs/')),
  },
};
