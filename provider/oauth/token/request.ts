import type {
  Client,
  HeaderList,
  LabRequest,
  Login,
  Person,
  Ports,
  RefusalReason,
  TokenReply,
  TokenState,
} from '../../model/index.ts';
import type { Parameters } from '../parameters.ts';
import type { Step } from '../steps.ts';

type Params = Readonly<Record<string, string>>;

/** What differs between vendors at the token endpoint. */
export interface TokenVendor extends TokenPolicy {
  /** The form of a request, with the credentials of its header. */
  readonly read: (request: LabRequest) => Parameters;
  /** Where client and grant are named, before the form is translated; default: in the form. */
  readonly names?: (request: LabRequest, form: Params) => Params;
  readonly steps: readonly Step<TokenRequest>[];
}

interface TokenPolicy {
  /** What a refused client is told with 401. */
  readonly challenge?: (ports: Ports) => HeaderList;
}

/** Who asks, by which grant: found once. */
interface Found {
  readonly client?: Client;
  /** The code or refresh token, as the lab knows it. */
  readonly grant: TokenState;
  readonly login?: Login;
  /** The person behind the grant. */
  readonly person?: Person;
}

/** A token request, read once; its client, its grant and the login behind it found once. */
export interface TokenRequest extends Found {
  readonly vendor: TokenPolicy;
  readonly request: LabRequest;
  readonly ports: Ports;
  /** As the protocol takes it. */
  readonly form: Params;
  /** Names that came more than once. */
  readonly repeated: readonly string[];
  /** What a registration would put right. */
  readonly reason?: RefusalReason;
  /** Goes out with a success. */
  headers?: HeaderList;
  /** Thumbprint of the key that the refresh token is bound to (RFC 9449). */
  boundTo?: string;
  /** What the engine said. */
  answer?: TokenReply;
}

/** The text of the grant in a form. */
export const grantValue = ({ code, refresh_token: refreshToken }: Params): string | undefined => code ?? refreshToken;

const findClient = async (id: string | undefined, ports: Ports): Promise<Client | undefined> => {
  const client = id === undefined ? undefined : await ports.clients.find(id);
  return client && ports.completeClient(client);
};

const findGrant = async (value: string | undefined, ports: Ports): Promise<Omit<Found, 'client'>> => {
  const grant: TokenState = value === undefined ? { state: 'unknown' } : await ports.engine.token(value);
  if (grant.state === 'unknown') return { grant };
  const person = grant.sub === undefined ? undefined : await ports.people.find(grant.sub);
  return { grant, ...(grant.login && { login: grant.login }), ...(person && { person }) };
};

/** Whom a form names; looked up again only where the translation names somebody else. */
const find = async (form: Params, ports: Ports, before?: { readonly form: Params; readonly found: Found }): Promise<Found> => {
  const { client: _, ...sameGrant } = before?.found ?? { grant: { state: 'unknown' } };
  const isSameClient = before && before.form.client_id === form.client_id;
  const isSameGrant = before && grantValue(before.form) === grantValue(form);
  const client = isSameClient ? before.found.client : await findClient(form.client_id, ports);
  return { ...(isSameGrant ? sameGrant : await findGrant(grantValue(form), ports)), ...(client && { client }) };
};

const reasonOf = (
  { client_id: clientId, redirect_uri: redirectUri }: Params,
  client: Client | undefined,
): RefusalReason | undefined =>
  client || clientId === undefined ? undefined : { kind: 'unknown-client', clientId, ...(redirectUri && { redirectUri }) };

type Read = Pick<TokenRequest, 'request' | 'ports' | 'form'> & Partial<Pick<TokenRequest, 'vendor' | 'repeated'>>;

const resolved = ({ vendor = {}, repeated = [], ...read }: Read, found: Found): TokenRequest => {
  const reason = reasonOf(read.form, found.client);
  return { vendor, repeated, ...read, ...found, ...(reason && { reason }) };
};

/** Finds out whose request it is, of a form that is read already. */
export const resolveForm = async (read: Read): Promise<TokenRequest> => resolved(read, await find(read.form, read.ports));

/** Reads a request and finds out whose it is; undefined for a request that does not count. */
export const resolveToken = async (vendor: TokenVendor, request: LabRequest, ports: Ports): Promise<TokenRequest | undefined> => {
  const { params: plain, repeated } = vendor.read(request);
  const names = vendor.names?.(request, plain) ?? plain;
  const named = await find(names, ports);
  const { grant, login, client } = named;
  const input = { form: plain, request, grant, ...(login && { login }), ...(client && { client }) };
  const { form, takes = request.method === 'POST' } = ports.decide('token.request', input, { form: plain });
  if (!takes) return undefined;
  return resolved({ vendor, request, ports, form, repeated }, await find(form, ports, { form: names, found: named }));
};
