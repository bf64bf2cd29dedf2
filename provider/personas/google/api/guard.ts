import type { LabRequest, Person, Ports, Reply, TokenState } from '../../../model/index.ts';
import { jsonReply } from '../../../oauth/replies.ts';
import { accessTokenOf } from '../credentials.ts';
import { registrationOf } from '../registration.ts';

type Live = Extract<TokenState, { state: 'live' }>;

/** The caller of an API: person, client and token. */
export interface Caller {
  readonly person: Person;
  readonly token: Live;
}

/** An API and its scopes. Any one of them is enough. */
export interface CallRequirements {
  readonly api: string;
  readonly needed: readonly string[];
}

type Why = 'no-token' | 'bad-token' | 'scope' | 'quota' | 'disabled';

/** Returns the host of an API's service, which is its name in the Google Cloud console. */
export const serviceOf = (api: string): string => (api.startsWith('drive.') ? 'drive.googleapis.com' : 'oauth2.googleapis.com');

/** Counts a call. Returns true if it exceeds the limit. */
const isExceeded = async (person: Person, { api }: CallRequirements, ports: Ports): Promise<boolean> => {
  const calls = await ports.count(`${serviceOf(api)}:${person.sub}`, 60);
  return ports.decide('api.quota', { api, person, calls }, { exceeded: false }).exceeded;
};

/** The plain engine's refusal. @see https://www.rfc-editor.org/rfc/rfc6750#section-3 */
const plainRefusal = (why: Why, { needed }: CallRequirements, ports: Ports): Reply => {
  const realm = `Bearer realm="${ports.issuer()}"`;
  if (why === 'no-token')
    return jsonReply(401, { error: 'invalid_request', error_description: 'no access token provided' }, [
      ['WWW-Authenticate', realm],
    ]);
  if (why === 'quota') return jsonReply(429, { error: 'too_many_requests' });
  if (why === 'disabled') return jsonReply(403, { error: 'access_denied' });
  const [status, error, description] =
    why === 'scope'
      ? [403, 'insufficient_scope', 'access token missing required scope']
      : [401, 'invalid_token', 'invalid token provided'];
  const scope = why === 'scope' ? `, scope="${needed.join(' ')}"` : '';
  const challenge = `${realm}, error="${error}", error_description="${description}"${scope}`;
  return jsonReply(Number(status), { error, error_description: description }, [['WWW-Authenticate', challenge]]);
};

const refuse = (why: Why, token: TokenState, requirements: CallRequirements, ports: Ports): Reply => {
  const plain = plainRefusal(why, requirements, ports);
  return ports.decide(
    'api.refuse',
    { ...requirements, why, token, nowEpochSeconds: ports.nowEpochSeconds(), plain },
    { reply: plain },
  ).reply;
};

const login = (token: TokenState) => (token.state === 'unknown' ? undefined : token.login);

/** Adds client, person and login of a token to the wire log, also of an ended one. */
const noteToken = async (token: TokenState, ports: Ports): Promise<Person | undefined> => {
  if (token.state === 'unknown') return undefined;
  const person = token.sub === undefined ? undefined : await ports.people.find(token.sub);
  const flow = login(token)?.flow;
  ports.note({ ...(flow && { flow }), ...(token.clientId && { client: token.clientId }), ...(person && { person }) });
  return person;
};

/** Checks an access token. Returns the caller, or the vendor's refusal. */
export const judgeToken = async (
  value: string | undefined,
  requirements: CallRequirements,
  ports: Ports,
): Promise<Caller | Reply> => {
  if (value === undefined) return refuse('no-token', { state: 'unknown' }, requirements, ports);
  const token = await ports.engine.token(value);
  const person = await noteToken(token, ports);
  if (token.state !== 'live' || token.kind !== 'access-token' || !person) return refuse('bad-token', token, requirements, ports);
  const client = await ports.clients.find(token.clientId);
  if (registrationOf(client).disabledApis?.includes(serviceOf(requirements.api)))
    return refuse('disabled', token, requirements, ports);
  if (await isExceeded(person, requirements, ports)) return refuse('quota', token, requirements, ports);
  const fits = requirements.needed.length === 0 || token.scopes.some((scope) => requirements.needed.includes(scope));
  return fits ? { person, token } : refuse('scope', token, requirements, ports);
};

/** The same for the token of a request. */
export const judgeRequest = (request: LabRequest, requirements: CallRequirements, ports: Ports): Promise<Caller | Reply> =>
  judgeToken(accessTokenOf(request, ports), requirements, ports);

/** True for a refusal. */
export const isRefused = (outcome: Caller | Reply): outcome is Reply => 'status' in outcome;
