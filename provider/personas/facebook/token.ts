import { readForm } from '../../oauth/parameters.ts';
import type { TokenVendor } from '../../oauth/token/request.ts';
import {
  answerTokenRequest,
  answerTokens,
  askEngine,
  refuseByVendor,
  refuseFailed,
  refuseRepeated,
} from '../../oauth/token/steps.ts';
import { ENDPOINTS } from './endpoints.ts';
import { facebookRoute, unrouted, VERSIONED } from './facebook-route.ts';
import { giveAtTokenEndpoint } from './vendor-grants.ts';

/** Facebook's token endpoint: what differs from others, and what it does in which order. */
const token: TokenVendor = {
  read: readForm,
  names: (request, form) => ({ ...Object.fromEntries(request.url.searchParams), ...form }),
  steps: [
    refuseRepeated, //      parameters with several values
    giveAtTokenEndpoint, // tokens of the app itself, longer tokens
    refuseByVendor, //      codes that nothing vouches for
    askEngine, //           the protocol
    refuseFailed, //        in Facebook's numbers
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
