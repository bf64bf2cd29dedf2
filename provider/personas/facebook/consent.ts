import { answerConsent } from '../../oauth/consent.ts';
import { dialog } from './authorize.ts';
import { ALSO_WWW, ENDPOINTS } from './endpoints.ts';
import { facebookRoute } from './facebook-route.ts';

/** Handles the form of the dialog. */
export const consentRoute = facebookRoute(
  'consent',
  ['POST'],
  ENDPOINTS.consent,
  (request, ports) => answerConsent(dialog, request, ports),
  { alsoAt: ALSO_WWW },
);
