import type { Probes } from '../test-observe.ts';

export const probes: Probes = {
  'google/documents/discovery': {
    on: 'issuer authorization_endpoint device_authorization_endpoint',
    off: 'authorization_endpoint claims_supported code_challenge_methods_supported',
    observe: async (browser) => {
      const document = await (await browser.send('/.well-known/openid-configuration')).json();
      return Object.keys(document as object)
        .slice(0, 3)
        .join(' ');
    },
  },
  'google/documents/jwks': {
    on: 'public, max-age=22678, must-revalidate, no-transform',
    off: null,
    observe: async (browser) => (await browser.send('/oauth2/v3/certs')).headers.get('cache-control'),
  },
  'google/documents/certificates': {
    on: [200, true],
    off: [404, false],
    observe: async (browser) => {
      const reply = await browser.send('/oauth2/v1/certs');
      return [reply.status, (await reply.text()).includes('-----BEGIN CERTIFICATE-----\\n')];
    },
  },
};
