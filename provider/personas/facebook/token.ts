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
import { ENDPOINTS } from './endpoints.ts';
import { facebookRoute, unrouted, VERSIONED } from './facebook-route.ts';
import { giveAtTokenEndpoint } from './vendor-grants.ts';

/** Facebook's token endpoint: differences from other vendors, and the order of its steps. */
const token: TokenVendor = {
  read: readForm,
  names: (request, form) => ({ ...Object.fromEntries(request.url.searchParams), ...form }),
  steps: [
    refuseRepeated, //      repeated parameters
    unservedGrantTypes(['fb_extend_sso_token', 'fb_exchange_nonce']), // of the mobile SDKs
    giveAtTokenEndpoint, // app tokens and long-lived tokens
    refuseByVendor, //      codes without secret and verifier
    askEngine, //           the protocol engine
    refuseFailed, //        with Facebook's codes
    answerTokens,
  ],
};

export const tokenRoute = facebookRoute(
  'token',
  ['GET', 'POST'],
  ENDPOINTS.token,
  async (request, ports) => (await answerTokenRequest(token, request, ports)) ?? unrouted(request, ports),
  VERSIONED,
);
