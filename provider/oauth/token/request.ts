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

/** The differences between vendors at the token endpoint. */
export interface TokenVendor extends TokenPolicy {
  /** Returns the form of a request, with the credentials of its header. */
  readonly read: (request: LabRequest) => Parameters;
  /** Returns the parameters with client and grant before behaviours translate the form. Default: the form. */
  readonly names?: (request: LabRequest, form: Params) => Params;
  readonly steps: readonly Step<TokenRequest>[];
}

interface TokenPolicy {
  /** Headers of a 401 response to a refused client. */
  readonly challenge?: (ports: Ports) => HeaderList;
}

/** Client, grant, login and person of a token request. */
interface Found {
  readonly client?: Client;
  /** The state of the code or refresh token. */
  readonly grant: TokenState;
  readonly login?: Login;
  /** The person of the grant. */
  readonly person?: Person;
}

/** A parsed token request, with its client, grant and login. */
export interface TokenRequest extends Found {
  readonly vendor: TokenPolicy;
  readonly request: LabRequest;
  readonly ports: Ports;
  /** As the engine gets it. */
  readonly form: Params;
  /** Names of repeated parameters. */
  readonly repeated: readonly string[];
  /** The problem that a registration would fix. */
  readonly reason?: RefusalReason;
  /** Headers of a successful response. */
  headers?: HeaderList;
  /** Thumbprint of the key that the refresh token is bound to. @see https://www.rfc-editor.org/rfc/rfc9449#section-5 */
  boundTo?: string;
  /** The answer of the engine. */
  answer?: TokenReply;
}

/** Returns the code or refresh token of a form. */
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

/** Looks up client and grant of a form. Reuses the earlier results if the values did not change. */
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

/** Looks up client and grant of a parsed form. */
export const resolveForm = async (read: Read): Promise<TokenRequest> => resolved(read, await find(read.form, read.ports));

/** Parses a token request and looks up client and grant. Undefined for a request that the vendor does not accept there. */
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
