import { type Client, type ClientInput, LoginLabError, type PersonaId } from '../model/index.ts';
import type { Rows } from './rows.ts';

const wrong = (field: string, message: string): never => {
  throw new LoginLabError('usage', message, { field });
};

const checkRedirectUri = (uri: string, i: number): void => {
  if (!URL.canParse(uri)) wrong(`redirectUris[${i}]`, `An absolute URI was expected as redirect URI, "${uri}" was found.`);
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

const makeClient = (persona: PersonaId, input: ClientInput): Client => {
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

/** The registered client applications of one world, by persona. */
export class Clients {
  readonly #rows: Rows;

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  /** Registers a client or replaces the one of the same id. Throws `usage`, naming the field. */
  async register(persona: PersonaId, input: ClientInput): Promise<Client> {
    const client = makeClient(persona, input);
    await this.#rows.write('Client', `${persona}:${client.clientId}`, { ...client }, { persona });
    return client;
  }

  async find(persona: PersonaId, clientId: string): Promise<Client | undefined> {
    return (await this.#rows.read('Client', `${persona}:${clientId}`))?.payload as unknown as Client | undefined;
  }

  async list(persona: PersonaId): Promise<readonly Client[]> {
    return (await this.#rows.list('Client', { persona })).map((row) => row.payload as unknown as Client);
  }
}
