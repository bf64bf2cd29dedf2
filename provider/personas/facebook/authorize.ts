import type { LabRequest, Ports, Reply } from '../../model/index.ts';
import { refuseByVendor, refuseUnknownClient, refuseUnreadable } from '../../oauth/authorize/arrival.ts';
import { authorize } from '../../oauth/authorize/authorization.ts';
import {
  answerClient,
  askEngine,
  askForConsent,
  askForConsentFirst,
  askToSignIn,
  askToSignInAgain,
  considerConsent,
  refuseAccount,
  refuseFailed,
  refuseOnPage,
  takeAccount,
} from '../../oauth/authorize/steps.ts';
import type { AuthorizationVendor } from '../../oauth/authorize/vendor.ts';
import { readQuery } from '../../oauth/parameters.ts';
import { redirect } from '../../oauth/replies.ts';
import { configurationOf } from './configuration.ts';
import { ALSO_WWW, ENDPOINTS, HOSTS } from './endpoints.ts';
import { facebookRoute, VERSIONED } from './facebook-route.ts';
import { addLongerToken } from './longer-token.ts';
import { showConsent, showInteractionExpired } from './pages.ts';
import { refuse, refusePlainly } from './refuse.ts';
import { KNOWN_SCOPES } from './scopes.ts';
import { askWhoIsThere } from './who-is-there.ts';

/** Facebook's login dialog: differences from other vendors, and the order of its steps. */
export const dialog: AuthorizationVendor = {
  title: 'Facebook',
  knownScopes: KNOWN_SCOPES,
  // The dialog is the same on every host.
  origins: HOSTS.map((host) => `https://${host}/`),
  read: readQuery,
  clientIdOf: ({ client_id, app_id }) => client_id ?? app_id,
  judges: 'translated',
  remembers: ({ sent, request, client }) => ({
    ...sent,
    authorization_endpoint: request.url.pathname,
    configured_token: configurationOf(client, sent)?.token ?? 'user',
  }),
  hasAccountChooser: false,
  consent: {
    asks: (asked, missing) => (missing.length > 0 ? missing : asked),
    remembersDeclined: true,
    nothingIsDenial: false,
  },
  pages: {
    signIn: askWhoIsThere,
    consent: showConsent,
    expired: showInteractionExpired,
    refused: refuse,
    refusedPlainly: refusePlainly,
  },
  arrival: [
    refuseByVendor, //      with Facebook's codes: on a page, or to the app
    refuseUnreadable, //    requests that the engine cannot parse
    refuseUnknownClient, // if no behaviour refuses it
  ],
  login: [
    takeAccount, //        the signed-in account
    askToSignInAgain, //   auth_type=reauthenticate
    refuseAccount, //      accounts that may not use this app
    considerConsent, //    earlier grants and denials
    askForConsentFirst, // only with a registered redirect URI
    askEngine, //          the protocol engine
    refuseOnPage, //       errors without a redirect to the app
    addLongerToken, //     besides the token in the fragment
    refuseFailed, //       with Facebook's error
    answerClient, //       with tokens, a code or an error
    askForConsent,
    askToSignIn,
  ],
};

/** At a local address all hosts are one, so there is no redirect to the mobile host. */
const isVendorAddress = ({ url }: LabRequest, ports: Ports): boolean => ports.address(url.href) === url.href;

const arrive = (request: LabRequest, ports: Ports): Promise<Reply> | Reply => {
  const { params } = readQuery(request);
  const moved = isVendorAddress(request, ports) ? ports.ask('authorize.move', { params, request }) : undefined;
  return moved ? redirect(moved.to) : authorize(dialog, request, ports);
};

export const authorizeRoutes = [
  facebookRoute('authorize', ['GET', 'HEAD'], ENDPOINTS.dialog, arrive, { ...VERSIONED, alsoAt: ALSO_WWW }),
  facebookRoute('authorize', ['GET', 'HEAD'], ENDPOINTS.dialogLegacy, arrive, VERSIONED),
];
