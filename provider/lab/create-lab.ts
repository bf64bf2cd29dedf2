import { signingKeysOf } from '../../fixtures/keys/index.ts';
import manifest from '../../package.json' with { type: 'json' };
import type { MailboxWorlds } from '../console/index.ts';
import { type Control, createControl } from '../control/index.ts';
import { createEngine, noEngine } from '../engine/index.ts';
import {
  type Engine,
  gapsSetting,
  hostsOf,
  includesHost,
  LoginLabError,
  mailScannerSetting,
  type Persona,
  type PersonaId,
  type Reply,
  refuseProduction,
  speaksOauth,
  type World,
} from '../model/index.ts';
import { loadPersonas } from '../personas/load.ts';
import { PERSONA_IDS, VENDORS } from '../personas/vendors.ts';
import { type Core, handleExchange, listen, routeTable, type ScannedLab, type Served, scanMail } from '../pipeline/index.ts';
import {
  type ExchangeContext,
  type Listening,
  localBase,
  nearestOrAll,
  randomText,
  tenantOf,
  type WorldState,
} from '../world/index.ts';
import type { WorldDependencies } from '../worlds/dependencies.ts';
import { registerDefaults, worldFacade } from '../worlds/facade.ts';
import { Worlds } from '../worlds/registry.ts';
import { type ConsolePort, openConsolePort } from './console-port.ts';
import { designed } from './designed.ts';
import { fetchThrough } from './fetch-through.ts';
import type { Lab, LabOptions } from './lab.ts';

export type { Lab, LabOptions } from './lab.ts';

const chosen = async (ids: readonly PersonaId[] | undefined): Promise<readonly Persona[]> => {
  const unknown = ids?.find((id) => !Object.hasOwn(VENDORS, id));
  if (unknown === undefined) return loadPersonas(ids);
  throw new LoginLabError('unknown-id', `Unknown persona "${unknown}"${nearestOrAll(unknown, PERSONA_IDS)}`, {
    field: 'personas',
  });
};

/** A persona that also answers at domains of its tenants. */
const withDomains = (persona: Persona, domains: LabOptions['domains'] = {}): Persona => {
  const tenantHosts = Object.keys(domains).filter((host) => domains[host] === persona.id);
  return tenantHosts.length === 0 ? persona : { ...persona, hosts: [...persona.hosts, ...tenantHosts], tenantHosts };
};

const reportOnStderr = (error: unknown): void => {
  console.error('[loginlab] The lab failed with an internal error:', error);
};

const enginesOf = (personas: readonly Persona[]): ((id: PersonaId) => (context: ExchangeContext) => Engine) => {
  const engineOf = (persona: Persona) => createEngine(persona, { ...signingKeysOf(persona.id)[0] });
  const engines = new Map(personas.filter(speaksOauth).map((persona) => [persona.id, engineOf(persona)]));
  return (id) => engines.get(id) ?? ((context) => noEngine(context.persona));
};

/** The token of the control API: given, made up beyond loopback, or none. Throws `usage` for one that could be guessed. */
const tokenOf = ({ host, token }: LabOptions): string | undefined => {
  if (token === undefined) return host === undefined ? undefined : randomText(32);
  if (/^[\x21-\x7e]{8,}$/.test(token)) return token;
  throw new LoginLabError('usage', 'Expected a token of at least 8 visible ASCII characters.', {
    field: 'token',
  });
};

/** What a lab is made of before it listens; `at` is filled in then: the plain address, and the one of the personas. */
interface Parts {
  readonly at: { url: string; port: number; base: string; fetch: ScannedLab['fetch'] };
  readonly listening: Listening;
  readonly token: string | undefined;
  readonly personas: readonly Persona[];
  readonly worlds: Worlds;
  readonly dependencies: WorldDependencies;
  readonly closing: AbortController;
  /** Open ones, oldest first. */
  readonly consoles: Set<ConsolePort>;
  facade(world: WorldState): World;
}

const partsFor = async (options: LabOptions): Promise<Parts> => {
  const personas = (await chosen(options.personas)).map((persona) => withDomains(persona, options.domains));
  const at: Parts['at'] = { url: '', port: 0, base: '', fetch: () => Promise.reject(new Error('the lab does not listen yet')) };
  const { host } = options;
  const token = tokenOf(options);
  const listening: Listening = {
    get port() {
      return at.port;
    },
    host,
  };
  const settings = [gapsSetting(options.gaps), mailScannerSetting(options.mailScanner)];
  const scanned: ScannedLab = {
    fetch: (url, init) => at.fetch(url, init),
    addressOf: (world, link) => (link.startsWith(`${at.base}/`) ? link : vendorLinkIn({ at, personas }, world, link)),
  };
  const behaviours = [...designed(personas, options.design), ...settings];
  const worlds = new Worlds(behaviours, { scanMail: scanMail(scanned), namesAhead: options.namesAhead });
  const dependencies: WorldDependencies = {
    get url() {
      return at.base;
    },
    personas,
    engine: enginesOf(personas),
    drop: (id) => worlds.drop(id),
    ...(options.findings && { findings: options.findings }),
  };
  const facade = (world: WorldState): World => worldFacade(dependencies, world, () => worlds.get(world.id) === world);
  return { at, listening, token, personas, worlds, dependencies, closing: new AbortController(), consoles: new Set(), facade };
};

/** Where the console is, as the lab tells about itself. */
const consoleOf = ([first]: Iterable<ConsolePort>): { readonly console?: string } => (first ? { console: first.url } : {});

/** Registers a console until it is closed. */
const keptAmong = (consoles: Set<ConsolePort>, { close: shut, ...port }: ConsolePort): ConsolePort => {
  const close = async () => {
    consoles.delete(kept);
    await shut();
  };
  const kept: ConsolePort = { ...port, close, [Symbol.asyncDispose]: close };
  consoles.add(kept);
  return kept;
};

const controlOf = (
  { at, personas, worlds, dependencies, consoles, facade }: Parts,
  { stories }: LabOptions,
  failed: (error: unknown) => void,
): Control =>
  createControl({
    personas: personas.map((persona) => persona.id),
    registrars: personas,
    open: async () => facade(worlds.openNew()),
    async find(id) {
      const world = worlds.get(id);
      return world && facade(world);
    },
    list: async () => worlds.ids(),
    close: (id) => worlds.drop(id),
    stories,
    info: () => ({
      url: at.url,
      version: manifest.version,
      rules: dependencies.findings !== undefined,
      stories: stories !== undefined,
      ...consoleOf(consoles),
    }),
    failed,
  });

/** The lab's own address for a link to a vendor's host; undefined for other links. */
const vendorLinkIn = ({ at, personas }: Pick<Parts, 'at' | 'personas'>, world: string, link: string): string | undefined => {
  const { origin, hostname } = new URL(link);
  const persona = personas.find(({ hosts }) => includesHost(hosts, hostname));
  return persona && localBase(at.base, world, tenantOf(persona, hostname).host ?? persona.id) + link.slice(origin.length);
};

/** The mailboxes of a lab. A link to a vendor's host opens at the lab's own address, which any browser reaches. */
const mailboxesOf = ({ at, personas, worlds, facade }: Parts): MailboxWorlds => ({
  list: async () => worlds.ids(),
  async find(id) {
    const world = worlds.get(id);
    return world && facade(world);
  },
  reachable: (world, link) => vendorLinkIn({ at, personas }, world, link) ?? link,
});

const coreOf = (parts: Parts, control: Control, failed: (error: unknown) => void, options: LabOptions): Core => ({
  get url() {
    return parts.at.base;
  },
  listening: parts.listening,
  served: new Map<PersonaId, Served>(parts.personas.map((persona) => [persona.id, { persona, routes: routeTable(persona) }])),
  world: (id) => parts.worlds.get(id),
  enter: (world) => world.ready(() => registerDefaults(parts.dependencies, world)),
  engine: parts.dependencies.engine,
  control: (request) => control(request, { ...parts.listening, port: parts.at.port, token: parts.token }),
  registrationForm: {
    listening: parts.listening,
    worlds: () => parts.worlds.all(),
    persona: (id) => parts.personas.find((persona) => persona.id === id),
  },
  unmodifiedApps: options.unmodifiedApps ?? false,
  hints: options.hints === true && options.host === undefined,
  suggested: (suggestion, hasButton) => options.onSuggestion?.(suggestion, hasButton),
  gapped: (gap) => options.onGap?.(gap),
  failed,
  signal: parts.closing.signal,
});

/** Returns the host in the lab's URL. */
const nameOf = (host: string | undefined): string => {
  if (host === undefined || host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
};

/**
 * Opens a lab on loopback. Rejects with `port-taken`, `usage` for a host that is not this machine's and with
 * `NODE_ENV=production` (unless `LOGINLAB_ALLOW_PRODUCTION=1`), or `unknown-id` for a persona that does not exist.
 */
export const createLab = async (options: LabOptions = {}): Promise<Lab> => {
  refuseProduction(process.env);
  const parts = await partsFor(options);
  const failed = options.onFailure ?? reportOnStderr;
  const control = controlOf(parts, options, failed);
  const core = coreOf(parts, control, failed, options);
  const [first] = parts.personas;
  const malformed = (): Reply => first?.malformed(400) ?? { status: 400, headers: [], body: '' };
  const listener = await listen({
    port: options.port ?? 0,
    host: options.host,
    handle: (raw) => handleExchange(core, raw),
    failed: core.failed,
    malformed,
    credentialsFor: options.https,
  });
  const address = `${nameOf(options.host)}:${listener.port}`;
  const base = `${options.https ? 'https' : 'http'}://${address}`;
  const fetch = fetchThrough(core);
  Object.assign(parts.at, { port: listener.port, url: `http://${address}`, base, fetch });
  const close = async () => {
    parts.closing.abort();
    await Promise.all([listener, ...parts.consoles, ...(options.stories ? [options.stories] : [])].map((each) => each.close()));
    await parts.worlds.clear();
  };
  const { url, port } = parts.at;
  return {
    ...{ url, port },
    ...(parts.token !== undefined && { token: parts.token }),
    personas: parts.personas.map((persona) => persona.id),
    hosts: parts.personas.flatMap(hostsOf),
    default: parts.facade(parts.worlds.open('default')),
    world: async () => parts.facade(parts.worlds.openNew()),
    fetch,
    async openConsole(console = {}) {
      return keptAmong(parts.consoles, await openConsolePort(control, mailboxesOf(parts), console, failed));
    },
    close,
    [Symbol.asyncDispose]: close,
  };
};
