import { type Client, type ClientInput, LoginLabError, type PersonaId } from '../model/index.ts';
import type { Rows } from './rows.ts';
import { nearestOrAll } from './settings.ts';

const wrong = (field: string, message: string): never => {
  throw new LoginLabError('usage', message, { field });
};

/** What a browser runs or shows where it stands, instead of going there. */
const RUNS_IN_PAGES = /^(?:javascript|data|vbscript|blob|about):/i;

const checkRedirectUri = (uri: string, i: number): void => {
  if (!URL.canParse(uri)) wrong(`redirectUris[${i}]`, `An absolute URI was expected as redirect URI, "${uri}" was found.`);
  // As a browser reads it, without the line ends that it leaves out.
  if (RUNS_IN_PAGES.test(new URL(uri).href))
    wrong(`redirectUris[${i}]`, `An address that can be gone to was expected as redirect URI, "${uri}" was found.`);
  if (uri.includes('#')) wrong(`redirectUris[${i}]`, `A redirect URI has no fragment, "${uri}" was found.`);
};

/** Addresses at which the vendor calls the app. */
const CALLED = ['deauthorizeUrl', 'dataDeletionUrl'] as const;

const checkCalled = (client: ClientInput): void => {
  for (const field of CALLED) {
    const url = client[field];
    if (url !== undefined && !URL.canParse(url)) wrong(field, `An absolute URL was expected as ${field}, "${url}" was found.`);
  }
};

const checkIssuer = (issuer: string): void => {
  if (issuer === 'local' || issuer === 'vendor' || URL.canParse(issuer)) return;
  wrong('issuer', `"local", "vendor" or a URL was expected as issuer, "${issuer}" was found.`);
};

/** A whole registration from the little that was said. Throws `usage`, naming the field. */
export const makeClient = (persona: PersonaId, input: ClientInput): Client => {
  if (!/^[\x21-\x7e]{1,256}$/.test(input.clientId ?? '')) {
    wrong('clientId', `A client id of 1 to 256 visible ASCII characters was expected, "${input.clientId}" was found.`);
  }
  const client = {
    kind: 'web' as const,
    name: 'A test app',
    redirectUris: [],
    project: input.clientId.split('-')[0] ?? input.clientId,
    issuer: 'local',
    ...input,
    persona,
  };
  client.redirectUris.forEach(checkRedirectUri);
  checkIssuer(client.issuer);
  checkCalled(client);
  return client;
};

const MOST_CLIENTS = 1000;

/** The registered client applications of one world, by persona. */
export class Clients {
  readonly #rows: Rows;

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  /** Registers a client or replaces the one of the same id. Throws `usage`, naming the field, or `too-many`. */
  async register(persona: PersonaId, input: ClientInput): Promise<Client> {
    const client = makeClient(persona, input);
    await this.mustHaveRoomFor(persona, [client]);
    return this.keep(persona, client);
  }

  async mustHaveRoomFor(persona: PersonaId, clients: readonly Pick<Client, 'clientId'>[]): Promise<void> {
    const ids = new Set([...(await this.list(persona)), ...clients].map(({ clientId }) => clientId));
    if (ids.size <= MOST_CLIENTS) return;
    throw new LoginLabError('too-many', `A persona takes at most ${MOST_CLIENTS} clients; these would make ${ids.size}.`);
  }

  async keep(persona: PersonaId, client: Client): Promise<Client> {
    await this.#rows.write('Client', `${persona}:${client.clientId}`, { ...client }, { persona });
    return client;
  }

  async remove(persona: PersonaId, clientId: string): Promise<void> {
    await this.#rows.remove('Client', `${persona}:${clientId}`);
  }

  /** Throws `unknown-id`. */
  async known(persona: PersonaId, clientId: string): Promise<Client> {
    const found = await this.find(persona, clientId);
    if (found) return found;
    const ids = (await this.list(persona)).map((client) => client.clientId);
    throw new LoginLabError(
      'unknown-id',
      `There is no client "${clientId}" of ${persona} in this world${nearestOrAll(clientId, ids)}`,
      { field: 'clientId' },
    );
  }

  async find(persona: PersonaId, clientId: string): Promise<Client | undefined> {
    return (await this.#rows.read('Client', `${persona}:${clientId}`))?.payload as unknown as Client | undefined;
  }

  async list(persona: PersonaId): Promise<readonly Client[]> {
    return (await this.#rows.list('Client', { persona })).map((row) => row.payload as unknown as Client);
  }
}
