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

/** Google's authorization endpoint: what differs from others, and what it does in which order. */
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
    refuseByVendor, //      on the error page: missing parameters, unknown clients, foreign redirect URIs …
    refuseUnreadable, //    what the protocol does not read
    refuseUnknownClient, // where no behaviour has a word for it
  ],
  login: [
    chooseAccount, //   one of those signed in, by hint or by choice
    askDelegate, //     which of its brand accounts
    refuseAccount, //   that may not use this client
    considerConsent, // what was granted before
    askEngine, //       the protocol
    refuseOnPage, //    what cannot go back to the app
    failSilently, //    prompt=none, in Google's words
    refuseFailed, //    what Google never tells the app
    answerClient, //    with tokens, a code or an error
    askForConsent,
    askToSignIn,
  ],
};

const authorizeAt = (vendorUrl: string) =>
  googleRoute('authorize', ['GET', 'HEAD', 'POST'], vendorUrl, (request, ports) => authorize(authorization, request, ports));

export const authorizeRoutes = [authorizeAt(ENDPOINTS.authorize), authorizeAt(ENDPOINTS.authorizeLegacy)];
