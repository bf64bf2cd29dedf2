import { type Client, type LabRequest, type Ports, type RefusalReason, redirectUriFits } from '../../model/index.ts';
import type { Interaction } from '../interactions.ts';
import type { Parameters } from '../parameters.ts';
import { repeatedFailure } from '../repeated-parameter.ts';
import type { AuthorizationVendor, ResolvedAuthorization } from './vendor.ts';

type Params = Readonly<Record<string, string>>;

/** Checks a redirect URI by the vendor's rules. The plain engine compares it with the registration. */
export const judgeRedirectUri = (redirectUri: string, client: Client, ports: Ports): boolean =>
  ports.decide('redirect-uri', { redirectUri, client }, { fits: redirectUriFits(client, redirectUri) }).fits;

/** Returns the reason of a refusal: unknown client or redirect URI. Undefined if both are registered. */
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

/** Parses an authorization request, and looks up its client. */
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

/** Starts a login with a request that passed the checks. */
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
