import { createPublicKey } from 'node:crypto';
import Provider from 'oidc-provider';
import { type AuthAnswer, oauthOf, type Persona, type TokenReply } from '../model/index.ts';
import type { SigningKey } from '../world/index.ts';
import { callEngine } from './call-engine.ts';
import { concludeExchange, failedExchange } from './conclude-exchange.ts';
import { configurationFor } from './configuration.ts';
import { currentCall, type EngineCall, runInCall } from './engine-call.ts';
import type { AuthorizationCall } from './open-call.ts';
import { withResource } from './resources.ts';
import { applySeams } from './seams.ts';

type Form = Readonly<Record<string, string>>;

/** The two protocol endpoints in use; everything else of an engine is the world's own memory. */
export interface Protocol {
  ask(call: AuthorizationCall): Promise<AuthAnswer>;
  /** `resource`: the API that the caller chose. */
  exchange(call: EngineCall, form: Form, resource: string | undefined): Promise<TokenReply>;
}

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

const ask = async (callback: Callback, call: AuthorizationCall): Promise<AuthAnswer> => {
  const { params, resource, session } = call.asked;
  const query = new URLSearchParams({ ...withResource(params, resource), response_mode: 'lab' });
  const cookie = session === undefined ? {} : { cookie: `_session=${session}` };
  const url = `/auth?${query}`;
  await runInCall(call, () => callEngine(callback, { method: 'GET', url, headers: { accept: 'text/html', ...cookie } }));
  if (call.answer) return call.answer;
  throw new Error('the protocol engine gave no answer to an authorization request', { cause: call.failure });
};

const exchange = async (callback: Callback, call: EngineCall, form: Form): Promise<TokenReply> => {
  const headers = { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' };
  const body = new URLSearchParams(form).toString();
  const reply = await runInCall(call, () => callEngine(callback, { method: 'POST', url: '/token', headers, body }));
  if (reply.status >= 500) throw failedExchange(call.failure ?? reply.body);
  return concludeExchange(call, form, { status: reply.status, body: JSON.parse(reply.body) });
};

/** One certified engine for a persona, shared by all worlds. */
export const createProtocol = (persona: Persona, key: SigningKey): Protocol => {
  const callback = providerFor(persona, key).callback();
  return {
    ask: (call) => ask(callback, call),
    exchange: (call, form, resource) => exchange(callback, call, withResource(form, resource)),
  };
};
