import type { LabRequest, Ports, Reply, TokenState } from '../../model/index.ts';
import { readForm, readQuery } from '../../oauth/parameters.ts';
import { jsonReply } from '../../oauth/replies.ts';
import { ENDPOINTS } from './endpoints.ts';
import { googleRoute } from './google-route.ts';
import { verifiedIdToken } from './id-token-info.ts';
import { plainTokeninfo } from './tokeninfo-claims.ts';

const refuse = (api: string, why: 'no-token' | 'bad-token', token: TokenState, ports: Ports): Reply => {
  const plain = jsonReply(200, { active: false });
  const nowEpochSeconds = ports.nowEpochSeconds();
  return ports.decide('api.refuse', { api, why, token, nowEpochSeconds, needed: [], plain }, { reply: plain }).reply;
};

const describeAccessToken = async (api: string, value: string, ports: Ports): Promise<Reply> => {
  const token = await ports.engine.token(value);
  const person = token.state === 'unknown' || token.sub === undefined ? undefined : await ports.people.find(token.sub);
  const flow = token.state === 'unknown' ? undefined : token.login?.flow;
  ports.note({ ...(flow !== undefined && { flow }), ...(person && { person }) });
  if (token.state !== 'live' || token.kind !== 'access-token' || !person) return refuse(api, 'bad-token', token, ports);
  const about = { person, scopes: token.scopes, token, nowEpochSeconds: ports.nowEpochSeconds() };
  const plain = plainTokeninfo(about);
  return jsonReply(200, ports.decide('identity.reply', { version: api, ...about, plain }, { body: plain }).body);
};

const describeIdToken = async (api: string, jwt: string, ports: Ports): Promise<Reply> => {
  const { state, members } = await verifiedIdToken(jwt, ports);
  return members ? jsonReply(200, members) : refuse(api, 'bad-token', state, ports);
};

const inspect = (api: string, request: LabRequest, ports: Ports): Promise<Reply> | Reply => {
  const params = { ...readForm(request).params, ...readQuery(request).params };
  if (params.access_token) return describeAccessToken(api, params.access_token, ports);
  if (params.id_token) return describeIdToken(api, params.id_token, ports);
  return refuse(api, 'no-token', { state: 'unknown' }, ports);
};

/** A tokeninfo endpoint of one version. */
const tokeninfoAt = ([api, vendorUrl]: readonly [string, string]) =>
  googleRoute('tokeninfo', ['GET', 'POST'], vendorUrl, (request, ports) => inspect(api, request, ports));

export const tokeninfoRoutes = (
  [
    ['tokeninfo', ENDPOINTS.tokeninfo],
    ['tokeninfo:v3', ENDPOINTS.tokeninfoV3],
    ['tokeninfo:v2', ENDPOINTS.tokeninfoV2],
    ['tokeninfo:v1', ENDPOINTS.tokeninfoV1],
  ] as const
).map(tokeninfoAt);
