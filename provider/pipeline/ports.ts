import {
  type Browser,
  type Client,
  type Collection,
  consentKeyOf,
  cookieValue,
  type EndpointName,
  type Engine,
  type LabRequest,
  type MailMessage,
  type OutgoingMail,
  oauthOf,
  type Person,
  type Ports,
  type SignedIn,
  type Stage,
  type Stages,
} from '../model/index.ts';
import {
  addressAt,
  askBehaviours,
  changeAccount,
  changePassword,
  consentsOf,
  type ExchangeContext,
  issuerIn,
  markLogins,
  nowEpochSeconds,
  passwordVersion,
  randomText,
  removeAccount,
} from '../world/index.ts';
import { callApp } from './app-call.ts';
import { strikeCall } from './app-call-faults.ts';
import { credentialsOf } from './credentials.ts';
import { sendDeauthorizationWebhooks } from './deauthorization-webhooks.ts';
import { answerGap, noteGap } from './gaps.ts';
import { pauseIn } from './pause.ts';
import { completeClient } from './unregistered-client.ts';

const INTERACTION_SECONDS = 600;

/** The browser of the exchange, identified by the session cookie. New cookies are added to the reply. */
class CookieBrowser implements Browser {
  readonly setCookies: string[] = [];
  readonly #context: ExchangeContext;
  readonly #engine: Engine;
  #cookie: string | undefined;

  constructor(context: ExchangeContext, engine: Engine, request: LabRequest) {
    this.#context = context;
    this.#engine = engine;
    const { browserCookie } = context.persona;
    this.#cookie = browserCookie === undefined ? undefined : cookieValue(request.headers.cookie, browserCookie);
  }

  async accounts(): Promise<readonly SignedIn[]> {
    const { world, log } = this.#context;
    if (this.#cookie === undefined) return [];
    const { accounts, stale } = await world.browsers.read(this.#cookie);
    if (stale) log.note({ stale: true });
    const found = await Promise.all(accounts.map(({ sub, session }) => this.#account(sub, session)));
    return found.filter((account) => account !== undefined);
  }

  async signIn(person: Person, room: 'many' | 'one' = 'many'): Promise<SignedIn> {
    const before = room === 'many' ? await this.accounts() : [];
    const made = await this.#engine.signIn(person);
    const account = { person, ...made };
    const others = before.filter((each) => each.person.sub !== person.sub);
    const place = before.findIndex((each) => each.person.sub === person.sub);
    await this.#keep(place < 0 ? [...others, account] : before.with(place, account));
    return account;
  }

  async signOut(): Promise<void> {
    const { world, persona } = this.#context;
    for (const { session, person } of await this.accounts()) {
      await this.#engine.endSession(session, 'signed-out');
      const at = { signedOutAtEpochSeconds: nowEpochSeconds() };
      await markLogins(world.rows, { sub: person.sub, persona: persona.id, session }, at);
    }
    if (this.#cookie !== undefined) await world.browsers.forget(this.#cookie);
    this.setCookies.push(this.#setCookie('', '; Max-Age=0'));
    this.#cookie = undefined;
  }

  async #account(sub: string, session: string): Promise<SignedIn | undefined> {
    const { world } = this.#context;
    const row = await world.rows.read('Session', session);
    if (!row || row.died || Number(row.payload.exp) <= nowEpochSeconds()) return undefined;
    const person = await world.people.find(sub);
    return person && { person, session, signedInAtEpochSeconds: Number(row.payload.loginTs) };
  }

  /** A new session cookie at every sign-in, against session fixation. */
  async #keep(accounts: readonly SignedIn[]): Promise<void> {
    const { world, persona } = this.#context;
    if (this.#cookie !== undefined) await world.browsers.forget(this.#cookie);
    this.#cookie = randomText(32);
    const kept = accounts.map(({ person, session }) => ({ sub: person.sub, session }));
    await world.browsers.write(this.#cookie, persona.id, kept, nowEpochSeconds());
    this.setCookies.push(this.#setCookie(this.#cookie, ''));
  }

  #setCookie(value: string, extra: string): string {
    const { mount, persona } = this.#context;
    const path = mount.kind === 'vendor' ? '/' : new URL(mount.base).pathname;
    const { hasCrossSiteCookie: isCrossSite = false } = persona;
    const secure = mount.kind === 'vendor' || isCrossSite ? '; Secure' : '';
    const domain = mount.kind === 'vendor' && persona.cookieDomain ? `; Domain=${persona.cookieDomain}` : '';
    return `${persona.browserCookie}=${value}; Path=${path}${domain}; HttpOnly; SameSite=${isCrossSite ? 'None' : 'Lax'}${secure}${extra}`;
  }
}

const collectionOf = <T extends object>(context: ExchangeContext, name: string): Collection<T> => {
  const key = (id: string) => `${context.persona.id}:${name}:${id}`;
  const shelf = { uid: `${context.persona.id}:${name}` };
  type Kept = T & { readonly id: string };
  return {
    async list() {
      const rows = await context.world.rows.list('Record', shelf);
      return rows.map((row) => row.payload.value as Kept);
    },
    async find(id) {
      return (await context.world.rows.read('Record', key(id)))?.payload.value as Kept | undefined;
    },
    async put(id, value) {
      const payload = { value: { ...value, id }, changedAtEpochSeconds: nowEpochSeconds() };
      await context.world.rows.write('Record', key(id), payload, shelf);
    },
    remove: (id) => context.world.rows.remove('Record', key(id)),
  };
};

/** Puts the message into the mailbox of the world. Nothing leaves the lab. */
const sendMail = async ({ world, persona, log }: ExchangeContext, mail: OutgoingMail): Promise<MailMessage> => {
  const from = `no-reply@${persona.hosts[0] ?? 'loginlab.invalid'}`;
  const message = await world.mailbox.send({ persona: persona.id, from }, mail);
  log.note({ sentMail: message.id });
  return message;
};

/** Consecutive time windows. Ageing the world can end the current one. */
const countIn = async (context: ExchangeContext, name: string, windowSeconds: number): Promise<number> => {
  const { count, endsInSeconds } = await countedIn(context, name, windowSeconds);
  const changedAtEpochSeconds = nowEpochSeconds() - (windowSeconds - endsInSeconds);
  await context.world.rows.write('Record', countId(context, name), { value: count + 1, changedAtEpochSeconds });
  return count + 1;
};

const countId = ({ persona }: ExchangeContext, name: string): string => `${persona.id}:count:${name}`;

/** The current window; one that is over counts as one that begins now. */
const countedIn = async (context: ExchangeContext, name: string, windowSeconds: number) => {
  const row = await context.world.rows.read('Record', countId(context, name));
  const endsInSeconds = Number(row?.payload.changedAtEpochSeconds ?? 0) + windowSeconds - nowEpochSeconds();
  return row && endsInSeconds > 0
    ? { count: Number(row.payload.value), endsInSeconds }
    : { count: 0, endsInSeconds: windowSeconds };
};

/** Returns the ports of an exchange, and the cookies for its reply. `sent`: the request before faults changed its form. */
export const createPorts = (
  context: ExchangeContext,
  engine: Engine,
  request: LabRequest,
  sent: LabRequest,
  endpoint: EndpointName = 'unknown',
): { ports: Ports; setCookies: readonly string[] } => {
  const { world, persona, mount, log } = context;
  const browser = new CookieBrowser(context, engine, request);
  const ask = <S extends Stage>(stage: S, input: Stages[S]['input']) => askBehaviours(context, stage, input);
  const ports: Ports = {
    get quiet() {
      return createPorts({ ...context, log: { note() {}, because() {} } }, engine, request, sent, endpoint).ports;
    },
    engine,
    browser,
    consents: consentsOf(world.rows, persona.id),
    consentKey: (request) => consentKeyOf(persona, request),
    people: {
      all: () => world.people.list(),
      find: (id) => world.people.find(id),
      freeKey: (email) => world.people.freeKey(email),
      add: (person) => world.people.add(person),
      change: (person, changes) => changeAccount(world, person, changes),
      remove: (person) => removeAccount(world, person),
    },
    passwords: {
      set: (person, password) => changePassword(world, person, password),
      verify: (person, password) => world.passwords.verify(person, password),
      isSet: (person) => world.passwords.isSet(person),
      digest: (person, realm) => world.passwords.digest(person, realm),
      version: (person) => passwordVersion(world.rows, person),
    },
    clients: { find: (clientId) => world.clients.find(persona.id, clientId), all: () => world.clients.list(persona.id) },
    completeClient: (client) => completeClient(context, client, sent),
    address: (vendorUrl) => addressAt(mount, vendorUrl),
    issuer: (client?: Client) => (client ? issuerIn(context, client) : addressAt(mount, oauthOf(persona).issuer)),
    async save(value, lifetimeSeconds = INTERACTION_SECONDS) {
      const id = randomText(32);
      await world.rows.write('Ticket', id, { value, expiresAtEpochSeconds: nowEpochSeconds() + lifetimeSeconds });
      return id;
    },
    async load(id) {
      const row = await world.rows.read('Ticket', id);
      if (!row || Number(row.payload.expiresAtEpochSeconds) <= nowEpochSeconds()) return undefined;
      return row.payload.value as Record<string, unknown>;
    },
    decide: (stage, input, plain) => ask(stage, input) ?? plain,
    ask,
    sendDeauthorizationWebhooks: (client, person) => sendDeauthorizationWebhooks(context, client, person),
    callApp: async (call) => {
      const struck = await strikeCall(context, call);
      void callApp(context, struck);
    },
    mail: { send: (mail) => sendMail(context, mail) },
    gap: (part) => answerGap(context, sent, endpoint, part),
    noteGap: (part) => noteGap(context, sent, part),
    collection: (name) => collectionOf(context, name),
    credentials: (name) => credentialsOf(context, name),
    count: (name, windowSeconds) => countIn(context, name, windowSeconds),
    counted: (name, windowSeconds) => countedIn(context, name, windowSeconds),
    forgetCount: async (name) => void (await world.rows.remove('Record', countId(context, name))),
    inTurn: (name, action) => world.turnsOf(`${persona.id}:${name}`).run(action),
    pause: (ms) => pauseIn(world, ms),
    nowEpochSeconds,
    secondsSince: (epochSeconds) => nowEpochSeconds() - epochSeconds + world.agedSince(epochSeconds),
    random: randomText,
    note({ person, ...facts }) {
      log.note({ ...facts, ...(person && { person: person.key }) });
    },
    newFlow: () => world.newFlow(),
  };
  return { ports, setCookies: browser.setCookies };
};
