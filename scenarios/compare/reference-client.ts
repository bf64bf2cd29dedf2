import type { Lab } from '../../provider/index.ts';
import {
  type PersonaId,
  parseObject,
  type ReferenceCall,
  type ReferenceUse,
  VENDORS,
  WORLD_HEADER,
} from '../../provider/index.ts';
import type { RegisteredClient, World } from '../../provider/model/index.ts';
import { hostsOf } from '../../provider/model/index.ts';
import { fillPlaceholders } from '../model/index.ts';
import { Browser, type Page, readPage } from '../person/index.ts';
import { claimsOf, conventionsOf } from '../traffic/index.ts';

type Texts = Readonly<Record<string, string>>;

/** What a client keeps of a login. */
export interface Held {
  readonly accessToken?: string;
  readonly refreshToken?: string;
}

/** An answer of the provider to the app. */
export interface Answer {
  /** 0: the connection ended without one. */
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface SignInOptions {
  /** Asks for access while the person is away. */
  readonly offline?: boolean;
  /** Parameters besides the usual ones. */
  readonly params?: Texts;
  /** Scopes instead of the usual ones. */
  readonly only?: readonly string[];
  /** Scopes besides these. */
  readonly scopes?: readonly string[];
  readonly consent?: 'deny' | { readonly except: readonly string[] };
}

/** What the client is registered as at home; its host answers nothing, since the browser stops before it. */
const HOME = 'http://127.0.0.1:3000';
export const CALLBACK = `${HOME}/callback`;
/** The `state` of its logins. Its browser stops before the app, so nobody compares it. */
export const STATE = 'state-of-this-login';

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

const filled = (texts: Texts = {}, words: Texts): Texts =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, fillPlaceholders(text, (word) => words[word])]));

/** A client that does what the vendor's documentation says, and its person with a browser, in one world. */
export class ReferenceClient {
  readonly persona: PersonaId;
  readonly use: ReferenceUse;
  readonly world: World;
  readonly client: RegisteredClient;
  readonly #lab: Lab;
  readonly #browser: Browser;
  #idToken: string | undefined;
  /** E-mail address of the person, and their password. */
  email = 'ana@example.com';
  password = 'Pass-phrase-1-of-ana';
  held: Held = {};
  /** What the latest login brought to renew by. */
  firstRenewable: string | undefined;
  /** The access token that it brought. */
  firstAccessToken: string | undefined;
  /** Access token of another app. */
  foreign: string | undefined;
  /** The latest code that came back. */
  code: string | undefined;

  constructor(lab: Lab, world: World, persona: PersonaId, use: ReferenceUse, client: RegisteredClient, browser?: Browser) {
    this.persona = persona;
    this.use = use;
    this.world = world;
    this.client = client;
    this.#lab = lab;
    this.#browser = browser ?? openBrowser(world, persona);
  }

  /** Pages of the provider that the person has seen, oldest first. */
  get pages(): readonly Page[] {
    return this.#browser.steps.flatMap(({ to, response }) => {
      const page = to === 'persona' && response?.status === 200 ? readPage(response.body) : undefined;
      return page?.name === undefined ? [] : [page];
    });
  }

  /** The scopes of a usual login. */
  get usualScopes(): readonly string[] {
    return conventionsOf(this).scopesIn(this.use.authorize?.scope ?? '');
  }

  /** Another app of the same person in the same browser. */
  as(client: RegisteredClient): ReferenceClient {
    return new ReferenceClient(this.#lab, this.world, this.persona, this.use, client, this.#browser);
  }

  /** Signs the person in and keeps the tokens; at a provider with pages, up to the callback and on to the token endpoint. */
  async signIn(options: SignInOptions = {}): Promise<void> {
    if (this.use.authorize) await this.sendToProvider(options);
    const answer = this.use.authorize ? this.code && (await this.redeem(this.code)) : await this.#givePassword();
    if (answer) this.#keep(answer);
    this.firstRenewable = this.renewable;
    this.firstAccessToken = this.held.accessToken;
  }

  #givePassword(): Promise<Answer> {
    return this.token({ grant_type: 'password', username: this.email, password: this.password });
  }

  /** Sends the browser to the provider and reads the code of the callback. */
  async sendToProvider({ offline = false, params = {}, only, scopes = [], consent }: SignInOptions = {}): Promise<void> {
    const { authorize } = this.use;
    if (!authorize) throw new Error(`${this.persona} has no pages`);
    const { scope: offlineScope, ...offlineParams } = offline ? authorize.offline : {};
    const url = new URL(authorize.url);
    const scope = [...(only ?? this.usualScopes), ...(offlineScope ? [offlineScope] : []), ...scopes].join(' ');
    const asked = {
      client_id: this.client.clientId,
      redirect_uri: CALLBACK,
      response_type: 'code',
      scope,
      state: STATE,
    };
    for (const [name, value] of Object.entries({ ...asked, ...authorize.params, ...offlineParams, ...params }))
      url.searchParams.set(name, value);
    const stopBefore = (to: URL): boolean => to.origin === HOME;
    const { url: end } = await this.#browser.go({ method: 'GET', url }, { stopBefore, ...(consent && { consent }) });
    this.code = end.origin === HOME ? (end.searchParams.get('code') ?? undefined) : undefined;
  }

  redeem(code: string): Promise<Answer> {
    return this.token({ grant_type: 'authorization_code', code, redirect_uri: CALLBACK });
  }

  /** What renews access: the refresh token, or at some vendors the access token. Undefined if there is nothing of the kind. */
  get renewable(): string | undefined {
    return this.renewalGrant === 'refresh_token' ? this.held.refreshToken : this.held.accessToken;
  }

  get renewalGrant(): string {
    return conventionsOf(this).renewalGrant;
  }

  /** Renews by a token, without keeping what comes. */
  renewWith(token: string): Promise<Answer> {
    return this.token({ grant_type: this.renewalGrant, [this.renewalGrant]: token });
  }

  async renew(token: string): Promise<Answer> {
    const answer = await this.renewWith(token);
    this.#keep(answer);
    return answer;
  }

  token(form: Texts): Promise<Answer> {
    const { url, method } = this.use.token;
    const { clientId, clientSecret } = this.client;
    const whole = { client_id: clientId, ...(clientSecret !== undefined && { client_secret: clientSecret }), ...form };
    return this.call({ method, url, ...(method === 'GET' ? { query: whole } : { form: whole }) });
  }

  /** Sends a request of the app, with placeholders filled in. */
  async call(asked: ReferenceCall, more: Texts = {}): Promise<Answer> {
    const { method, url, query, form, json } = asked;
    const words = this.#words(more);
    const address = new URL(url);
    for (const [name, value] of Object.entries(filled(query, words))) address.searchParams.set(name, value);
    const body = form ? new URLSearchParams(filled(form, words)) : json ? JSON.stringify(filled(json, words)) : undefined;
    const token = await this.#tokenFor(asked);
    const headers = {
      [WORLD_HEADER]: this.world.id,
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(json && { 'content-type': 'application/json' }),
    };
    try {
      const reply = await this.#lab.fetch(address, { method, headers, ...(body !== undefined && { body }) });
      return { status: reply.status, body: parseObject(await reply.text()) ?? {} };
    } catch (error) {
      if (error instanceof TypeError) return { status: 0, body: {} }; // the lab dropped the connection
      throw error;
    }
  }

  /** The token that a request sends. */
  async #tokenFor({ bearer, ownToken }: ReferenceCall): Promise<string | undefined> {
    if (ownToken) return textOf((await this.token(ownToken)).body.access_token);
    return bearer && (this.held.accessToken ?? '');
  }

  /** Sends the browser to an address of the provider, and lets it come back. */
  async visit({ url, query }: ReferenceCall): Promise<void> {
    const address = new URL(url);
    for (const [name, value] of Object.entries(filled(query, this.#words({})))) address.searchParams.set(name, value);
    await this.#browser.go({ method: 'GET', url: address }, { stopBefore: (to) => to.origin === HOME });
  }

  #words(more: Texts): Texts {
    const { clientId, clientSecret = '' } = this.client;
    const { accessToken = '', refreshToken = '' } = this.held;
    const sub = this.#idToken === undefined ? '' : String(claimsOf(this.#idToken).sub);
    return { clientId, clientSecret, accessToken, refreshToken, home: HOME, email: this.email, sub, ...more };
  }

  /** A right client keeps a refresh token that an answer does not repeat. */
  #keep({ body }: Answer): void {
    const [accessToken, refreshToken] = [textOf(body.access_token), textOf(body.refresh_token)];
    this.#idToken = textOf(body.id_token) ?? this.#idToken;
    this.held = {
      ...this.held,
      ...(accessToken !== undefined && { accessToken }),
      ...(refreshToken !== undefined && { refreshToken }),
    };
  }

  close(): Promise<void> {
    return this.#browser.close();
  }
}

const openBrowser = (world: World, persona: PersonaId): Browser => {
  const vendor = VENDORS[persona];
  const nearby = { id: persona, title: vendor.title, address: world[persona].address, hosts: hostsOf(vendor) };
  return new Browser('ana', { app: new URL(HOME), personas: [nearby] }, new AbortController().signal);
};
