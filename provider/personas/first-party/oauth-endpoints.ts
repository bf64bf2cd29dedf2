import type { LabRequest, Reply, TokenState } from '../../model/index.ts';
import { basicCredentials } from '../../oauth/basic-credentials.ts';
import { readForm } from '../../oauth/parameters.ts';
import { jsonReply } from '../../oauth/replies.ts';
import { resolveForm, type TokenVendor } from '../../oauth/token/request.ts';
import { answerTokenRequest, answerTokens, askEngine, refuseFailed } from '../../oauth/token/steps.ts';
import { ENDPOINTS } from './endpoints.ts';
import { type Call, routesAt } from './first-party-route.ts';
import { isAuthentic } from './oauth-client.ts';
import { giveDirectly, refuseGrant, refuseRefresh, refuseRepeated } from './oauth-grants.ts';
import { type ProblemFormat, Refusal } from './problem.ts';

const FORM = 'application/x-www-form-urlencoded';

/** Codes that stand in OAuth for those of problem documents. */
const ERRORS: Readonly<Record<string, string>> = {
  method_not_allowed: 'invalid_request',
  unsupported_media_type: 'invalid_request',
  unknown_client: 'invalid_client',
  no_room: 'temporarily_unavailable',
};

/** Errors of OAuth. @see https://www.rfc-editor.org/rfc/rfc6749#section-5.2 */
const oauthReply: ProblemFormat = ({ status, code, detail, headers = [] }) =>
  jsonReply(status, { error: ERRORS[code] ?? code, error_description: detail.replaceAll('"', "'") }, [
    ['Cache-Control', 'no-store'],
    ...headers,
  ]);

/** OAuth takes forms only. */
const mustBeForm = ({ headers, body }: LabRequest): void => {
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === FORM || (type === '' && body.byteLength === 0)) return;
  const detail = `The body is ${type === '' ? 'of no declared type' : type.slice(0, 100)}; send ${FORM}.`;
  throw new Refusal({ status: 415, code: 'unsupported_media_type', detail, headers: [['Accept', FORM]] });
};

/** The form of a request, with the client of its header. */
const read = (request: LabRequest) => {
  const { params, repeated } = readForm(request);
  return { params: { ...params, ...basicCredentials(request) }, repeated };
};

const vendor: TokenVendor = {
  read,
  challenge: () => [['WWW-Authenticate', 'Basic realm="first-party", charset="UTF-8"']],
  steps: [
    refuseRepeated, // repeated parameters
    refuseGrant, //    grants that the API does not have, clients that do not prove themselves
    giveDirectly, //   passwords and client credentials
    refuseRefresh, //  people who may not sign in any more
    askEngine, //      the protocol engine: refresh tokens, rotation, reuse
    refuseFailed,
    answerTokens,
  ],
};

const token = async ({ request, ports }: Call): Promise<Reply> => {
  mustBeForm(request);
  const reply = await answerTokenRequest(vendor, request, ports);
  if (!reply) throw new Error('the token endpoint has an answer to every POST');
  return reply;
};

const REVOKED: Reply = { status: 200, headers: [['Cache-Control', 'no-store']], body: '' };

/** Ends a live token of the client, and with it what the API says. */
const end = async (value: string, token: TokenState, { request, ports }: Call): Promise<Reply> => {
  const { method, url } = request;
  const input = { token, nowEpochSeconds: ports.nowEpochSeconds(), method, host: url.host, plain: REVOKED };
  const { reach, reply } = ports.decide('revoke', input, { reach: 'token', reply: REVOKED });
  const login = token.state === 'live' ? token.login : undefined;
  await ports.engine.kill(reach === 'grant' && login ? { grantId: login.grantId } : { value }, 'revoked');
  return reply;
};

/** Revokes a token. An unknown one is no error. @see https://www.rfc-editor.org/rfc/rfc7009#section-2 */
const revoke = async (call: Call): Promise<Reply> => {
  const { request, ports } = call;
  mustBeForm(request);
  const { params: form } = read(request);
  const asked = await resolveForm({ request, ports, form });
  if (!isAuthentic(asked))
    throw new Refusal({
      status: 401,
      code: 'invalid_client',
      detail: 'The client is unknown, or its secret is wrong.',
      headers: vendor.challenge?.(ports) ?? [],
    });
  if (!form.token) throw new Refusal({ status: 400, code: 'invalid_request', detail: 'token is missing' });
  const state = await ports.engine.token(form.token);
  const isOwn = state.state === 'live' && state.clientId === asked.client?.clientId;
  return isOwn ? end(form.token, state, call) : REVOKED;
};

export const oauthRoutes = [
  ...routesAt(ENDPOINTS.oauthToken, { POST: ['token', token] }, { format: oauthReply }),
  ...routesAt(ENDPOINTS.oauthRevoke, { POST: ['revoke', revoke] }, { format: oauthReply }),
];
