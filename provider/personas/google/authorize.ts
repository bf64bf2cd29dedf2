import { refuseByVendor, refuseUnknownClient, refuseUnreadable } from '../../oauth/authorize/arrival.ts';
import { authorize } from '../../oauth/authorize/authorization.ts';
import {
  answerClient,
  askEngine,
  askForConsent,
  askToSignIn,
  chooseAccount,
  considerConsent,
  failSilently,
  refuseAccount,
  refuseFailed,
  refuseOnPage,
} from '../../oauth/authorize/steps.ts';
import type { AuthorizationVendor } from '../../oauth/authorize/vendor.ts';
import { readForm, readQuery } from '../../oauth/parameters.ts';
import { askDelegate } from './delegate.ts';
import { ENDPOINTS } from './endpoints.ts';
import { refusePlainly, toErrorPage } from './error-page.ts';
import { googleRoute } from './google-route.ts';
import { limitSeconds, showAccountChooser, showConsent, showInteractionExpired } from './pages.ts';
import { relayOrigin } from './redirects.ts';
import { KNOWN_SCOPES } from './scopes.ts';

/** Google's authorization endpoint: differences from other vendors, and the order of its steps. */
export const authorization: AuthorizationVendor = {
  title: 'Google',
  knownScopes: KNOWN_SCOPES,
  origins: [ENDPOINTS.authorize],
  read: (request) => (request.method === 'POST' ? readForm(request) : readQuery(request)),
  clientIdOf: ({ client_id }) => client_id,
  judges: 'as-sent',
  remembers: ({ sent, request: { url } }) => ({
    ...sent,
    authorization_endpoint: `${url.origin}${url.pathname.replace(/\/$/, '')}`,
  }),
  hasAccountChooser: true,
  consent: {
    asks: (asked) => asked,
    remembersDeclined: false,
    nothingIsDenial: true,
    limitSeconds,
  },
  windowOrigin: relayOrigin,
  pages: {
    signIn: showAccountChooser,
    consent: showConsent,
    expired: showInteractionExpired,
    refused: toErrorPage,
    refusedPlainly: refusePlainly,
  },
  arrival: [
    refuseByVendor, //      on the error page: missing parameters, unknown clients, unregistered redirect URIs
    refuseUnreadable, //    requests that the engine cannot parse
    refuseUnknownClient, // if no behaviour refuses it
  ],
  login: [
    chooseAccount, //   a signed-in account, by hint or by choice
    askDelegate, //     the brand account
    refuseAccount, //   accounts that may not use this client
    considerConsent, // earlier grants
    askEngine, //       the protocol engine
    refuseOnPage, //    errors without a redirect to the app
    failSilently, //    prompt=none, with Google's error
    refuseFailed, //    errors that Google does not return to the app
    answerClient, //    with tokens, a code or an error
    askForConsent,
    askToSignIn,
  ],
};

const authorizeAt = (vendorUrl: string) =>
  googleRoute('authorize', ['GET', 'HEAD', 'POST'], vendorUrl, (request, ports) => authorize(authorization, request, ports));

export const authorizeRoutes = [authorizeAt(ENDPOINTS.authorize), authorizeAt(ENDPOINTS.authorizeLegacy)];
