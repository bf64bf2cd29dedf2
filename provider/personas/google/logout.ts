import type { LabRequest, Ports, Reply } from '../../model/index.ts';
import { readQuery } from '../../oauth/parameters.ts';
import { redirect } from '../../oauth/replies.ts';
import { signedOutPage } from '../../pages/index.ts';
import { ENDPOINTS } from './endpoints.ts';
import { googleRoute, unrouted } from './google-route.ts';

const NONCE_LENGTH = 22;

const leave = async (request: LabRequest, ports: Ports): Promise<Reply> => {
  const decided = ports.ask('logout', { params: readQuery(request).params });
  if (!decided) return unrouted(request, ports);
  if (decided.signOut) await ports.browser.signOut();
  return decided.to === undefined ? signedOutPage({ vendor: 'Google', nonce: ports.random(NONCE_LENGTH) }) : redirect(decided.to);
};

/** Google's sign-out URL. It is not part of OpenID Connect, and signs the person out of all Google apps. */
export const logoutRoutes = [ENDPOINTS.logout, ENDPOINTS.logoutLower].map((url) =>
  googleRoute('logout', ['GET', 'HEAD'], url, leave),
);
