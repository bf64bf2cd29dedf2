import type { LabRequest, Ports, Reply } from '../../model/index.ts';
import { jsonReply } from '../../oauth/replies.ts';
import { isRefused, judgeRequest } from './api/guard.ts';
import { CLAIMS_BY_SCOPE, plainUserinfo } from './claims.ts';
import { ENDPOINTS } from './endpoints.ts';
import { googleRoute } from './google-route.ts';

const IDENTITY_SCOPES = Object.keys(CLAIMS_BY_SCOPE);

const respond = async (version: string, request: LabRequest, ports: Ports): Promise<Reply> => {
  const caller = await judgeRequest(request, { api: version, needed: IDENTITY_SCOPES }, ports);
  if (isRefused(caller)) return caller;
  const { person, token } = caller;
  const plain = plainUserinfo(person, token.scopes);
  const input = { version, person, scopes: token.scopes, token, plain, nowEpochSeconds: ports.nowEpochSeconds() };
  return jsonReply(200, ports.decide('identity.reply', input, { body: plain }).body);
};

/** The userinfo endpoint of a version: `openid`, `v3`, `v2`, `v1`. */
const userinfoAt = ([version, vendorUrl]: readonly [string, string]) =>
  googleRoute('userinfo', ['GET', 'POST'], vendorUrl, (request, ports) => respond(`userinfo:${version}`, request, ports));

export const userinfoRoutes = (
  [
    ['openid', ENDPOINTS.userinfo],
    ['v3', ENDPOINTS.userinfoV3],
    ['v2', ENDPOINTS.userinfoV2],
    ['v2', ENDPOINTS.userinfoV2Me],
    ['v1', ENDPOINTS.userinfoV1],
  ] as const
).map(userinfoAt);
