import {
  type Client,
  type ClientInput,
  clientRow,
  fieldOf,
  LoginLabError,
  type Persona,
  type PersonaId,
  type RegisteredClient,
} from '../model/index.ts';
import { explainIssues } from './explain-issues.ts';
import type { Rows } from './rows.ts';
import { nearestOrAll } from './settings.ts';

const wrong = (field: string, message: string): never => {
  throw new LoginLabError('usage', message, { field });
};

/** Schemes that a browser executes or renders instead of redirecting. */
const RUNS_IN_PAGES = /^(?:javascript|data|vbscript|blob|about):/i;

const checkRedirectUri = (uri: string, i: number): void => {
  if (!URL.canParse(uri)) wrong(`redirectUris[${i}]`, `Expected an absolute URI as redirect URI, found "${uri}".`);
  // Browsers ignore line breaks and tabs in URLs.
  if (RUNS_IN_PAGES.test(new URL(uri).href))
    wrong(`redirectUris[${i}]`, `Expected a redirect URI with a scheme that a browser can open, found "${uri}".`);
  if (uri.includes('#')) wrong(`redirectUris[${i}]`, `Expected a redirect URI without fragment, found "${uri}".`);
};

const checkIssuer = (issuer: string): void => {
  if (issuer === 'local' || issuer === 'vendor' || URL.canParse(issuer)) return;
  wrong('issuer', `Expected "local", "vendor" or a URL as issuer, found "${issuer}".`);
};

/** The persona of a client, with its client settings. */
export type Registrar = Pick<Persona, 'id' | 'title' | 'registration'>;

const COMMON: ReadonlySet<string> = new Set<keyof Client>([
  ...(['persona', 'clientId', 'clientSecret', 'kind', 'name', 'redirectUris', 'issuer', 'provisional'] as const),
]);

const checkSettings = (persona: Registrar, settings: Readonly<Record<string, unknown>>, all: readonly Registrar[]): void => {
  const { schema } = persona.registration ?? {};
  const unknownName = Object.keys(settings).find((name) => !(schema && name in schema.shape));
  if (unknownName !== undefined) {
    const others = all
      .filter(({ registration }) => registration && unknownName in registration.schema.shape)
      .map(({ title }) => title);
    const of = others.length > 0 ? `it is a setting of ${others.join(' and ')}` : 'no such member is known here';
    wrong(unknownName, `A client of ${persona.title} has no "${unknownName}": ${of}.`);
  }
  const parsed = schema?.safeParse(settings);
  if (!parsed || parsed.success) return;
  const [first] = parsed.error.issues;
  const { field, message } = explainIssues(parsed.error.issues, settings);
  if (first?.code === 'custom') wrong(field, first.message); // a complete message of the persona
  wrong(field, `The registration does not fit: ${message}`);
};

/** No client is kept that a snapshot could not bring back. */
const checkRow = (client: object): void => {
  const [issue] = clientRow.safeParse(client).error?.issues ?? [];
  if (issue) wrong(fieldOf(issue.path), `The "${fieldOf(issue.path)}" of a client does not fit: ${issue.message}.`);
};

/** Completes the input for a client. Throws `usage` with the field. */
export const makeClient = (persona: Registrar, input: ClientInput, all: readonly Registrar[] = [persona]): RegisteredClient => {
  if (!/^[\x21-\x7e]{1,256}$/.test(input.clientId ?? '')) {
    wrong('clientId', `Expected a client id of 1 to 256 visible ASCII characters, found "${input.clientId}".`);
  }
  const [strange] = /[^\x20-\x7e]/u.exec(input.clientSecret ?? '') ?? [];
  if (strange !== undefined) {
    const message = `Expected a client secret of ASCII characters and spaces (RFC 6749, appendix A.2), found ${JSON.stringify(strange)} in it.`;
    wrong('clientSecret', message);
  }
  const client = {
    kind: 'web' as const,
    name: 'A test app',
    redirectUris: [],
    issuer: 'local',
    ...given(input),
    persona: persona.id,
  };
  client.redirectUris.forEach(checkRedirectUri);
  checkIssuer(client.issuer);
  const settings = Object.fromEntries(Object.entries(client).filter(([name]) => !COMMON.has(name)));
  checkSettings(persona, settings, all);
  checkRow(client);
  return { ...persona.registration?.defaults?.(client), ...client };
};

/** Removes members that are `undefined`. */
const given = (input: ClientInput): ClientInput =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as unknown as ClientInput;

/** Clients of one persona in one world. */
export const MOST_CLIENTS = 1000;

/** The registered clients of one world, by persona. */
export class Clients {
  readonly #rows: Rows;

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  /** Registers a client, or replaces the one with the same id. Throws `usage` with the field, or `too-many`. */
  async register(persona: Registrar, input: ClientInput, all?: readonly Registrar[]): Promise<RegisteredClient> {
    const client = makeClient(persona, input, all);
    await this.mustHaveRoomFor(persona.id, [client]);
    return this.keep(persona.id, client);
  }

  async mustHaveRoomFor(persona: PersonaId, clients: readonly Pick<Client, 'clientId'>[]): Promise<void> {
    const ids = new Set([...(await this.list(persona)), ...clients].map(({ clientId }) => clientId));
    if (ids.size <= MOST_CLIENTS) return;
    throw new LoginLabError('too-many', `A persona has at most ${MOST_CLIENTS} clients; this would make ${ids.size}.`);
  }

  async keep(persona: PersonaId, client: RegisteredClient): Promise<RegisteredClient> {
    await this.#rows.write('Client', `${persona}:${client.clientId}`, { ...client }, { persona });
    return client;
  }

  async remove(persona: PersonaId, clientId: string): Promise<void> {
    await this.#rows.remove('Client', `${persona}:${clientId}`);
  }

  /** Removes a client. Throws `unknown-id`. */
  async known(persona: PersonaId, clientId: string): Promise<RegisteredClient> {
    const found = await this.find(persona, clientId);
    if (found) return found;
    const ids = (await this.list(persona)).map((client) => client.clientId);
    throw new LoginLabError(
      'unknown-id',
      `Unknown client "${clientId}" of ${persona} in this world${nearestOrAll(clientId, ids)}`,
      { field: 'clientId' },
    );
  }

  async find(persona: PersonaId, clientId: string): Promise<RegisteredClient | undefined> {
    return (await this.#rows.read('Client', `${persona}:${clientId}`))?.payload as unknown as RegisteredClient | undefined;
  }

  async list(persona: PersonaId): Promise<readonly RegisteredClient[]> {
    return (await this.#rows.list('Client', { persona })).map((row) => row.payload as unknown as RegisteredClient);
  }
}
