import type {
  EndpointName,
  Engine,
  Gap,
  LabRequest,
  PersonaId,
  Ports,
  Reply,
  RoutedRequest,
  StreamReply,
  Suggestion,
} from '../model/index.ts';
import {
  addressAt,
  askBehaviours,
  type ExchangeContext,
  inTimeOf,
  localBase,
  realNowEpochMs,
  type WorldState,
} from '../world/index.ts';
import { type Addressing, type PersonaTarget, resolveAddress } from './address.ts';
import { type Counted, underCountedMethod } from './counted-method.ts';
import { type Struck, strikeFaults } from './faults.ts';
import { answerUnrouted } from './gaps.ts';
import { withForm } from './overridden-form.ts';
import { ownApiExchange } from './own-api.ts';
import { createPorts } from './ports.ts';
import { preflightMethod } from './preflight.ts';
import { type ExchangeOutcome, headerMap, type RawRequest } from './raw.ts';
import { type RegistrationForm, submit, submitAtVendor } from './registration-form.ts';
import { REGISTER_PATH, withOffer } from './registration-offer.ts';
import { faultFacts } from './request-params.ts';
import { withSandboxCsp } from './sandbox-csp.ts';
import { serialise } from './serialise.ts';
import { suggestFor } from './unregistered-client.ts';

/** Dependencies of the pipeline. */
export interface Core extends Addressing {
  world(id: string): WorldState | undefined;
  /** Fills a world with its people and clients on first use. */
  enter(world: WorldState): Promise<void>;
  engine(persona: PersonaId): (context: ExchangeContext) => Engine;
  control(request: LabRequest): Promise<Reply | StreamReply>;
  /** Handles the registration form. */
  readonly registrationForm: RegistrationForm;
  /** True if apps use the vendors' own addresses. */
  readonly unmodifiedApps: boolean;
  /** True if error pages show registration offers. */
  readonly hints: boolean;
  /** Called with every registration offer, and whether a page shows its button. */
  suggested(suggestion: Suggestion, hasButton: boolean): void;
  /** Called with every request that the lab does not serve. */
  gapped(gap: Gap): void;
  /** Called with every internal error. */
  failed(error: unknown): void;
  /** Aborted when the lab closes. */
  readonly signal: AbortSignal;
}

const text = (status: number, body: string): ExchangeOutcome => ({
  kind: 'reply',
  reply: { status, headers: [['Content-Type', 'text/plain; charset=utf-8']], body: `${body}\n` },
});

/** Handles a request: finds its persona, records it, applies faults, and answers. */
export const handleExchange = async (core: Core, raw: RawRequest): Promise<ExchangeOutcome> => {
  const target = resolveAddress(core, raw);
  if (target.kind === 'refused') return text(target.status, `[loginlab] ${target.why}`);
  if (target.kind === 'front') return text(200, frontPage(core));
  if (target.kind === 'control' && raw.target === REGISTER_PATH)
    return { kind: 'reply', reply: serialise(await submit(raw, core.registrationForm)) };
  if (target.kind === 'control') return controlOutcome(await core.control(labRequest(core.url, raw)));
  const world = core.world(target.world);
  if (!world)
    return text(
      404,
      `[loginlab] Unknown world "${target.world}": it was closed, closed after an hour without use, or never opened.`,
    );
  if (target.kind === 'own-api') return inTimeOf(world, () => ownApiExchange(core, world, target, raw));
  return inTimeOf(world, async () => {
    const registered = core.hints && isRegistration(target) && (await submitAtVendor(raw, world, target.served.persona));
    return registered ? { kind: 'reply', reply: serialise(registered) } : personaExchange(core, world, target, raw);
  });
};

const isRegistration = ({ mount, vendorUrl }: PersonaTarget): boolean =>
  mount.kind === 'vendor' && vendorUrl.pathname === REGISTER_PATH;

const frontPage = (core: Core): string =>
  [
    'Login Lab is running. It answers for:',
    ...[...core.served.keys()].map((id) => `  ${localBase(core.url, 'default', id)}`),
  ].join('\n');

/** Converts a response of the control API to a reply. */
export const controlOutcome = (reply: Reply | StreamReply): ExchangeOutcome =>
  'stream' in reply ? { kind: 'stream', reply } : { kind: 'reply', reply: serialise(reply) };

/** A request to the lab itself. */
export const labRequest = (labUrl: string, raw: RawRequest): LabRequest => ({
  method: raw.method,
  url: new URL(raw.target, labUrl),
  headers: { ...headerMap(raw.headers), host: raw.host },
  body: raw.body,
});

const addressed = (raw: RawRequest): string => `${raw.scheme}://${raw.host}${raw.target}`;

const personaExchange = async (
  core: Core,
  world: WorldState,
  target: PersonaTarget,
  raw: RawRequest,
): Promise<ExchangeOutcome> => {
  const { persona } = target.served;
  world.lastUsedEpochMs = realNowEpochMs();
  const vendorUrl = target.vendorUrl.href;
  const open = world.recorder.begin({
    persona: persona.id,
    method: raw.method,
    url: addressed(raw),
    vendorUrl,
    headers: raw.headers,
    body: raw.body,
    process: raw.process,
  });
  try {
    await core.enter(world);
    const context: ExchangeContext = { world, persona, mount: target.mount, log: open, overrides: {}, labUrl: core.url };
    const told: Told = {};
    const outcome = written(await answer(core, context, target, raw, { struck: (id) => open.struck(id), told }));
    if (outcome.kind === 'reply') open.answered(outcome.reply);
    else open.dropped();
    tell(core, world, told);
    return outcome;
  } catch (error) {
    const reply = {
      status: 500,
      headers: [['Content-Type', 'text/plain; charset=utf-8']] as const,
      body: '[loginlab] The lab failed with an internal error. See its log.\n',
    };
    open.because('lab/internal-error', error instanceof Error ? error.message : String(error));
    open.answered(reply);
    core.failed(withoutSecrets(error, (text) => world.recorder.redact(text)));
    return { kind: 'reply', reply };
  }
};

/** What a person in front of the lab is told of an exchange. */
interface Told {
  suggestion?: { readonly text: Suggestion; readonly hasButton: boolean };
  gap?: Gap;
}

/** Once the log knows the secrets of the exchange: its texts repeat what a client sent. */
const tell = (core: Core, { recorder }: WorldState, { suggestion, gap }: Told): void => {
  if (suggestion) core.suggested(recorder.redactSuggestion(suggestion.text), suggestion.hasButton);
  if (gap) core.gapped({ ...gap, asked: recorder.redact(gap.asked), why: recorder.redact(gap.why) });
};

/** An error with the same stack. The message may quote a request, and so may the message of its cause. */
const withoutSecrets = (error: unknown, redact: (text: string) => string): unknown => {
  if (!(error instanceof Error)) return redact(String(error));
  const { cause } = error;
  const copy = new Error(redact(error.message), cause === undefined ? {} : { cause: withoutSecrets(cause, redact) });
  copy.name = error.name;
  copy.stack = redact(error.stack ?? '');
  return copy;
};

/** Serializes the reply of a persona after faults. */
const written = (struck: Struck): ExchangeOutcome =>
  struck.kind === 'reply' ? { ...struck, reply: serialise(struck.reply) } : struck;

const answer = async (
  core: Core,
  context: ExchangeContext,
  target: PersonaTarget,
  raw: RawRequest,
  { struck, told }: { readonly struck: (id: string) => void; readonly told: Told },
): Promise<Struck> => {
  const engine = core.engine(context.persona.id)(context);
  if (preflightMethod(raw) !== undefined)
    return { kind: 'reply', reply: await preflightReply(context, engine, asSent(target, raw)) };
  const counted = underCountedMethod(context, asSent(target, raw));
  const { request } = counted;
  const endpoint = counted.target.match?.route.endpoint ?? 'unknown';
  context.log.note({ endpoint });
  const facts = context.world.faults.concern(endpoint) ? await faultFacts(context, engine, endpoint, request) : undefined;
  const how = { struck, signal: core.signal };
  const instead = facts && (await strikeFaults(context, 'request', facts, undefined, how));
  if (instead) return instead;
  const refusedOrNot = await personaReply(context, engine, counted, raw);
  if (refusedOrNot.gap) told.gap = refusedOrNot.gap;
  const reply = offerRegistration(core, context, endpoint, raw.host, request, refusedOrNot, told);
  return (facts && (await strikeFaults(context, 'reply', facts, reply, how))) ?? { kind: 'reply', reply };
};

/** Adds a registration offer to the refusal of an unregistered client or redirect URI. */
const offerRegistration = (
  core: Core,
  context: ExchangeContext,
  endpoint: EndpointName,
  host: string,
  request: RoutedRequest,
  reply: Reply,
  told: Told,
): Reply => {
  if (core.unmodifiedApps || context.mount.kind === 'vendor')
    context.world.unregisteredClients.byVendorAddress.add(context.persona.id);
  const suggestion = suggestFor(context, reply.refusal);
  if (suggestion) {
    const hasPage = (endpoint === 'authorize' && reply.refusal?.kind !== 'setting') || reply.withOffer !== undefined;
    const isVisit = (endpoint === 'authorize' || hasPage) && request.method === 'GET';
    context.log.note({ suggestion });
    context.world.unregisteredClients.offer(suggestion, isVisit ? addressAt(context.mount, request.url.href) : undefined);
    told.suggestion = { text: suggestion, hasButton: core.hints && hasPage };
  } else if (endpoint === 'authorize')
    context.world.unregisteredClients.forget(context.persona.id, request.url.searchParams.get('client_id') ?? '');
  return core.hints ? withOffer(context, host, reply) : reply;
};

const asSent = (target: PersonaTarget, raw: RawRequest): Counted => {
  const { method, body } = raw;
  const request = { method, url: target.vendorUrl, headers: headerMap(raw.headers), body, path: target.match?.path ?? {} };
  return { target, request };
};

/** Lets the request come that the lab does not serve: its answer says so. */
const allowAll = ({ headers }: LabRequest): Reply => ({
  status: 204,
  headers: [
    ['Access-Control-Allow-Origin', '*'],
    ['Access-Control-Allow-Methods', headers['access-control-request-method'] ?? '*'],
    ['Access-Control-Allow-Headers', headers['access-control-request-headers'] ?? '*'],
  ],
  body: '',
});

/** Answers a preflight as the vendor does. It is no call of its endpoint: no fault strikes it, and the endpoint does not run. */
const preflightReply = async (context: ExchangeContext, engine: Engine, { target, request }: Counted): Promise<Reply> => {
  context.log.note({ endpoint: 'unknown' });
  const { ports } = createPorts(context, engine, request, request);
  const plain = ports.ask('preflight', { request })?.reply ?? (await unrouted(context, target, request, ports));
  const input = { endpoint: 'unknown', reply: plain, request, random: ports.random };
  return plain.gap ? allowAll(request) : (askBehaviours(context, 'reply', input) ?? input).reply;
};

const personaReply = async (
  context: ExchangeContext,
  engine: Engine,
  { target, request }: Counted,
  raw: RawRequest,
): Promise<Reply> => {
  const { persona } = context;
  if (raw.tooLarge) return persona.malformed(413);
  const read = withForm(request, context.overrides?.form);
  const route = target.match?.route;
  const { ports, setCookies } = createPorts(context, engine, read, request, route?.endpoint);
  const plain = await (route ? route.handle(read, ports) : unrouted(context, target, read, ports));
  if (plain.gap) return raw.method === 'HEAD' ? withoutBody(plain) : plain; // no behaviour of the vendor speaks
  const withCookies = { ...plain, headers: [...plain.headers, ...setCookies.map((cookie) => ['Set-Cookie', cookie] as const)] };
  const input = { endpoint: route?.endpoint ?? 'unknown', reply: withCookies, request: read, random: ports.random };
  const { reply } = askBehaviours(context, 'reply', input) ?? input;
  return raw.method === 'HEAD' ? withoutBody(reply) : withSandboxCsp(reply);
};

/** A known path under another method is the vendor's to refuse; any other is a gap, unless the vendor does not have it either. */
const unrouted = async (
  context: ExchangeContext,
  { served, mount, vendorUrl }: PersonaTarget,
  request: LabRequest,
  ports: Ports,
) => {
  const isKnown = served.routes.knows(mount.kind === 'vendor' ? vendorUrl.host : undefined, vendorUrl.pathname);
  return (isKnown ? undefined : await answerUnrouted(context, request, ports)) ?? context.persona.unrouted(request, ports);
};

const withoutBody = ({ withOffer: _, ...reply }: Reply): Reply => ({ ...reply, body: '' });
