import type { LabRequest, Ports, Reply } from '../../model/index.ts';
import { type Parameters, readForm, readQuery } from '../../oauth/parameters.ts';
import { repeatedFailure } from '../../oauth/token-grant.ts';
import { ENDPOINTS } from './endpoints.ts';
import { refusePlainly, toErrorPage } from './error-page.ts';
import { googleRoute } from './google-route.ts';
import { proceed } from './login.ts';
import { fitsRedirect } from './redirects.ts';
import { KNOWN_SCOPES } from './scopes.ts';

type Params = Readonly<Record<string, string>>;

const read = (request: LabRequest): Parameters => (request.method === 'POST' ? readForm(request) : readQuery(request));

const begin = async (request: LabRequest, { params, repeated }: Parameters, vendorUrl: string, ports: Ports): Promise<Reply> => {
  const client = params.client_id === undefined ? undefined : await ports.clients.find(params.client_id);
  const flow = ports.newFlow();
  ports.note({ flow, ...(params.client_id !== undefined && { client: params.client_id }) });
  const failure = repeated.length > 0 ? repeatedFailure(repeated) : undefined;
  const redirectUriFits = client ? fitsRedirect(params.redirect_uri ?? '', client, ports) : false;
  const about = { params, request, known: { scopes: KNOWN_SCOPES }, redirectUriFits };
  const refusal = ports.ask('authorize.refuse', { ...about, ...(client && { client }), ...(failure && { failure }) });
  if (refusal) return toErrorPage(refusal, params, ports);
  if (failure) return refusePlainly(failure, ports);
  if (!client) return refusePlainly({ error: 'invalid_client', description: 'client is invalid' }, ports);
  const folded = ports.decide('authorize.request', { params, client }, { params }).params;
  const vendorParams: Params = { ...params, authorization_endpoint: vendorUrl };
  return proceed({ flow, clientId: client.clientId, vendorParams, params: folded, redirectUriFits }, client, request, ports);
};

/** The authorization endpoint: refuses, asks who is there, asks for permission, or sends the browser back at once. */
const authorizeAt = (vendorUrl: string) =>
  googleRoute('authorize', ['GET', 'HEAD', 'POST'], vendorUrl, (request, ports) =>
    begin(request, read(request), vendorUrl, ports),
  );

export const authorizeRoutes = [authorizeAt(ENDPOINTS.authorize), authorizeAt(ENDPOINTS.authorizeLegacy)];
