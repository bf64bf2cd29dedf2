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

/** Facebook's dialog: what differs from others, and what it does in which order. */
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
    refuseByVendor, //      in Facebook's numbers: on a page, or to the app
    refuseUnreadable, //    what the protocol does not read
    refuseUnknownClient, // where no behaviour has a word for it
  ],
  login: [
    takeAccount, //        the one that is signed in
    askToSignInAgain, //   auth_type=reauthenticate
    refuseAccount, //      that may not use this app
    considerConsent, //    what was granted and declined before
    askForConsentFirst, // pages that lead back to the app are shown only where it is registered
    askEngine, //          the protocol
    refuseOnPage, //       what cannot go back to the app
    addLongerToken, //     beside a token in the fragment
    refuseFailed, //       what Facebook says in words of its own
    answerClient, //       with tokens, a code or an error
    askForConsent,
    askToSignIn,
  ],
};

/** Below the lab's own address all hosts are one, and there is nowhere to move to. */
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
