import type { LabRequest, Ports, Reply } from '../../model/index.ts';
import { refuseByVendor, refuseUnknownClient, refuseUnreadable } from '../../oauth/authorize/arrival.ts';
import { authorize } from '../../oauth/authorize/authorization.ts';
import {
  answerClient,
  askEngine,
  askForConsent,
  askToSignIn,
  askToSignInAgain,
  considerConsent,
  failSilently,
  refuseAccount,
  refuseFailed,
  refuseOnPage,
  takeAccount,
} from '../../oauth/authorize/steps.ts';
import type { AuthorizationVendor } from '../../oauth/authorize/vendor.ts';
import { readForm, readQuery } from '../../oauth/parameters.ts';
import { auth0Route } from './auth0-route.ts';
import { confirmCallback } from './confirmation.ts';
import { ENDPOINTS } from './endpoints.ts';
import { toConsent, toLogin } from './login-pages.ts';
import {
  dropOutdated,
  dropSatisfiedAge,
  expectNewLogin,
  readFacts,
  refuseAudience,
  refuseOtherTenant,
  rememberLogin,
} from './login-steps.ts';
import { refuseBy, refusePlainly, showError, showInteractionExpired } from './pages.ts';
import { withinLimit } from './rate-limit.ts';
import { SCOPES } from './user.ts';
import { messagePage } from './web-message.ts';

/** Reads the parameters of a request. `resource` is the engine's name of an API, and none of Auth0's. */
const read = (request: LabRequest) => {
  const { params, repeated } = request.method === 'POST' ? readForm(request) : readQuery(request);
  const { resource: _, ...rest } = params;
  return { params: rest, repeated };
};

/** Auth0's authorization endpoint: differences from other vendors, and the order of its steps. */
export const authorization: AuthorizationVendor = {
  title: 'Auth0',
  knownScopes: new Set(SCOPES),
  origins: [ENDPOINTS.authorize],
  read,
  clientIdOf: ({ client_id }) => client_id,
  judges: 'translated',
  remembers: ({ sent }) => sent,
  resourceOf: ({ resource }) => resource,
  messagePage,
  hasAccountChooser: false,
  consent: { asks: (asked) => asked, remembersDeclined: false, nothingIsDenial: false },
  pages: {
    signIn: toLogin,
    consent: toConsent,
    expired: showInteractionExpired,
    refused: refuseBy(() => authorization),
    refusedPlainly: refusePlainly,
  },
  arrival: [
    refuseOtherTenant, //   with an offer to move the client
    refuseByVendor, //      on the error page, or at the callback
    refuseUnreadable, //    requests that the engine cannot parse
    refuseUnknownClient, // if no behaviour refuses it
    refuseAudience, //      APIs that do not exist, or that the client may not use
  ],
  login: [
    takeAccount, //       the account of the browser
    dropOutdated, //      sessions from before a change of the password
    expectNewLogin, //    prompt=login, max_age
    readFacts, //         the API of the request, the connection of the session
    askToSignInAgain, //  another connection
    refuseAccount, //     blocked users, and whom an Action denies
    considerConsent, //   earlier grants
    dropSatisfiedAge, //  max_age, after a sign-in
    confirmCallback, //   a question before loopback and custom schemes
    askEngine, //         the protocol engine
    refuseOnPage, //      errors without a redirect to the app
    failSilently, //      prompt=none, in Auth0's words
    refuseFailed, //      errors that Auth0 words itself
    rememberLogin, //     which clients the session logged in to
    answerClient, //      with tokens, a code or an error
    askForConsent,
    askToSignIn,
  ],
};

/** A browser gets a page, and no JSON. */
const handle = (request: LabRequest, ports: Ports): Promise<Reply> =>
  withinLimit(
    'authorize',
    read(request).params.client_id ?? 'nobody',
    ports,
    () => authorize(authorization, request, ports),
    (said) => showError({ status: 429, ...said }, ports),
  );

export const authorizeRoute = auth0Route('authorize', ['GET', 'HEAD', 'POST'], ENDPOINTS.authorize, handle);
