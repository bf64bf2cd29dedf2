import type { Ports, Reply, RoutedRequest } from '../../../model/index.ts';
import { readQuery } from '../../../oauth/parameters.ts';
import { redirect } from '../../../oauth/replies.ts';
import { html, pageReply, signedOutPage } from '../../../pages/index.ts';
import { ALSO_WWW, ENDPOINTS } from '../endpoints.ts';
import { facebookRoute } from '../facebook-route.ts';
import { describeToken } from './graph-call.ts';

const NONCE_LENGTH = 22;

/** Facebook's home page, still signed in: the response to a refused sign-out. */
const homePage = (ports: Ports): Reply =>
  pageReply({
    name: 'home',
    title: 'Facebook',
    vendor: 'Facebook',
    nonce: ports.random(NONCE_LENGTH),
    body: html`<p data-testid="still-signed-in">Nothing was changed: you are as signed in as before.</p>`,
  });

const leave = async (request: RoutedRequest, ports: Ports): Promise<Reply> => {
  const { params } = readQuery(request);
  const { token, client } = await describeToken(params.access_token, ports);
  const accounts = await ports.browser.accounts();
  const isSignedIn = token.state === 'live' && accounts.some(({ person }) => person.sub === token.sub);
  if (client) ports.note({ client: client.clientId });
  const input = { params, token, isSignedIn, ...(client && { client }) };
  const { signOut, to } = ports.decide('logout', input, { signOut: true });
  if (signOut) await ports.browser.signOut();
  if (to !== undefined) return redirect(to);
  return signOut ? signedOutPage({ vendor: 'Facebook', nonce: ports.random(NONCE_LENGTH) }) : homePage(ports);
};

/** `logout.php`: ends the browser's session at Facebook, not the sessions of apps. */
export const logoutRoutes = [facebookRoute('logout', ['GET', 'HEAD'], ENDPOINTS.logout, leave, { alsoAt: ALSO_WWW })];
