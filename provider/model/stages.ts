import type { DeathCause, KeyProof, Login, OauthFailure, TokenState } from './engine.ts';
import type { LabRequest, Reply } from './http.ts';
import type { Client, Person } from './people.ts';

type Params = Readonly<Record<string, string>>;
type Json = Readonly<Record<string, unknown>>;

/** How an authorization answer travels: in the address, in a form that the browser posts, or to the window that opened it. */
export type Delivery = 'query' | 'fragment' | 'form_post' | 'post_message';

/**
 * The moments at which a persona may differ from the plain engine: what a behaviour sees, and what it may decide.
 * The list is closed; a new moment is a new line here and one call of `decide` where it happens.
 */
export interface Stages {
  /** A vendor's request on its way into the protocol. Folded: each behaviour sees what the earlier ones made of it. */
  'authorize.request': { turn: { params: Params; client?: Client }; decision: { params: Params } };
  /** An authorization request that the vendor refuses on a page of its own. */
  'authorize.refuse': {
    turn: {
      params: Params;
      client?: Client;
      request: LabRequest;
      known: { scopes: ReadonlySet<string> };
      /** Set when the engine itself refused the request. */
      failure?: OauthFailure;
      /** Whether the redirect URI is one of the client's. */
      redirectUriFits?: boolean;
    };
    decision: { status: number; error: string; description: string; helpUrl?: string };
  };
  /** Whether a redirect URI is one of the client's. */
  'redirect-uri': { turn: { redirectUri: string; client: Client }; decision: { fits: boolean } };
  /** An account that may not use this client, on a page of the vendor's own. */
  'account.refuse': {
    turn: { params: Params; client: Client; person: Person; asked: readonly string[] };
    decision: { status: number; error: string; description: string; helpUrl?: string };
  };
  /** Whom the account chooser offers. Folded. */
  'account.offer': { turn: { params: Params; people: readonly Person[] }; decision: { people: readonly Person[] } };
  /** Which of the signed-in accounts answers. `ask`: the account chooser is shown. */
  'account.choose': { turn: { params: Params; signedIn: readonly Person[] }; decision: { account: Person | 'ask' } };
  /** Whether an account that was picked on the chooser still has to say which of its own it means (brand accounts). */
  'account.delegate': { turn: { params: Params; person: Person; asked: readonly string[] }; decision: { ask: boolean } };
  /** `prompt=none`, and the person would have to do something. */
  'authorize.silent-failure': {
    turn: { params: Params; missing: 'login' | 'account' | 'consent' };
    decision: { error: string; description?: string };
  };
  /** Which scopes count as granted before anybody is asked. */
  'consent.remembered': {
    turn: { consented: readonly string[]; asked: readonly string[]; client: Client };
    decision: { scopes: readonly string[] };
  };
  /** Whether the consent page is shown. */
  'consent.show': { turn: { params: Params; asked: readonly string[]; missing: readonly string[] }; decision: { show: boolean } };
  /** Whether single scopes can be declined on the consent page. */
  'consent.granular': {
    turn: { asked: readonly string[]; params?: Params; client?: Client };
    decision: { optional: readonly string[] };
  };
  /** Scopes granted before that the new tokens cover besides those asked. */
  'consent.combine': {
    turn: { params: Params; asked: readonly string[]; consented: readonly string[]; client: Client };
    decision: { scopes: readonly string[] };
  };
  /** By which way the answer reaches the app. */
  'authorize.deliver': { turn: { params: Params; client: Client }; decision: { by: Delivery } };
  /** Parameters of the redirect back to the app, in order. Folded. */
  'authorize.answer': {
    turn: {
      params: Params;
      payload: Json;
      answer: readonly (readonly [string, string])[];
      encoding: 'form' | 'percent';
      client: Client;
      person?: Person;
      login?: Login;
      authuser: number;
      shown: 'consent' | 'none';
      issuer: string;
      by?: Delivery;
    };
    decision: { answer: readonly (readonly [string, string])[]; encoding: 'form' | 'percent' };
  };
  /** A refresh token with this code exchange? */
  'refresh.issue': { turn: { login: Login; client: Client }; decision: { issue: boolean } };
  /** A new refresh token with this refresh? */
  'refresh.rotate': { turn: { login: Login; client: Client }; decision: { rotate: boolean } };
  /** Seconds that a refresh token lives, and whether using it starts them anew. */
  'refresh.lifetime': {
    turn: { login: Login; client: Client; used: boolean };
    decision: { lifetimeSeconds: number; prolongs: boolean };
  };
  /** How many refresh tokens of one account and client may live; the oldest make room. Asked after one more was issued. */
  'refresh.limit': { turn: { login: Login; client: Client; living: number }; decision: { most: number } };
  /** The text of a token about to be issued. */
  'token.value': {
    turn: { kind: 'access-token' | 'refresh-token' | 'code'; random: (length: number) => string };
    decision: { value: string };
  };
  /** Seconds that a token lives. */
  'token.lifetime': {
    turn: { kind: 'access-token' | 'refresh-token' | 'code' | 'id-token' };
    decision: { lifetimeSeconds: number };
  };
  /** A token form on its way into the protocol. Folded. */
  'token.request': { turn: { form: Params; request: LabRequest; login?: Login }; decision: { form: Params } };
  /** A token request that the vendor refuses without asking the protocol. `kill`: the grant's token dies of it. */
  'token.refuse': {
    turn: { form: Params; client?: Client; person?: Person; grant: TokenState; nowEpochSeconds: number };
    decision: { status: number; body: Json; kill?: DeathCause };
  };
  /** A token request with a proof of a key, or with a token bound to one. `nonce`: the one that a proof has to carry. */
  'token.key': {
    turn: { form: Params; proof: KeyProof; nonce: string; boundTo?: string };
    decision: { refuse?: { error: string; description: string }; bindTo?: string };
  };
  /** Status and body of a successful token answer. Folded. */
  'token.reply': {
    turn: { body: Json; form: Params; login?: Login; client?: Client; refreshToken?: TokenState; nowEpochSeconds?: number };
    decision: { body: Json };
  };
  /** Status and body of a refused token request. */
  'token.error': {
    turn: { failure: OauthFailure; form: Params; client?: Client; grant: TokenState; nowEpochSeconds: number };
    decision: { status: number; body: Json };
  };
  /** Whether a failed exchange spends the code that was sent. */
  'code.after-failure': {
    turn: { failure: OauthFailure; form: Params; grant: TokenState };
    decision: { spent: boolean };
  };
  /** Header and claims of an ID token, in order. Folded. */
  'id-token': {
    turn: {
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
    decision: { header: Json; claims: Json };
  };
  /** A document that the vendor publishes: discovery, JWKS. */
  document: {
    turn: {
      name: 'discovery' | 'jwks' | 'certificates';
      plain: Json;
      issuer: string;
      address: (vendorUrl: string) => string;
      nowEpochSeconds: number;
    };
    decision: { body: Json; headers: readonly (readonly [string, string])[] };
  };
  /** Body and headers of a userinfo or tokeninfo answer. */
  'identity.reply': {
    turn: {
      version: string;
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
    turn: { header?: string; query?: string; body?: string };
    decision: { token: string | undefined };
  };
  /** An API or identity endpoint refuses a token, or the request itself (`request`, with the `problem`). */
  'api.refuse': {
    turn: {
      api: string;
      why: 'no-token' | 'bad-token' | 'scope' | 'request' | 'quota' | 'disabled';
      token: TokenState;
      needed: readonly string[];
      plain: Reply;
      problem?: { status: number; reason: string; message: string; location?: string };
    };
    decision: { reply: Reply };
  };
  /** Whether a caller has had enough. `calls`: in the last minute, this one included. */
  'api.quota': { turn: { api: string; person: Person; calls: number }; decision: { exceeded: boolean } };
  /** Whether a visit to the vendor's sign-out address signs the browser out, and where it goes on. */
  logout: { turn: { params: Params }; decision: { signOut: boolean; to?: string } };
  /** What a revocation request does and answers: `grant` ends one login, `everything` all that the person granted there. */
  revoke: {
    turn: { token: TokenState; method: string; host: string; plain: Reply };
    decision: { reach: 'token' | 'grant' | 'everything' | 'none'; reply: Reply };
  };
  /** A finished reply, before it is sent. Folded. */
  reply: { turn: { endpoint: string; reply: Reply; request: LabRequest }; decision: { reply: Reply } };
}

export type Stage = keyof Stages;

/** How answers of several behaviours combine: the first one wins, or each works on what the earlier ones left. */
export const STAGE_MERGE = {
  'authorize.request': 'fold',
  'authorize.refuse': 'first',
  'redirect-uri': 'first',
  'account.refuse': 'first',
  'account.offer': 'fold',
  'account.choose': 'first',
  'account.delegate': 'first',
  'authorize.silent-failure': 'first',
  'consent.remembered': 'first',
  'consent.show': 'first',
  'consent.granular': 'first',
  'consent.combine': 'first',
  'authorize.deliver': 'first',
  'authorize.answer': 'fold',
  'refresh.issue': 'first',
  'refresh.rotate': 'first',
  'refresh.lifetime': 'first',
  'refresh.limit': 'first',
  'token.value': 'first',
  'token.lifetime': 'first',
  'token.request': 'fold',
  'token.refuse': 'first',
  'token.key': 'first',
  'token.reply': 'fold',
  'token.error': 'first',
  'code.after-failure': 'first',
  'id-token': 'fold',
  document: 'first',
  'identity.reply': 'first',
  'api.token': 'first',
  'api.refuse': 'first',
  'api.quota': 'first',
  logout: 'first',
  revoke: 'first',
  reply: 'fold',
} as const satisfies Record<Stage, 'first' | 'fold'>;

/** Stages at which an answer that is already decided gets its form. */
const SHAPES_ONLY: ReadonlySet<Stage> = new Set([
  'authorize.answer',
  'authorize.deliver',
  'authorize.request',
  'document',
  'id-token',
  'identity.reply',
  'reply',
  'token.lifetime',
  'token.reply',
  'token.request',
  'token.value',
]);

/** Whether what a behaviour says at a stage decides something; else it only shapes an answer. */
export const isDecisive = (stage: Stage): boolean => !SHAPES_ONLY.has(stage);
