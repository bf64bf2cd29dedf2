import { readForm } from '../../oauth/parameters.ts';
import type { TokenVendor } from '../../oauth/token/request.ts';
import {
  answerTokenRequest,
  answerTokens,
  askEngine,
  refuseByVendor,
  refuseFailed,
  refuseRepeated,
  unservedGrantTypes,
} from '../../oauth/token/steps.ts';
import { basicCredentials } from './credentials.ts';
import { bindKey, checkKey } from './dpop.ts';
import { ENDPOINTS } from './endpoints.ts';
import { googleRoute, unrouted } from './google-route.ts';

/** Service accounts and the device flow (G-80 to G-82). */
const UNSERVED_GRANT_TYPES = [
  'urn:ietf:params:oauth:grant-type:jwt-bearer',
  'urn:ietf:params:oauth:grant-type:device_code',
  'http://oauth.net/grant_type/device/1.0',
];

/** Google's token endpoint: differences from other vendors, and the order of its steps. */
const token: TokenVendor = {
  read: (request) => {
    const { params, repeated } = readForm(request);
    return { params: { ...basicCredentials(request), ...params }, repeated };
  },
  challenge: (ports) => [['WWW-Authenticate', `Basic realm="${ports.issuer()}"`]],
  steps: [
    refuseRepeated, // repeated parameters
    unservedGrantTypes(UNSERVED_GRANT_TYPES),
    refuseByVendor, // people and clients that may not get tokens
    checkKey, //       the DPoP proof
    askEngine, //      the protocol engine
    refuseFailed, //   with Google's error
    bindKey, //        binds the refresh token to the key of the proof
    answerTokens,
  ],
};

const tokenAt = (vendorUrl: string) =>
  googleRoute(
    'token',
    ['POST'],
    vendorUrl,
    async (request, ports) => (await answerTokenRequest(token, request, ports)) ?? unrouted(request, ports),
  );

export const tokenRoutes = [ENDPOINTS.token, ENDPOINTS.tokenV4, ENDPOINTS.tokenV3, ENDPOINTS.tokenLegacy].map(tokenAt);
