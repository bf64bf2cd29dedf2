import type { LabRequest } from '../../model/index.ts';
import { basicCredentials } from '../../oauth/basic-credentials.ts';
import { readForm } from '../../oauth/parameters.ts';
import type { TokenRequest, TokenVendor } from '../../oauth/token/request.ts';
import {
  answerTokenRequest,
  answerTokens,
  askEngine,
  refuseByVendor,
  refuseFailed,
  refuseRepeated,
  type UnservedGrants,
  unservedGrantTypes,
} from '../../oauth/token/steps.ts';
import { auth0Route, unrouted } from './auth0-route.ts';
import { giveDirectly } from './direct-grants.ts';
import { ENDPOINTS } from './endpoints.ts';
import { withinLimit } from './rate-limit.ts';
import { endUnrotated } from './rotation-begun.ts';
import { clientError } from './token-errors.ts';

/** Grant types that Auth0 has and the lab has not. */
const UNSERVED_GRANT_TYPES = [
  'urn:ietf:params:oauth:grant-type:device_code',
  'urn:ietf:params:oauth:grant-type:token-exchange',
  'urn:openid:params:grant-type:ciba',
  'urn:okta:params:oauth:grant-type:webauthn',
  ...['passwordless/otp', 'mfa-otp', 'mfa-oob', 'mfa-recovery-code'].map((name) => `http://auth0.com/oauth/grant-type/${name}`),
];

/** A client that cannot prove itself is refused first. */
const isAuthenticated = ({ client, form }: TokenRequest): boolean =>
  clientError({ form, ...(client && { client }) }) === undefined;

const UNSERVED_GRANTS: UnservedGrants = Object.fromEntries(UNSERVED_GRANT_TYPES.map((type) => [type, isAuthenticated]));

/** Auth0's token endpoint: differences from other vendors, and the order of its steps. */
const token: TokenVendor = {
  read: (request) => {
    const { params, repeated } = readForm(request);
    return { params: { ...basicCredentials(request), ...params }, repeated };
  },
  steps: [
    refuseRepeated, // repeated parameters
    unservedGrantTypes(UNSERVED_GRANTS),
    refuseByVendor, // grants that are off, blocked and deleted users
    giveDirectly, //   client credentials and passwords
    endUnrotated, //   refresh tokens from before a rotation policy
    askEngine, //      the protocol engine
    refuseFailed, //   with Auth0's error
    answerTokens,
  ],
};

const clientOf = (request: LabRequest): string =>
  readForm(request).params.client_id ?? basicCredentials(request).client_id ?? 'nobody';

export const tokenRoute = auth0Route('token', ['POST'], ENDPOINTS.token, (request, ports) =>
  withinLimit(
    'token',
    clientOf(request),
    ports,
    async () => (await answerTokenRequest(token, request, ports)) ?? unrouted(request, ports),
  ),
);
