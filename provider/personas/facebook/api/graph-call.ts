import type {
  Client,
  EndpointName,
  HeaderList,
  Person,
  Ports,
  Reply,
  RoutedRequest,
  TokenState,
  VendorFailure,
} from '../../../model/index.ts';
import { jsonReply } from '../../../oauth/replies.ts';
import { accountId } from '../account-id.ts';
import { ALWAYS, permissionsOf } from '../scopes.ts';
import type { ApiCall } from '../stages.ts';
import { type ReadAppToken, readAppToken } from './app-token.ts';
import { fieldSyntaxMessage } from './graph-fields.ts';
import { graphParams, graphToken } from './graph-place.ts';

type Live = Extract<TokenState, { state: 'live' }>;

/** Requirements of an API for a call. */
export interface CallRequirements {
  readonly api: EndpointName;
  /** Permissions. Any one of them is enough. */
  readonly needed?: readonly string[];
  /** The node, if the path has no id. Default `me`. */
  readonly node?: string;
  /** Default `person`. */
  readonly openTo?: ApiCall['openTo'];
}

/** An admitted call. */
export interface Admitted {
  readonly call: ApiCall;
  /** Headers with the rate limit usage. */
  readonly usage: HeaderList;
}

const UNKNOWN: TokenState = { state: 'unknown' };
const HOUR_SECONDS = 3600;

/** Returns the current permissions of the app. They belong to the app, not to a token. */
export const grantedToday = async (
  token: Live,
  person: Person,
  client: Client,
  ports: Pick<Ports, 'consents' | 'consentKey'>,
): Promise<readonly string[]> => {
  const consented = await ports.consents.read(person, ports.consentKey({ client }));
  const declined = await ports.consents.declined(person, ports.consentKey({ client }));
  const all = permissionsOf([...new Set([ALWAYS, ...token.scopes, ...consented])]);
  return all.filter((scope) => !declined.includes(scope));
};

type Behind = Pick<ApiCall, 'person' | 'client' | 'accountId' | 'granted'>;

/** Returns the person and client of a token, live or ended. */
const behind = async (token: TokenState, ports: Ports): Promise<Behind> => {
  if (token.state === 'unknown') return { granted: [] };
  const person = token.sub === undefined ? undefined : await ports.people.find(token.sub);
  const client = token.clientId === undefined ? undefined : await ports.clients.find(token.clientId);
  const granted = token.state === 'live' && person && client ? await grantedToday(token, person, client, ports) : [];
  const known = person && client && { accountId: accountId(person, client) };
  return { ...(person && { person }), ...(client && { client }), ...known, granted };
};

/** The result of a token lookup. */
export type KnownToken = Pick<ApiCall, 'token' | 'sent' | 'app'> & Behind;

const ofApp = ({ client, clientId, isGenuine }: ReadAppToken): KnownToken => ({
  token: UNKNOWN,
  app: { clientId, isGenuine },
  ...(client && { client }),
  granted: [],
});

/** Looks up a token: a user token, an app token, or unknown. */
export const describeToken = async (sent: string | undefined, ports: Ports): Promise<KnownToken> => {
  if (sent === undefined) return { token: UNKNOWN, granted: [] };
  const app = await readAppToken(sent, ports);
  if (app) return { ...ofApp(app), sent };
  const known = await ports.engine.token(sent);
  const token = known.state !== 'unknown' && known.kind !== 'access-token' ? UNKNOWN : known;
  return { token, sent, ...(await behind(token, ports)) };
};

/** When the person last completed the dialog for the app, in epoch seconds. */
export const lastVisit = async (
  { person, client }: Pick<ApiCall, 'person' | 'client'>,
  ports: Ports,
): Promise<Pick<ApiCall, 'lastLoginEpochSeconds'>> => {
  const last = person && client && (await ports.engine.lastLogin(person.sub, client.clientId));
  return last === undefined ? {} : { lastLoginEpochSeconds: last };
};

const noteCall = ({ token, client, person }: Pick<ApiCall, 'token' | 'client' | 'person'>, ports: Ports): void => {
  const flow = token.state === 'unknown' ? undefined : token.login?.flow;
  ports.note({ ...(flow && { flow }), ...(client && { client: client.clientId }), ...(person && { person }) });
};

const quotaOf = async (requirements: CallRequirements, known: KnownToken, ports: Ports) => {
  const { person, client, token } = known;
  if (!person || !client || token.state !== 'live') return { exceeded: false };
  const calls = await ports.count(`graph:${client.clientId}`, HOUR_SECONDS);
  return ports.decide('api.quota', { api: requirements.api, person, calls }, { exceeded: false });
};

type Why = 'no-token' | 'bad-token' | 'scope' | 'quota' | 'request';

/** Returns the refusal of RFC 6750. Undefined for a valid call. @see https://www.rfc-editor.org/rfc/rfc6750#section-3.1 */
const plainObjection = (call: ApiCall): Why | undefined => {
  if (call.problem) return 'request';
  const isApps = call.app?.isGenuine === true && call.openTo !== 'person';
  if (call.sent === undefined) return call.openTo === 'nobody' ? undefined : 'no-token';
  if (call.token.state !== 'live' && !isApps) return 'bad-token';
  if (call.isOverQuota) return 'quota';
  return call.needed.length === 0 || call.needed.some((one) => call.granted.includes(one)) ? undefined : 'scope';
};

const PLAIN: Readonly<Record<Why, readonly [status: number, error: string, description: string]>> = {
  'no-token': [401, 'invalid_request', 'no access token provided'],
  'bad-token': [401, 'invalid_token', 'invalid token provided'],
  scope: [403, 'insufficient_scope', 'access token missing required scope'],
  quota: [429, 'too_many_requests', 'too many requests'],
  request: [400, 'invalid_request', 'the request cannot be served'],
};

const plainRefusal = (why: Why, ports: Ports): Reply => {
  const [status, error, error_description] = PLAIN[why];
  const realm = `Bearer realm="${ports.issuer()}"`;
  const challenge = why === 'no-token' ? realm : `${realm}, error="${error}", error_description="${error_description}"`;
  return jsonReply(status, { error, error_description }, [['WWW-Authenticate', challenge]]);
};

const refuse = (call: ApiCall, failure: VendorFailure | undefined, ports: Ports): Reply => {
  const why = plainObjection(call) ?? 'request';
  const plain = plainRefusal(why, ports);
  const { api, token, needed, nowEpochSeconds } = call;
  const input = { api, why, token, nowEpochSeconds, needed, plain, ...(failure && { failure }) };
  return ports.decide('api.refuse', input, { reply: plain }).reply;
};

const withUsage = (reply: Reply, usage: HeaderList): Reply => ({ ...reply, headers: [...reply.headers, ...usage] });

/** Checks a call. Returns the admitted call, or Facebook's refusal. */
export const admit = async (request: RoutedRequest, requirements: CallRequirements, ports: Ports): Promise<Admitted | Reply> => {
  const known = await describeToken(graphToken(request, ports), ports);
  noteCall(known, ports);
  const { exceeded, headers: usage = [] } = await quotaOf(requirements, known, ports);
  const call: ApiCall = {
    api: requirements.api,
    method: request.method,
    node: request.path.id ?? requirements.node ?? 'me',
    isSecure: request.url.protocol === 'https:',
    params: graphParams(request),
    openTo: requirements.openTo ?? 'person',
    needed: requirements.needed ?? [],
    isOverQuota: exceeded,
    nowEpochSeconds: ports.nowEpochSeconds(),
    ...known,
    ...(requirements.needed && (await lastVisit(known, ports))),
  };
  const failure = ports.ask('api.failure', call)?.failure;
  if (failure || plainObjection(call)) return withUsage(refuse(call, failure, ports), usage);
  const wrong = fieldSyntaxMessage(call.params.fields);
  return wrong === undefined ? { call, usage } : refuseFor({ kind: 'fields', what: wrong }, { call, usage }, ports);
};

/** True for a refusal. */
export const isRefused = (outcome: Admitted | Reply): outcome is Reply => 'status' in outcome;

/** Refuses an admitted call because of its request. */
export const refuseFor = (problem: NonNullable<ApiCall['problem']>, { call, usage }: Admitted, ports: Ports): Reply => {
  const input = { ...call, problem };
  return withUsage(refuse(input, ports.ask('api.failure', input)?.failure, ports), usage);
};

/** Returns a successful response. Behaviours add headers and format the JSON. */
export const graphReply = (body: unknown, { usage }: Pick<Admitted, 'usage'>): Reply => ({
  status: 200,
  headers: [['Content-Type', 'application/json; charset=UTF-8'], ...usage],
  body: { json: body },
});

/** Returns Facebook's error for an invalid token that is only inspected, by the endpoint `api`. Undefined for a valid one. */
export const inspectToken = (known: KnownToken, api: ApiCall['api'], ports: Ports): VendorFailure | undefined => {
  const call: ApiCall = {
    api,
    isInspected: true,
    method: 'GET',
    node: 'debug_token',
    isSecure: true,
    params: {},
    openTo: 'app',
    needed: [],
    isOverQuota: false,
    nowEpochSeconds: ports.nowEpochSeconds(),
    ...known,
  };
  return ports.ask('api.failure', call)?.failure;
};
