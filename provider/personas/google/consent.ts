import { answerConsent } from '../../oauth/consent.ts';
import { authorization } from './authorize.ts';
import { ENDPOINTS } from './endpoints.ts';
import { googleRoute } from './google-route.ts';

/** Handles the form of the consent page. */
export const consentRoute = googleRoute('consent', ['POST'], ENDPOINTS.consent, (request, ports) =>
  answerConsent(authorization, request, ports),
);
