import { createPublicKey } from 'node:crypto';
import Provider from 'oidc-provider';
import type { AuthAnswer, AuthRequest, Engine, Persona, TokenReply } from '../model/index.ts';
import { issuerFor, type Scene, type SigningKey } from '../world/index.ts';
import { callEngine } from './call.ts';
import { configurationFor } from './configuration.ts';
import { readLogin } from './logins.ts';
import { keepRefreshTokens } from './refresh-tokens.ts';
import { applySeams } from './seams.ts';
import { during, here, type Turn } from './turn.ts';

/** The two protocol endpoints in use; everything else of an engine is the world's own memory. */
export type Protocol = (scene: Scene) => Pick<Engine, 'ask' | 'exchange'>;

type Callback = ReturnType<Provider['callback']>;

const providerFor = (persona: Persona, key: SigningKey): Provider => {
  const publicKey = createPublicKey({ key: { kty: key.kty, n: key.n, e: key.e } as never, format: 'jwk' });
  const provider = new Provider(persona.issuer, configurationFor(persona, publicKey));
  Object.defineProperty(provider, 'issuer', { get: () => issuerAtWork(persona) });
  provider.proxy = true;
  applySeams(provider);
  return provider;
};

const issuerAtWork = (persona: Persona): string => here().issuer ?? persona.issuer;

const ask = async (callback: Callback, turn: Turn & { readonly asked: AuthRequest }): Promise<AuthAnswer> => {
  const query = new URLSearchParams({ ...turn.asked.params, response_mode: 'lab' });
  const cookie = turn.asked.session === undefined ? {} : { cookie: `_session=${turn.asked.session}` };
  const url = `/auth?${query}`;
  await during(turn, () => callEngine(callback, { method: 'GET', url, headers: { accept: 'text/html', ...cookie } }));
  if (turn.answer) return turn.answer;
  throw new Error('the protocol engine gave no answer to an authorization request', { cause: turn.failure });
};

const exchange = async (callback: Callback, turn: Turn, form: Readonly<Record<string, string>>): Promise<TokenReply> => {
  const headers = { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' };
  const body = new URLSearchParams(form).toString();
  const reply = await during(turn, () => callEngine(callback, { method: 'POST', url: '/token', headers, body }));
  if (reply.status >= 500)
    throw new Error('the protocol engine failed at the token endpoint', { cause: turn.failure ?? reply.body });
  const login = await readLogin(turn.scene, turn.grantId);
  if (reply.status === 200 && login) await keepRefreshTokens(turn.scene, form, login);
  return {
    status: reply.status,
    body: JSON.parse(reply.body),
    ...(turn.failure && { failure: turn.failure }),
    ...(login && { login }),
  };
};

/** What the client at work is told as issuer; the persona's own for a client that nobody registered. */
const issuerOf = async (scene: Scene, clientId: string | undefined): Promise<string> => {
  const client = clientId === undefined ? undefined : await scene.world.clients.find(scene.persona.id, clientId);
  return client ? issuerFor(scene.persona, scene.labUrl, scene.world.id, client) : scene.persona.issuer;
};

/** The login of the code or refresh token in a form. */
const loginBehind = async (scene: Scene, { code, refresh_token: refreshToken }: Readonly<Record<string, string>>) => {
  const [kind, id] = code === undefined ? ['RefreshToken', refreshToken] : ['AuthorizationCode', code];
  const row = id === undefined ? undefined : await scene.world.rows.read(kind ?? '', id);
  return readLogin(scene, row?.keys.grantId);
};

/** One certified engine for a persona, shared by all worlds. */
export const createProtocol = (persona: Persona, key: SigningKey): Protocol => {
  const callback = providerFor(persona, key).callback();
  return (scene) => ({
    ask: async (asked) => ask(callback, { scene, asked, issuer: await issuerOf(scene, asked.params.client_id) }),
    exchange: async (form) =>
      exchange(callback, { scene, issuer: await issuerOf(scene, form.client_id), login: await loginBehind(scene, form) }, form),
  });
};
