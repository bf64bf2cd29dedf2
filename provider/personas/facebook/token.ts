import { basicCredentials } from '../../oauth/basic-credentials.ts';
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
import { graphParams } from './api/graph-place.ts';
import { ENDPOINTS } from './endpoints.ts';
import { facebookRoute, unrouted, VERSIONED } from './facebook-route.ts';
import { UNSERVED_GRANTS } from './token-errors.ts';
import { giveAtTokenEndpoint } from './vendor-grants.ts';

/** Facebook's token endpoint: differences from other vendors, and the order of its steps. */
const token: TokenVendor = {
  read: readForm,
  names: (request, form) => ({ ...basicCredentials(request), ...graphParams(request), ...form }),
  steps: [
    refuseRepeated, //      repeated parameters
    unservedGrantTypes(UNSERVED_GRANTS), // of the mobile SDKs
    refuseByVendor, //      deleted apps, codes without secret and verifier
    giveAtTokenEndpoint, // app tokens and long-lived tokens
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
