import { createHash } from 'node:crypto';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { Pool } from 'undici';

/** A token reply, as far as it matters here. */
export type TokenReply = Readonly<Record<string, unknown>>;

/** One server under load: how a returning user logs in, and how an app refreshes. Whatever is not answered as wanted rejects. */
export interface LoadClient extends AsyncDisposable {
  /** authorize, token, userinfo of somebody whom the server asks nothing any more. */
  login(): Promise<TokenReply>;
  /** Gets the refresh token that `refresh` sends from now on: one from before thousands of logins may have been dropped. */
  renewRefreshToken(): Promise<void>;
  refresh(): Promise<TokenReply>;
  /** Whether the server has refresh tokens. */
  readonly refreshes: boolean;
  /** HTTP requests of a login of a new user, pages included. */
  readonly firstLoginRequests: number;
}

/** What a server publishes about itself, and its client. */
export interface ServerFacts {
  readonly origin: string;
  readonly paths: Readonly<Record<'authorize' | 'token' | 'userinfo', string>>;
  readonly jwksUri: string;
  readonly client: Readonly<Record<string, string>>;
  readonly redirectUri: string;
}

export interface LoadClientOptions extends ServerFacts {
  /** Of each authorization request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Further parameters of the authorization request. */
  readonly more?: Readonly<Record<string, string>>;
  /** How the server answers with a code; default: the redirect that answers the authorization request. */
  readonly askForCode?: (pool: Pool, query: URLSearchParams) => ReturnType<Pool['request']>;
  /** Further headers of the token request. */
  readonly tokenHeaders?: () => Readonly<Record<string, string>>;
  /** A new refresh token; left out where there are none. */
  readonly newRefreshToken?: (login: () => Promise<TokenReply>) => Promise<string>;
  /** Further parameters of the refresh request. */
  readonly refreshForm?: Readonly<Record<string, string>>;
  readonly firstLoginRequests: number;
}

export const VERIFIER = 'a'.repeat(43);
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');

/** Parameters of an authorization request. */
export const authorizationQuery = (
  { client, redirectUri }: Pick<ServerFacts, 'client' | 'redirectUri'>,
  more: Readonly<Record<string, string>> = {},
): URLSearchParams =>
  new URLSearchParams({
    client_id: client.client_id ?? '',
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: 'openid email',
    state: 's',
    nonce: 'n',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
    ...more,
  });

const codeIn = (location: string, status: number): string => {
  const code = URL.canParse(location) ? new URL(location).searchParams.get('code') : null;
  if (code === null) throw new Error(`The authorization request was answered with ${status} to ${location}, without a code.`);
  return code;
};

/** Reads the addresses of a server from its discovery document. */
export const readFacts = async (
  discovery: string,
  client: Readonly<Record<string, string>> = { client_id: 'client', client_secret: 'secret' },
  redirectUri = 'http://127.0.0.1:3000/callback',
): Promise<ServerFacts> => {
  const document = (await (await fetch(discovery)).json()) as Record<string, string>;
  const path = (name: string): string => new URL(document[name] ?? '').pathname;
  const paths = {
    authorize: path('authorization_endpoint'),
    token: path('token_endpoint'),
    userinfo: path('userinfo_endpoint'),
  };
  const origin = new URL(discovery).origin;
  return { origin, paths, jwksUri: origin + path('jwks_uri'), client, redirectUri };
};

/** Whether a token is an RS256-2048 JWT of this server. Rejects if it is not. */
const verify = async ({ jwksUri }: ServerFacts, idToken: unknown): Promise<void> => {
  const { key } = await jwtVerify(String(idToken), createRemoteJWKSet(new URL(jwksUri)), { algorithms: ['RS256'] });
  const { modulusLength } = (key as { algorithm: { modulusLength?: number } }).algorithm;
  if (modulusLength !== 2048) throw new Error(`${jwksUri}: expected a key of 2048 bits, found ${modulusLength}.`);
};

class HttpLoadClient implements LoadClient {
  readonly #options: LoadClientOptions;
  readonly #pool: Pool;
  readonly #query: URLSearchParams;
  #refreshToken = '';

  constructor(options: LoadClientOptions) {
    this.#options = options;
    this.#pool = new Pool(options.origin, { connections: 16 });
    this.#query = authorizationQuery(options, options.more);
  }

  get refreshes(): boolean {
    return this.#options.newRefreshToken !== undefined;
  }

  get firstLoginRequests(): number {
    return this.#options.firstLoginRequests;
  }

  async login(): Promise<TokenReply> {
    const grant = { grant_type: 'authorization_code', code: await this.#code(), code_verifier: VERIFIER };
    const reply = await this.#tokens({ ...grant, redirect_uri: this.#options.redirectUri });
    if (typeof reply.id_token !== 'string') throw new Error(`A login brought no ID token: ${JSON.stringify(reply)}`);
    await this.#userinfo(String(reply.access_token));
    return reply;
  }

  async renewRefreshToken(): Promise<void> {
    this.#refreshToken = (await this.#options.newRefreshToken?.(() => this.login())) ?? '';
    if (this.#refreshToken === '') throw new Error(`${this.#options.origin} gave no refresh token.`);
  }

  refresh(): Promise<TokenReply> {
    const form = { grant_type: 'refresh_token', refresh_token: this.#refreshToken };
    return this.#tokens({ ...form, ...this.#options.refreshForm });
  }

  async #code(): Promise<string> {
    const { paths, headers = {}, askForCode } = this.#options;
    const plain = { path: `${paths.authorize}?${this.#query}`, method: 'GET', headers } as const;
    const reply = await (askForCode ? askForCode(this.#pool, this.#query) : this.#pool.request(plain));
    await reply.body.dump();
    return codeIn(String(reply.headers.location ?? ''), reply.statusCode);
  }

  async #tokens(form: Readonly<Record<string, string>>): Promise<TokenReply> {
    const { client, paths, tokenHeaders } = this.#options;
    const headers = { 'content-type': 'application/x-www-form-urlencoded', ...tokenHeaders?.() };
    const body = new URLSearchParams({ ...form, ...client }).toString();
    const { statusCode, body: answer } = await this.#pool.request({ path: paths.token, method: 'POST', headers, body });
    const text = await answer.text();
    const reply = statusCode === 200 ? (JSON.parse(text) as TokenReply) : {};
    if (typeof reply.access_token === 'string') return reply;
    throw new Error(`POST ${paths.token} answered ${statusCode} to ${form.grant_type}: ${text}`);
  }

  async #userinfo(accessToken: string): Promise<void> {
    const { userinfo } = this.#options.paths;
    const headers = { authorization: `Bearer ${accessToken}` };
    const { statusCode, body } = await this.#pool.request({ path: userinfo, method: 'GET', headers });
    const text = await body.text();
    if (statusCode !== 200 || !text.includes('"sub"')) throw new Error(`GET ${userinfo} answered ${statusCode}: ${text}`);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#pool.close();
  }
}

/** A client of a server that has shown with one login that it answers, and signs its ID tokens with RS256-2048. */
export const openLoadClient = async (options: LoadClientOptions): Promise<LoadClient> => {
  const client = new HttpLoadClient(options);
  await verify(options, (await client.login()).id_token);
  return client;
};
