import type { LabRequest, OauthFailure, Ports, Reply, TokenReply } from '../../model/index.ts';
import { repeatedFailure } from '../repeated-parameter.ts';
import { jsonReply } from '../replies.ts';
import { firstReply, type Step } from '../steps.ts';
import { grantValue, resolveToken, type TokenRequest, type TokenVendor } from './request.ts';

type TokenStep = Step<TokenRequest>;

/** Adds client, person and login of a token request to the wire log. */
const note = ({ form, login, person, ports }: TokenRequest): void =>
  ports.note({
    ...(form.client_id !== undefined && { client: form.client_id }),
    ...(form.grant_type !== undefined && { grantType: form.grant_type }),
    ...(login && { flow: login.flow }),
    ...(login && person && { person }),
  });

const aboutOf = ({ form, grant, client, ports }: TokenRequest) => ({
  ...{ form, grant, nowEpochSeconds: ports.nowEpochSeconds() },
  ...(client && { client }),
});

/** Returns the engine's error, with its precise cause if there is one. */
const failureOf = ({ body, failure }: Pick<TokenReply, 'body' | 'failure'>): OauthFailure =>
  failure ?? {
    error: String(body.error),
    ...(typeof body.error_description === 'string' && { description: body.error_description }),
  };

/** Returns the vendor's error response, and ends the sent code if the vendor does. @see https://www.rfc-editor.org/rfc/rfc6749#section-5.2 */
export const refuse = async (asked: TokenRequest, reply: Omit<TokenReply, 'login'>): Promise<Reply> => {
  const { vendor, form, grant, login, ports } = asked;
  const failure = failureOf(reply);
  const value = grantValue(form);
  const { status, body } = ports.decide(
    'token.error',
    { failure, ...aboutOf(asked) },
    { status: reply.status, body: reply.body },
  );
  const { spent } = ports.decide('code.after-failure', { failure, form, grant }, { spent: false });
  if (spent && login && value !== undefined) await ports.engine.kill({ grantId: login.grantId, value }, 'consumed');
  const challenge = status === 401 ? (vendor.challenge?.(ports) ?? []) : [];
  return jsonReply(status, body, [['Cache-Control', 'no-store'], ...challenge]);
};

/** The same for an error that was found before the engine was called. `error` and `description` are the default response. */
export const refuseForm = (asked: TokenRequest, error: string, description: string): Promise<Reply> =>
  refuse(asked, { status: error === 'invalid_client' ? 401 : 400, body: { error, error_description: description } });

/** Refuses repeated parameters. @see https://www.rfc-editor.org/rfc/rfc6749#section-3.2 */
export const refuseRepeated: TokenStep = (asked) => {
  if (asked.repeated.length === 0) return undefined;
  const { error, description } = repeatedFailure(asked.repeated);
  return refuseForm(asked, error, description);
};

/** Grant types that the vendor has and the lab has not, with what tells a request that gets past the vendor's first checks. */
export type UnservedGrants = Readonly<Record<string, (asked: TokenRequest) => boolean | Promise<boolean>>>;

/** Answers these as a gap of the lab. The vendor's error answers a request that it refuses at once. */
export const unservedGrantTypes =
  (grants: UnservedGrants): TokenStep =>
  async (asked) => {
    const { grant_type: type = '' } = asked.form;
    if (!Object.hasOwn(grants, type)) return undefined;
    const part = `the grant type ${type}`;
    if (await grants[type]?.(asked)) return asked.ports.gap(part);
    asked.ports.noteGap(part);
    return undefined;
  };

/** Refuses by the vendor's own rules, before the engine is called. */
export const refuseByVendor: TokenStep = async (asked) => {
  const { form, person, ports } = asked;
  const refusal = ports.ask('token.refuse', { ...aboutOf(asked), ...(person && { person }) });
  if (!refusal) return undefined;
  const value = grantValue(form);
  if (refusal.kill && value !== undefined) await ports.engine.kill({ value }, refusal.kill);
  return jsonReply(refusal.status, refusal.body);
};

/** Calls the engine. */
export const askEngine: TokenStep = async (asked) => {
  const { form, client, login, ports } = asked;
  asked.answer = await ports.engine.exchange(form, { ...(client && { client }), ...(login && { login }) });
  return undefined;
};

/** Returns the error response if the engine refused. */
export const refuseFailed: TokenStep = (asked) =>
  asked.answer && asked.answer.status !== 200 ? refuse(asked, asked.answer) : undefined;

/** Returns the token response in the vendor's format. */
export const answerTokens: TokenStep = async (asked) => {
  const { form, client, answer, headers = [], ports } = asked;
  if (!answer) return undefined;
  const { body, login } = answer;
  const value = body.refresh_token ?? form.refresh_token;
  const refreshToken = typeof value === 'string' ? await ports.engine.token(value) : undefined;
  const about = { ...(login && { login }), ...(client && { client }), ...(refreshToken && { refreshToken }) };
  const input = { body, form, ...about, nowEpochSeconds: ports.nowEpochSeconds() };
  return jsonReply(200, ports.decide('token.reply', input, { body }).body, [['Cache-Control', 'no-store'], ...headers]);
};

/** The token endpoint: takes codes and refresh tokens, returns tokens or an error. Undefined for a request that the vendor does not accept there. */
export const answerTokenRequest = async (vendor: TokenVendor, request: LabRequest, ports: Ports): Promise<Reply | undefined> => {
  const asked = await resolveToken(vendor, request, ports);
  if (!asked) return undefined;
  note(asked);
  const reply = await firstReply(vendor.steps, asked);
  const { reason } = asked;
  return reply && reason && reply.status !== 200 ? { ...reply, refusal: reason } : reply;
};
