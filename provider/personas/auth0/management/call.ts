import {
  bearerToken,
  type Client,
  type LiveToken,
  LoginLabError,
  type Ports,
  type Reply,
  type Route,
  type RoutedRequest,
  type Stages,
  type TokenState,
} from '../../../model/index.ts';
import { readQuery } from '../../../oauth/parameters.ts';
import { jsonReply } from '../../../oauth/replies.ts';
import { isManagementAudience } from '../apis.ts';
import { auth0Route, notFound } from '../auth0-route.ts';
import { ENDPOINTS } from '../endpoints.ts';
import { withinLimit } from '../rate-limit.ts';
import { ManagementError } from './error.ts';

type Json = Readonly<Record<string, unknown>>;
type Live = Omit<LiveToken, 'value'>;

/** A call with a good token. */
export interface ManagementCall {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Json;
  readonly token: Live;
  /** The client of the token. */
  readonly client: Client | undefined;
  readonly ports: Ports;
}

/** One method of a resource. Any one of the scopes is enough; none: any token. */
export interface Operation {
  readonly scopes: readonly string[];
  handle(call: ManagementCall): Promise<Reply>;
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

const NONE: TokenState = { state: 'unknown' };

interface Refused {
  readonly why: Stages['api.refuse']['input']['why'];
  readonly token: TokenState;
  readonly needed: readonly string[];
  readonly error: ManagementError;
}

const refuse = ({ why, token, needed, error }: Refused, ports: Ports): Reply => {
  const reason = error.errorCode ?? 'invalid_request';
  const plain = jsonReply(error.status, { error: reason, error_description: error.message });
  const problem = { status: error.status, reason: error.errorCode ?? '', message: error.message };
  const input = { api: 'management', why, token, nowEpochSeconds: ports.nowEpochSeconds(), needed, plain, problem };
  return ports.decide('api.refuse', input, { reply: plain }).reply;
};

const isForManagement = ({ audience }: Live, { url }: RoutedRequest, ports: Ports): boolean =>
  [audience ?? []].flat().some((each) => isManagementAudience(each, url.host, ports.issuer()));

const BAD_HEADER = new ManagementError(400, 'Bad HTTP authentication header format', 'Bearer');
const NO_TOKEN = new ManagementError(401, 'Missing authentication');
const BAD_TOKEN = new ManagementError(401, 'Invalid token');

/** The token of a call, or the refusal. */
const authenticate = async (request: RoutedRequest, needed: readonly string[], ports: Ports): Promise<Live | Reply> => {
  const { authorization } = request.headers;
  if (authorization === undefined) return refuse({ why: 'no-token', token: NONE, needed, error: NO_TOKEN }, ports);
  const value = bearerToken(authorization);
  if (value === undefined) return refuse({ why: 'request', token: NONE, needed, error: BAD_HEADER }, ports);
  const token = await ports.engine.token(value);
  if (token.state !== 'unknown') ports.note({ ...(token.clientId && { client: token.clientId }) });
  if (token.state !== 'live' || token.kind !== 'access-token' || !isForManagement(token, request, ports))
    return refuse({ why: 'bad-token', token, needed, error: BAD_TOKEN }, ports);
  if (needed.length === 0 || needed.some((scope) => token.scopes.includes(scope))) return token;
  const error = new ManagementError(403, `Insufficient scope, expected any of: ${needed.join(',')}`, 'insufficient_scope');
  return refuse({ why: 'scope', token, needed, error }, ports);
};

/** The JSON object of a body. Throws 400 for anything else. */
const bodyOf = ({ method, body }: RoutedRequest): Json => {
  if (method === 'GET' || method === 'DELETE' || body.length === 0) return {};
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {} // answered below
  throw new ManagementError(400, 'Invalid request payload JSON format');
};

/** A refusal of the vendor, or of the lab: a value that no person may have. Throws anything else. */
const refusalOf = (error: unknown): ManagementError => {
  if (error instanceof ManagementError) return error;
  if (error instanceof LoginLabError) return new ManagementError(400, error.message);
  throw error;
};

const answer = async (operation: Operation, request: RoutedRequest, token: Live, ports: Ports): Promise<Reply> => {
  try {
    const client = await ports.clients.find(token.clientId);
    const { path } = request;
    return await operation.handle({ path, query: readQuery(request).params, body: bodyOf(request), token, client, ports });
  } catch (error) {
    return refuse({ why: 'request', token, needed: operation.scopes, error: refusalOf(error) }, ports);
  }
};

const operate = async (operation: Operation, request: RoutedRequest, ports: Ports): Promise<Reply> => {
  const token = await authenticate(request, operation.scopes, ports);
  if ('body' in token) return token;
  const refuseMore = ({ error: code, description }: { readonly error: string; readonly description: string }): Reply =>
    refuse({ why: 'request', token, needed: operation.scopes, error: new ManagementError(429, description, code) }, ports);
  return withinLimit('management', token.clientId, ports, () => answer(operation, request, token, ports), refuseMore);
};

/** Declares a resource of the Management API. */
export const managementAt = (path: string, operations: Readonly<Partial<Record<Method, Operation>>>): Route =>
  auth0Route('management', ['GET', 'POST', 'PATCH', 'DELETE', 'PUT', 'HEAD'], ENDPOINTS.management + path, (request, ports) => {
    const { method } = request;
    const operation = operations[(method === 'HEAD' ? 'GET' : method) as Method];
    return operation ? operate(operation, request, ports) : notFound(request);
  });

/** A resource, or what was made. */
export const json = (status: number, body: unknown): Reply => ({
  status,
  headers: [['Content-Type', 'application/json; charset=utf-8']],
  body: { json: body },
});

const NO_CONTENT: Reply = { status: 204, headers: [], body: '' };

/** The answer to a deletion: its status is the vendor's. */
export const deleted = (what: Stages['management.deleted']['input']['what'], isKnown: boolean, ports: Ports): Reply => {
  const { status, body } = ports.decide('management.deleted', { what, isKnown }, { status: isKnown ? 204 : 404 });
  return status === 204 || !body ? { ...NO_CONTENT, status } : json(status, body);
};
