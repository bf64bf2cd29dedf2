import { type Client, type LabRequest, type Ports, type RefusalReason, redirectUriFits } from '../../model/index.ts';
import type { Interaction } from '../interactions.ts';
import type { Parameters } from '../parameters.ts';
import { repeatedFailure } from '../repeated-parameter.ts';
import type { AuthorizationVendor, ResolvedAuthorization } from './vendor.ts';

type Params = Readonly<Record<string, string>>;

/** Whether a redirect URI is one of the client's, by the vendor's rules; the plain engine compares with the registration. */
export const judgeRedirectUri = (redirectUri: string, client: Client, ports: Ports): boolean =>
  ports.decide('redirect-uri', { redirectUri, client }, { fits: redirectUriFits(client, redirectUri) }).fits;

/** What is wrong with client or redirect URI; undefined when both are known. */
export const reasonOf = (
  { client_id: clientId, redirect_uri: redirectUri }: Params,
  client: Client | undefined,
  fits: boolean,
): RefusalReason | undefined => {
  if (client) return fits || !redirectUri ? undefined : { kind: 'redirect-uri', client, redirectUri };
  return clientId === undefined ? undefined : { kind: 'unknown-client', clientId, ...(redirectUri && { redirectUri }) };
};

const translated = (asked: Parameters, client: Client | undefined, ports: Ports): Parameters => {
  const { params, repeated } = ports.decide('authorize.request', { ...asked, ...(client && { client }) }, asked);
  return { params, repeated: repeated ?? asked.repeated };
};

/** Reads a request and finds out whose it is. */
export const resolveAuthorization = async (
  vendor: AuthorizationVendor,
  request: LabRequest,
  ports: Ports,
): Promise<ResolvedAuthorization> => {
  const asked = vendor.read(request);
  const id = vendor.clientIdOf(asked.params);
  const named = id === undefined ? undefined : await ports.clients.find(id);
  const { params, repeated } = vendor.judges === 'translated' ? translated(asked, named, ports) : asked;
  const client = params.client_id === undefined ? undefined : named;
  const flow = ports.newFlow();
  ports.note({ flow, ...(params.client_id !== undefined && { client: params.client_id }) });
  const value = params.redirect_uri ?? '';
  const fits = client ? judgeRedirectUri(value, client, ports) : false;
  const reason = reasonOf(params, client, fits);
  return {
    ...{ vendor, request, ports, flow, sent: asked.params, params, redirectUri: { value, fits } },
    ...(client && { client }),
    ...(repeated.length > 0 && { failure: repeatedFailure(repeated) }),
    ...(reason && { reason }),
  };
};

/** The login that begins with a request which nothing speaks against so far. */
export const beginInteraction = (resolved: ResolvedAuthorization, client: Client): Interaction => {
  const { vendor, ports, flow, params, redirectUri } = resolved;
  return {
    flow,
    clientId: client.clientId,
    vendorParams: vendor.remembers(resolved),
    params: vendor.judges === 'as-sent' ? translated({ params, repeated: [] }, client, ports).params : params,
    redirectUriFits: redirectUri.fits,
  };
};
