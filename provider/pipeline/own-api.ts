import {
  bearerToken,
  cutText,
  dpopToken,
  type Engine,
  type HeaderList,
  OWN_API,
  OWN_API_PERSONA,
  OWN_API_SILENT,
  OWN_API_TOKEN,
  type OwnApiInput,
  type Person,
  type PersonaId,
  type Reply,
  type TokenState,
} from '../model/index.ts';
import { type ExchangeContext, type FaultFacts, realNowEpochMs, type WorldState } from '../world/index.ts';
import type { Addressing } from './address.ts';
import { type Struck, strikeFaults } from './faults.ts';
import { type OwnApiTarget, ownApiAddress } from './own-api-address.ts';
import { callOwnApi } from './own-api-call.ts';
import { preflightMethod } from './preflight.ts';
import { type ExchangeOutcome, headerMap, type RawRequest } from './raw.ts';
import { serialise } from './serialise.ts';

/** What passing on needs of the lab. */
export interface OwnApiCore extends Pick<Addressing, 'url' | 'served'> {
  enter(world: WorldState): Promise<void>;
  engine(persona: PersonaId): (context: ExchangeContext) => Engine;
  readonly signal: AbortSignal;
}

/** A request to an API, with what the lab's record says of its token. */
interface Call {
  readonly core: OwnApiCore;
  readonly context: ExchangeContext;
  readonly api: OwnApiInput;
  readonly address: string;
  readonly path: string;
  readonly raw: RawRequest;
  readonly struck: (id: string) => void;
}

const plain = (status: number, body: string): Reply => ({
  status,
  headers: [['Content-Type', 'text/plain; charset=utf-8']],
  body: `[loginlab] ${body}\n`,
});

type Caller = Pick<FaultFacts, 'app' | 'people' | 'scopes'> & { readonly state: TokenState };

const NOBODY: Caller = { people: [], state: { state: 'unknown' } };

/** Finds the token of a request among those that the personas of this world issued, and notes whose it is. */
const callerOf = async ({ core, context, raw }: Call): Promise<Caller> => {
  const { authorization } = headerMap(raw.headers);
  const bearer = bearerToken(authorization) ?? dpopToken(authorization);
  if (bearer === undefined) return NOBODY;
  for (const { persona } of core.served.values()) {
    if (!persona.oauth || (await context.world.clients.list(persona.id)).length === 0) continue;
    const state = await core
      .engine(persona.id)({ ...context, persona })
      .token(bearer);
    if (state.state !== 'unknown') return noted(context, state);
  }
  return NOBODY;
};

const noted = async ({ world, log }: ExchangeContext, state: Exclude<TokenState, { state: 'unknown' }>): Promise<Caller> => {
  const { sub, clientId, login, scopes } = state;
  const person: Person | undefined = sub === undefined ? undefined : await world.people.find(sub);
  log.note({
    ...(clientId !== undefined && { client: clientId }),
    ...(person && { person: person.key }),
    ...(login && { flow: login.flow }),
    ...(state.state === 'dead' && state.why === 'reset' && { stale: true as const }),
  });
  const people = person ? [person.key, person.sub, person.email] : [];
  return { app: clientId, people, scopes: state.state === 'live' ? scopes : undefined, state };
};

/** Another origin could not read why the lab answers in place of the API. */
const corsOf = ({ raw }: Call): HeaderList => {
  const { origin } = headerMap(raw.headers);
  if (origin === undefined) return [];
  return [
    ['Access-Control-Allow-Origin', origin],
    ['Access-Control-Allow-Credentials', 'true'],
    ['Access-Control-Expose-Headers', 'WWW-Authenticate, Retry-After'],
  ];
};

const readable = (call: Call, reply: Reply): Reply => ({ ...reply, headers: [...reply.headers, ...corsOf(call)] });

/**
 * A JWT says itself how long it lives, and the API judges that without the lab: a token that the world has aged past its end,
 * or ended early, is refused here. @see https://www.rfc-editor.org/rfc/rfc6750#section-3.1
 */
const refusalOf = ({ state }: Caller, { context }: Call): Reply | undefined => {
  if (state.state !== 'dead' || state.kind !== 'access-token') return undefined;
  const why = state.why === 'expired' ? 'the access token expired' : `the access token is no longer valid: ${state.why}`;
  context.log.because(OWN_API_TOKEN, `${why}. The lab refuses it in front of the API, which may not know that.`);
  const [error, error_description] = ['invalid_token', 'The access token expired'];
  return {
    status: 401,
    headers: [
      ['Content-Type', 'application/json; charset=utf-8'],
      ['WWW-Authenticate', `Bearer error="${error}", error_description="${error_description}"`],
    ],
    body: { json: { error, error_description } },
  };
};

const forwarded = async (call: Call): Promise<Reply> => {
  const { api, raw, context, core } = call;
  const found = raw.tooLarge
    ? { silent: 'the request is longer than the lab passes on' }
    : await callOwnApi(api, { ...call, signal: core.signal });
  if ('reply' in found) return found.reply;
  const why = `The API "${api.name}" at ${api.url} gave no answer: ${cutText(found.silent, 200)}.`;
  context.log.because(OWN_API_SILENT, why);
  return readable(call, plain(502, `${why} Start it, or correct its address.`));
};

const answered = async (call: Call): Promise<Struck> => {
  const { context, raw, struck, core, api } = call;
  await core.enter(context.world);
  if (preflightMethod(raw) !== undefined) return { kind: 'reply', reply: await forwarded(call) };
  context.log.note({ endpoint: OWN_API });
  const caller = await callerOf(call);
  const facts: FaultFacts = { persona: OWN_API_PERSONA, endpoint: OWN_API, api: api.name, ...caller };
  const how = { struck, signal: core.signal };
  const instead = await strikeFaults(context, 'request', facts, undefined, how);
  if (instead) return instead.kind === 'reply' ? { ...instead, reply: readable(call, instead.reply) } : instead;
  const refusal = refusalOf(caller, call);
  const reply = refusal ? readable(call, refusal) : await forwarded(call);
  return (await strikeFaults(context, 'reply', facts, reply, how)) ?? { kind: 'reply', reply };
};

const unknownApi = (world: WorldState, name: string): string => {
  const known = world.ownApis.list().map((api) => `"${api.name}"`);
  return `World "${world.id}" has no API "${name}"; it has ${known.length > 0 ? known.join(', ') : 'none'}.`;
};

/** Answers a request to an API of the user: passes it on, records it as a call of an API, and applies faults. */
export const ownApiExchange = async (
  core: OwnApiCore,
  world: WorldState,
  { name, path }: OwnApiTarget,
  raw: RawRequest,
): Promise<ExchangeOutcome> => {
  const api = world.ownApis.find(name);
  const [first] = core.served.values();
  if (!api || !first) return { kind: 'reply', reply: serialise(plain(404, unknownApi(world, name))) };
  world.lastUsedEpochMs = realNowEpochMs();
  const { method, host, scheme, target, headers, body, process } = raw;
  const url = `${scheme}://${host}${target}`;
  const open = world.recorder.begin({ persona: OWN_API_PERSONA, method, url, vendorUrl: api.url + path, headers, body, process });
  const address = ownApiAddress(core.url, world.id, name);
  const mount = { kind: 'local', base: address } as const;
  const context: ExchangeContext = { world, persona: first.persona, mount, log: open, overrides: {}, labUrl: core.url };
  const call = { core, context, api, address, path, raw, struck: (id: string) => open.struck(id) };
  const result = await answered(call).catch((error: unknown) => {
    open.dropped();
    throw error;
  });
  if (result.kind === 'drop') {
    open.dropped();
    return result;
  }
  const reply = serialise(method === 'HEAD' ? { ...result.reply, body: '' } : result.reply);
  open.answered(reply);
  return { ...result, reply };
};
