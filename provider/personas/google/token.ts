import { basicCredentials } from '../../oauth/basic-credentials.ts';
import { readForm, readQuery } from '../../oauth/parameters.ts';
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
import { bindKey, checkKey } from './dpop.ts';
import { ENDPOINTS } from './endpoints.ts';
import { UNSERVED_GRANTS } from './errors.ts';
import { googleRoute, unrouted } from './google-route.ts';

/** Google's token endpoint: differences from other vendors, and the order of its steps. */
const token: TokenVendor = {
  read: (request) => {
    const { params, repeated } = readForm(request);
    return { params: { ...basicCredentials(request), ...params }, repeated: [...repeated, ...readQuery(request).repeated] };
  },
  challenge: (ports) => [['WWW-Authenticate', `Basic realm="${ports.issuer()}"`]],
  steps: [
    refuseRepeated, // repeated parameters
    unservedGrantTypes(UNSERVED_GRANTS),
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
