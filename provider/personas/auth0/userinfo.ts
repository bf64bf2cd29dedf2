import { bearerToken, type LabRequest, type Person, type Ports, type Reply, type TokenState } from '../../model/index.ts';
import { readForm, readQuery } from '../../oauth/parameters.ts';
import { jsonReply } from '../../oauth/replies.ts';
import { auth0Route } from './auth0-route.ts';
import { ENDPOINTS } from './endpoints.ts';
import { withinLimit } from './rate-limit.ts';
import { plainUserinfo } from './user.ts';

type Live = Extract<TokenState, { state: 'live' }>;

/** The plain engine reads the header and a form body only. */
const tokenOf = (request: LabRequest, ports: Ports): string | undefined => {
  const header = bearerToken(request.headers.authorization);
  const { access_token: body } = readForm(request).params;
  const { access_token: query } = readQuery(request).params;
  const places = {
    ...(header !== undefined && { header }),
    ...(query !== undefined && { query }),
    ...(body !== undefined && { body }),
  };
  return ports.decide('api.token', places, { token: header ?? body }).token;
};

const PLAIN: Reply = jsonReply(401, { error: 'invalid_token', error_description: 'invalid token provided' }, [
  ['WWW-Authenticate', 'Bearer error="invalid_token", error_description="invalid token provided"'],
]);

/** A token for an API may have to name this endpoint in its audience. */
const isForUserinfo = async ({ audience, clientId }: Live, ports: Ports): Promise<boolean> => {
  const endpoint = `${ports.issuer(await ports.clients.find(clientId))}userinfo`;
  const input = { ...(audience !== undefined && { audience: [audience].flat() }), endpoint };
  return ports.decide('userinfo.audience', input, { takes: true }).takes;
};

const refuse = (token: TokenState, hasToken: boolean, ports: Ports): Reply => {
  const why = hasToken ? 'bad-token' : 'no-token';
  const input = {
    api: 'userinfo',
    why,
    token,
    nowEpochSeconds: ports.nowEpochSeconds(),
    needed: ['openid'],
    plain: PLAIN,
  } as const;
  return ports.decide('api.refuse', input, { reply: PLAIN }).reply;
};

const respond = async (token: Live, person: Person, ports: Ports): Promise<Reply> => {
  const plain = plainUserinfo(person, token.scopes);
  const about = { version: 'userinfo', person, scopes: token.scopes, token, plain, nowEpochSeconds: ports.nowEpochSeconds() };
  return jsonReply(200, ports.decide('identity.reply', about, { body: plain }).body);
};

const userinfo = async (request: LabRequest, ports: Ports): Promise<Reply> => {
  const value = tokenOf(request, ports);
  const token = value === undefined ? ({ state: 'unknown' } as const) : await ports.engine.token(value);
  if (token.state !== 'unknown')
    ports.note({ ...(token.clientId && { client: token.clientId }), ...(token.login && { flow: token.login.flow }) });
  const isGood = token.state === 'live' && token.kind === 'access-token' && (await isForUserinfo(token, ports));
  const person = isGood ? await ports.people.find(token.sub) : undefined;
  if (!isGood || !person) return refuse(token, value !== undefined, ports);
  ports.note({ person });
  return withinLimit('userinfo', person.sub, ports, () => respond(token, person, ports));
};

export const userinfoRoute = auth0Route('userinfo', ['GET', 'POST'], ENDPOINTS.userinfo, userinfo);
