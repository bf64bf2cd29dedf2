import type { Delivery, Encoding } from './delivery.ts';
import type { DeathCause, Login, OauthFailure, TokenState } from './engine.ts';
import type { HeaderList, LabRequest, Reply } from './http.ts';
import type { LifetimeStages } from './lifetime-stages.ts';
import type { Client, Person } from './people.ts';
import type { AuthorizeRefusal, VendorFailure } from './vendor-refusal.ts';

type Params = Readonly<Record<string, string>>;
type Json = Readonly<Record<string, unknown>>;

declare global {
  /** Stages that a persona has to itself, with what a behaviour sees there and may decide. Its folder adds them. */
  interface LoginLabStages {}
}

/**
 * The moments at which a persona may differ from the plain engine: what a behaviour sees, and what it may decide.
 * Here stand those that shared code asks, or several personas; one that a single persona asks stands in its `stages.ts`.
 */
export interface SharedStages extends LifetimeStages {
  /** Under which method a request counts that names another one. `url`: with parameters that came in the body. */
  'request.method': { input: { request: LabRequest }; decision: { method: string; url?: URL } };
  /** A question of a browser whether a page of another origin may send a request. @see https://fetch.spec.whatwg.org/#cors-preflight-request */
  preflight: { input: { request: LabRequest }; decision: { reply: Reply } };
  /** A vendor's request on its way into the protocol. Folded: each behaviour sees what the earlier ones made of it. */
  'authorize.request': {
    /** `repeated`: names that came more than once. */
    input: { params: Params; client?: Client; repeated?: readonly string[] };
    decision: { params: Params; repeated?: readonly string[] };
  };
  /** An authorization request that the vendor refuses on a page of its own. */
  'authorize.refuse': {
    input: {
      params: Params;
      client?: Client;
      request: LabRequest;
      known: { scopes: ReadonlySet<string> };
      /** Set when the engine itself refused the request. */
      failure?: OauthFailure;
      /** Whether the redirect URI is one of the client's. */
      redirectUriFits?: boolean;
    };
    decision: AuthorizeRefusal;
  };
  /** Whether a redirect URI is one of the client's. */
  'redirect-uri': { input: { redirectUri: string; client: Client }; decision: { fits: boolean } };
  /** An account that may not use this client, on a page of the vendor's own. */
  'account.refuse': {
    input: { params: Params; client: Client; person: Person; asked: readonly string[] };
    decision: AuthorizeRefusal;
  };
  /** Whom the account chooser offers. Folded. */
  'account.offer': { input: { params: Params; people: readonly Person[] }; decision: { people: readonly Person[] } };
  /** Which of the signed-in accounts answers. `ask`: the account chooser is shown. */
  'account.choose': { input: { params: Params; signedIn: readonly Person[] }; decision: { account: Person | 'ask' } };
  /** `prompt=none`, and the person would have to do something. */
  'authorize.silent-failure': {
    input: { params: Params; missing: 'login' | 'account' | 'consent' };
    /** `subtype`: a second code, which no specification has. */
    decision: { error: string; description?: string; subtype?: string };
  };
  /** Which scopes count as granted before anybody is asked. Folded. */
  'consent.remembered': {
    input: {
      consented: readonly string[];
      declined?: readonly string[];
      asked: readonly string[];
      client: Client;
      params?: Params;
      scopes: readonly string[];
    };
    /** `settled`: declined before, and not asked again. */
    decision: { scopes: readonly string[]; settled?: readonly string[] };
  };
  /** Whether the consent page is shown. */
  'consent.show': {
    input: { params: Params; asked: readonly string[]; missing: readonly string[] };
    decision: { show: boolean };
  };
  /** What a person answers before the consent page is even seen; nothing: the page is shown. */
  'consent.answer': { input: { person: Person; client: Client; asked: readonly string[] }; decision: { answer: 'deny' } };
  /** Whether single scopes can be declined on the consent page. */
  'consent.granular': {
    input: { asked: readonly string[]; params?: Params; client?: Client };
    decision: { optional: readonly string[] };
  };
  /** Scopes granted before that the new tokens cover besides those asked. */
  'consent.combine': {
    input: { params: Params; asked: readonly string[]; consented: readonly string[]; client: Client };
    decision: { scopes: readonly string[] };
  };
  /** By which way the answer reaches the app. */
  'authorize.deliver': { input: { params: Params; client: Client; failed?: boolean; by?: Delivery }; decision: { by: Delivery } };
  /** Parameters of the redirect back to the app, in order. Folded. */
  'authorize.answer': {
    input: {
      params: Params;
      payload: Json;
      answer: readonly (readonly [string, string])[];
      encoding: Encoding;
      client: Client;
      person?: Person;
      login?: Login;
      authuser: number;
      shown: 'consent' | 'none';
      issuer: string;
      by?: Delivery;
      nowEpochSeconds?: number;
    };
    decision: { answer: readonly (readonly [string, string])[]; encoding: Encoding };
  };
  /** The finished address that the browser is sent back to. Folded. */
  'authorize.location': {
    input: { location: string; by: Delivery; params: Params; client: Client; failed: boolean; shown: 'consent' | 'none' };
    decision: { location: string };
  };
  /** Whether somebody who is signed in has to sign in again. */
  'sign-in.again': { input: { params: Params; client: Client; person: Person }; decision: { again: boolean } };
  /** The text of a token about to be issued. */
  'token.value': {
    input: { kind: 'access-token' | 'refresh-token' | 'code'; random: (length: number) => string };
    decision: { value: string };
  };
  /**
   * The format of an access token about to be issued. `header` and `claims` are those of the plain JWT (RFC 9068). Where it
   * is opaque, `token.value` is asked next.
   */
  'access-token.format': {
    input: {
      /** The API that it is for, as the persona asked for it; absent: none was named. */
      resource?: string;
      client: Client;
      scopes: readonly string[];
      /** What brought it: `implicit`, `authorization_code`, `refresh_token` … */
      grantType?: string;
      login?: Login;
      person?: Person;
      header: Json;
      claims: Json;
    };
    /**
     * `header` and `claims`: whole, in order, in place of the plain ones. `audience`: what the lab remembers, and the plain `aud`.
     * `secret`: signs a JWT by HMAC. `value`: the text of an opaque token, in place of `token.value`.
     */
    decision: {
      format: 'opaque' | 'jwt';
      audience?: string | readonly string[];
      header?: Json;
      claims?: Json;
      secret?: string;
      value?: string;
    };
  };
  /** Seconds that a token lives. */
  'token.lifetime': {
    input: {
      kind: 'access-token' | 'refresh-token' | 'code' | 'id-token';
      /** What brought an access token: `implicit`, `authorization_code`, or a grant type of the vendor's own. */
      grantType?: string;
      /** The API that an access token is for, where one was named. */
      resource?: string;
      client?: Client;
      /** The vendor's own request parameters of the login. */
      params: Params;
      nowEpochSeconds: number;
    };
    decision: { lifetimeSeconds: number };
  };
  /** A token form on its way into the protocol. Folded. */
  'token.request': {
    input: { form: Params; request: LabRequest; login?: Login; client?: Client; grant?: TokenState; takes?: boolean };
    /** `takes`: the request counts although it is no POST. */
    decision: { form: Params; takes?: boolean };
  };
  /** A token request that the vendor refuses without asking the protocol. `kill`: the grant's token dies of it. */
  'token.refuse': {
    input: { form: Params; client?: Client; person?: Person; grant: TokenState; nowEpochSeconds: number };
    decision: { status: number; body: Json; kill?: DeathCause };
  };
  /** Status and body of a successful token answer. Folded. */
  'token.reply': {
    input: { body: Json; form: Params; login?: Login; client?: Client; refreshToken?: TokenState; nowEpochSeconds?: number };
    decision: { body: Json };
  };
  /** Status and body of a refused token request. */
  'token.error': {
    input: { failure: OauthFailure; form: Params; client?: Client; grant: TokenState; nowEpochSeconds: number };
    decision: { status: number; body: Json };
  };
  /** Whether a code that comes back ends the tokens that it brought. */
  'code.reuse': { input: { clientId: string }; decision: { ends: boolean } };
  /** Whether a failed exchange spends the code that was sent. */
  'code.after-failure': {
    input: { failure: OauthFailure; form: Params; grant: TokenState };
    decision: { spent: boolean };
  };
  /** Header and claims of an ID token, in order. Folded. */
  'id-token': {
    input: {
      header: Json;
      claims: Json;
      person: Person;
      client: Client;
      scopes: readonly string[];
      login?: Login;
      /** The access token that goes out beside it, if any. */
      accessToken?: string;
      refreshed: boolean;
    };
    /** `alg: 'HS256'` in the header: signed with the secret of the client. */
    decision: { header: Json; claims: Json };
  };
  /** A document that the vendor publishes: discovery, JWKS. */
  document: {
    input: {
      name: 'discovery' | 'jwks' | 'certificates';
      plain: Json;
      issuer: string;
      address: (vendorUrl: string) => string;
      nowEpochSeconds: number;
      /** Certificates of the keys in PEM by key id, where the vendor publishes them beside. */
      certificates?: Readonly<Record<string, string>>;
    };
    decision: { body: Json; headers: readonly (readonly [string, string])[] };
  };
  /** Body of a userinfo or tokeninfo answer. Folded. */
  'identity.reply': {
    input: {
      version: string;
      /** What earlier behaviours made of it. */
      body?: Json;
      params?: Params;
      accountId?: string;
      /** What the person lets the app know today. */
      granted?: readonly string[];
      person: Person;
      scopes: readonly string[];
      token: TokenState;
      plain: Json;
      nowEpochSeconds: number;
    };
    decision: { body: Json };
  };
  /** Where an API looks for the access token. */
  'api.token': {
    /** `oauth`: from a header of the scheme `OAuth`, which came before `Bearer`. */
    input: { header?: string; query?: string; body?: string; oauth?: string };
    decision: { token: string | undefined };
  };
  /** An API or identity endpoint refuses a token, or the request itself (`request`, with the `problem`). */
  'api.refuse': {
    input: {
      api: string;
      why: 'no-token' | 'bad-token' | 'scope' | 'request' | 'quota' | 'disabled';
      token: TokenState;
      nowEpochSeconds: number;
      needed: readonly string[];
      plain: Reply;
      problem?: { status: number; reason: string; message: string; location?: string };
      /** The same in the vendor's own numbers. */
      failure?: VendorFailure;
    };
    decision: { reply: Reply };
  };
  /** Whether a caller has had enough. `calls`: in the last minute, this one included. */
  'api.quota': {
    input: { api: string; person: Person; calls: number };
    /** `headers`: what the caller is told of its quota with every answer. */
    decision: { exceeded: boolean; headers?: HeaderList };
  };
  /** Whether a visit to the vendor's sign-out address signs the browser out, and where it goes on. */
  logout: {
    input: { params: Params; token?: TokenState; client?: Client; isSignedIn?: boolean };
    decision: { signOut: boolean; to?: string };
  };
  /** A person, the tenant or the lab takes back what was granted: whether access tokens live on until they expire. */
  'grant.revoke': { input: { person: Person }; decision: { sparesAccessTokens: boolean } };
  /** What a revocation request does and answers: `grant` ends one login, `everything` all that the person granted there. */
  revoke: {
    input: { token: TokenState; nowEpochSeconds: number; method: string; host: string; plain: Reply };
    decision: { reach: 'token' | 'grant' | 'everything' | 'none'; reply: Reply };
  };
  /** A finished reply, before it is sent. Folded. */
  reply: {
    input: { endpoint: string; reply: Reply; request: LabRequest; random: (length: number) => string };
    decision: { reply: Reply };
  };
  /** A person took back everything from an app: what the vendor posts to the app's registered address of that kind. */
  'app.removed': {
    input: { kind: 'deauthorize' | 'data-deletion'; client: Client; accountId: string; nowEpochSeconds: number };
    /** `wants`: members that the JSON of the app's answer has to have. */
    decision: { url: string; form: Params; wants?: readonly string[] };
  };
}

/** Every stage, shared or of one persona. */
export interface Stages extends SharedStages, LoginLabStages {}

export type Stage = keyof Stages;
