import { type AuthRequest, type Client, redirectUriFits } from '../../model/index.ts';
import { isPkceText } from './pkce.ts';

type Params = Readonly<Record<string, string>>;

/** A request for a code that the engine answers without a decision of its own, as far as its parameters tell. */
export interface CodeRequest {
  readonly client: Client;
  readonly session: string;
  readonly redirectUri: string;
  /** Requested scopes that somebody knows, each once. Not empty. */
  readonly scopes: readonly string[];
  readonly state: string | undefined;
  readonly nonce: string | undefined;
  readonly codeChallenge: string | undefined;
}

/** Parameters that ask for a decision: whether to show a page, whom to accept, where the request itself is. */
const DECISIVE = ['request', 'request_uri', 'registration', 'claims', 'id_token_hint', 'acr_values', 'max_age'] as const;

/** Parameters that only OpenID Connect has. */
const OPENID_ONLY = ['nonce', 'claims_locales'] as const;

const MOST_PARAMETERS = 100;

const SCOPE = /^[\x21\x23-\x5B\x5D-\x7E]+(?: [\x21\x23-\x5B\x5D-\x7E]+)*$/;

/** Whether a scope parameter has the form that the engine accepts. @see https://www.rfc-editor.org/rfc/rfc6749#section-3.3 */
export const isScope = (scope: string): boolean => SCOPE.test(scope);

/** Requested scopes, each once. Without a page for consent `offline_access` is not one of them, and without an API no unknown one. */
const scopesIn = (scope: string, known: ReadonlySet<string>, hasApi: boolean): readonly string[] =>
  [...new Set(scope.split(' '))].filter((each) => each !== 'offline_access' && (hasApi || known.has(each)));

/** Whether a code challenge came with its method, and in its form, or not at all. */
const isChallengeFine = ({ code_challenge: challenge, code_challenge_method: method }: Params): boolean =>
  challenge ? method === 'S256' && isPkceText(challenge) : !method;

const isPlain = (params: Params): boolean =>
  params.response_type === 'code' &&
  (!params.prompt || params.prompt === 'none') &&
  !DECISIVE.some((name) => params[name]) &&
  isChallengeFine(params) &&
  isScope(params.scope ?? '') &&
  Object.keys(params).length <= MOST_PARAMETERS;

const isFitting = ({ redirectUriFits: judged }: AuthRequest, client: Client, uri: string): boolean => {
  if (judged !== undefined) return judged;
  const redirectUris = client.redirectUris.length > 0 ? client.redirectUris : ['https://none.invalid/'];
  return redirectUriFits({ kind: client.kind === 'web' || client.kind === 'spa' ? 'web' : 'desktop', redirectUris }, uri);
};

/** A client whose registration the engine takes: a secret is not empty. Its id is not a name that every object has. */
const isUsable = (client: Client | undefined, clientId: string | undefined): client is Client =>
  client !== undefined && client.clientId === clientId && client.clientSecret !== '' && !(clientId in {});

/** Whether a session has an id that can stand in a cookie. */
const isSessionId = (session: string | undefined): session is string => session !== undefined && /^[\w-]+$/.test(session);

/** Reads an authorization request. Undefined if the engine has to judge it. `known`: scopes that the engine knows. */
export const readCodeRequest = (
  asked: AuthRequest,
  client: Client | undefined,
  known: ReadonlySet<string>,
): CodeRequest | undefined => {
  const { params, session } = asked;
  if (!isSessionId(session) || !isUsable(client, params.client_id) || !isPlain(params)) return undefined;
  const { redirect_uri: redirectUri = '', state, nonce } = params;
  if (![redirectUri, state, nonce].every((text) => text === undefined || text.isWellFormed())) return undefined;
  const scopes = scopesIn(params.scope ?? '', known, Boolean(asked.resource));
  if (scopes.length === 0 || (!scopes.includes('openid') && OPENID_ONLY.some((name) => params[name]))) return undefined;
  if (redirectUri === '' || !isFitting(asked, client, redirectUri)) return undefined;
  const codeChallenge = params.code_challenge || undefined;
  return { client, session, redirectUri, scopes, state: state || undefined, nonce: nonce || undefined, codeChallenge };
};
