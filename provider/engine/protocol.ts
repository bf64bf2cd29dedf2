import { createPublicKey } from 'node:crypto';
import Provider from 'oidc-provider';
import {
  type AuthAnswer,
  type AuthRequest,
  type Client,
  type Engine,
  type Login,
  oauthOf,
  type Persona,
  type TokenReply,
} from '../model/index.ts';
import { type ExchangeContext, issuerIn, type SigningKey } from '../world/index.ts';
import { callEngine } from './call-engine.ts';
import { configurationFor } from './configuration.ts';
import { currentCall, type EngineCall, runInCall } from './engine-call.ts';
import { readLogin } from './logins.ts';
import { keepRefreshTokens } from './refresh-tokens.ts';
import { withResource } from './resources.ts';
import { applySeams } from './seams.ts';

/** The two protocol endpoints in use; everything else of an engine is the world's own memory. */
export type Protocol = (context: ExchangeContext) => Pick<Engine, 'ask' | 'exchange'>;

type Callback = ReturnType<Provider['callback']>;

const providerFor = (persona: Persona, key: SigningKey): Provider => {
  const publicKey = createPublicKey({ key: { kty: key.kty, n: key.n, e: key.e } as never, format: 'jwk' });
  const provider = new Provider(oauthOf(persona).issuer, configurationFor(persona, publicKey));
  Object.defineProperty(provider, 'issuer', { get: () => issuerAtWork(persona) });
  provider.proxy = true;
  applySeams(provider);
  return provider;
};

const issuerAtWork = (persona: Persona): string => currentCall().issuer ?? oauthOf(persona).issuer;

const ask = async (callback: Callback, call: EngineCall & { readonly asked: AuthRequest }): Promise<AuthAnswer> => {
  const { params, resource } = call.asked;
  const query = new URLSearchParams({ ...withResource(params, resource), response_mode: 'lab' });
  const cookie = call.asked.session === undefined ? {} : { cookie: `_session=${call.asked.session}` };
  const url = `/auth?${query}`;
  await runInCall(call, () => callEngine(callback, { method: 'GET', url, headers: { accept: 'text/html', ...cookie } }));
  if (call.answer) return call.answer;
  throw new Error('the protocol engine gave no answer to an authorization request', { cause: call.failure });
};

const exchange = async (callback: Callback, call: EngineCall, form: Readonly<Record<string, string>>): Promise<TokenReply> => {
  const headers = { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' };
  const body = new URLSearchParams(form).toString();
  const reply = await runInCall(call, () => callEngine(callback, { method: 'POST', url: '/token', headers, body }));
  if (reply.status >= 500)
    throw new Error('the protocol engine failed at the token endpoint', { cause: call.failure ?? reply.body });
  const login = call.login?.grantId === call.grantId ? call.login : await readLogin(call.context, call.grantId);
  if (reply.status === 200 && login && call.client) await keepRefreshTokens(call.context, form, login, call.client);
  return {
    status: reply.status,
    body: JSON.parse(reply.body),
    ...(call.failure && { failure: call.failure }),
    ...(login && { login }),
  };
};

/** Returns the client of a call and its issuer. Default: the issuer of the persona. */
const clientOf = async (
  context: ExchangeContext,
  clientId: string | undefined,
  known: Client | undefined,
): Promise<Pick<EngineCall, 'client' | 'issuer'>> => {
  const { persona, world } = context;
  const client = known ?? (clientId === undefined ? undefined : await world.clients.find(persona.id, clientId));
  return { client, issuer: client ? issuerIn(context, client) : oauthOf(persona).issuer };
};

/** The login of the code or refresh token in a form. */
const loginBehind = async (
  context: ExchangeContext,
  { code, refresh_token: refreshToken }: Readonly<Record<string, string>>,
): Promise<Login | undefined> => {
  const [kind, id] = code === undefined ? ['RefreshToken', refreshToken] : ['AuthorizationCode', code];
  const row = id === undefined ? undefined : await context.world.rows.read(kind ?? '', id);
  return readLogin(context, row?.keys.grantId);
};

/** One certified engine for a persona, shared by all worlds. */
export const createProtocol = (persona: Persona, key: SigningKey): Protocol => {
  const callback = providerFor(persona, key).callback();
  return (context) => ({
    ask: async (asked) => ask(callback, { context, asked, ...(await clientOf(context, asked.params.client_id, asked.client)) }),
    exchange: async (form, known = {}) => {
      const client = await clientOf(context, form.client_id, known.client);
      const login = known.login ?? (await loginBehind(context, form));
      return exchange(callback, { context, ...client, login }, withResource(form, known.resource));
    },
  });
};
