import type { LabRequest, Ports, Reply } from '../../model/index.ts';
import { readQuery } from '../../oauth/parameters.ts';
import { redirect } from '../../oauth/replies.ts';
import { repeatedFailure } from '../../oauth/token-grant.ts';
import { configurationOf } from './configuration.ts';
import { ALSO_WWW, ENDPOINTS } from './endpoints.ts';
import { facebookRoute, VERSIONED } from './facebook-route.ts';
import { proceed } from './login.ts';
import { fitsRedirect } from './redirects.ts';
import { refuse, refusePlainly } from './refuse.ts';
import { KNOWN_SCOPES } from './scopes.ts';

/** Below the lab's own address all hosts are one, and there is nowhere to move to. */
const isVendorAddress = ({ url }: LabRequest, ports: Ports): boolean => ports.address(url.href) === url.href;

const begin = async (request: LabRequest, ports: Ports): Promise<Reply> => {
  const asked = readQuery(request);
  const moved = isVendorAddress(request, ports) ? ports.ask('authorize.move', { params: asked.params, request }) : undefined;
  if (moved) return redirect(moved.to);
  const id = asked.params.client_id ?? asked.params.app_id;
  const known = id === undefined ? undefined : await ports.clients.find(id);
  const { params, repeated = asked.repeated } = ports.decide(
    'authorize.request',
    { ...asked, ...(known && { client: known }) },
    asked,
  );
  const client = params.client_id === undefined ? undefined : known;
  const flow = ports.newFlow();
  ports.note({ flow, ...(params.client_id !== undefined && { client: params.client_id }) });
  const failure = repeated.length > 0 ? repeatedFailure(repeated) : undefined;
  const redirectUriFits = client ? fitsRedirect(params.redirect_uri ?? '', client, ports) : false;
  const about = { params: asked.params, request, known: { scopes: KNOWN_SCOPES }, redirectUriFits };
  const refusal = ports.ask('authorize.refuse', { ...about, ...(client && { client }), ...(failure && { failure }) });
  if (refusal) return refuse(refusal, { params: asked.params, client, redirectUriFits }, ports);
  if (failure) return refusePlainly(failure, ports);
  if (!client) return refusePlainly({ error: 'invalid_client', description: 'client is invalid' }, ports);
  const configured = configurationOf(client, asked.params)?.token ?? 'user';
  const vendorParams = { ...asked.params, authorization_endpoint: request.url.pathname, configured_token: configured };
  return proceed({ flow, clientId: client.clientId, vendorParams, params, redirectUriFits }, client, request, ports);
};

/** The dialog: refuses, asks who is there, asks for permission, or sends the browser back at once. */
export const authorizeRoutes = [
  facebookRoute('authorize', ['GET', 'HEAD'], ENDPOINTS.dialog, begin, { ...VERSIONED, alsoAt: ALSO_WWW }),
  facebookRoute('authorize', ['GET', 'HEAD'], ENDPOINTS.dialogLegacy, begin, VERSIONED),
];
