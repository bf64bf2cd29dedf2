import type Provider from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { redirectUriFits } from '../model/index.ts';
import { choosesFormat, formatAccessTokens } from './access-token-format.ts';
import { failureOf } from './configuration.ts';
import { clientAtWork, currentCall } from './engine-call.ts';
import { finishIdToken, signPlainIdToken } from './finish-id-token.ts';
import { plainText, shapedText } from './identifiers.ts';
import { allowTokenResponseTypes } from './internals.ts';
import { openJwt } from './jwt.ts';
import { loginOf, readLogin, writeLogin } from './logins.ts';

/** Every redirect answer, success or error, arrives here as data before it is encoded. */
const keepAnswers = (provider: Provider): void => {
  provider.registerResponseMode('lab', async (ctx: KoaContextWithOIDC, redirectUri: string, payload: Record<string, unknown>) => {
    const call = currentCall();
    const grant = 'error' in payload ? undefined : ctx.oidc.entities.Grant;
    if (grant) await grant.save();
    const login = grant && loginOf(grant.jti, grant.accountId ?? '', grant.clientId ?? '');
    if (login) await writeLogin(call.context, login);
    call.answer = { kind: 'answer', redirectUri, payload, ...(login && { login }) };
    ctx.body = '';
  });
};

const KINDS = { AccessToken: 'access-token', RefreshToken: 'refresh-token', AuthorizationCode: 'code' } as const;

/** The engine's model of a token, before it has a text. */
interface TokenModel {
  /** Of access tokens: how it is written. */
  format?: string;
  generateTokenId(): string;
}

/** Token texts are the persona's, and their randomness is ours. */
const shapeTokens = (provider: Provider): void => {
  for (const [model, kind] of Object.entries(KINDS)) {
    const { prototype } = provider[model as keyof typeof KINDS] as unknown as { prototype: TokenModel };
    prototype.generateTokenId = function generateTokenId() {
      if (kind === 'access-token') this.format = 'opaque'; // whatever the API: its format is decided when it is signed
      const made = plainText();
      if (kind === 'access-token' && choosesFormat()) return made; // its text comes with its format
      return shapedText(currentCall().context, kind) ?? made;
    };
  }
};

interface IdTokenModel {
  readonly available: { readonly sub?: string };
  readonly client: { readonly clientId: string };
  readonly ctx: KoaContextWithOIDC;
  issue(options: { readonly use: string }): Promise<string>;
}

/** The engine makes the claims; the persona and the key of the world finish them. */
const finishIdTokens = (provider: Provider): void => {
  const { prototype } = provider.IdToken as unknown as { prototype: IdTokenModel };
  const unsigned = prototype.issue;
  prototype.issue = async function issue(options) {
    const { claims: made } = openJwt(await unsigned.call(this, options));
    const { context } = currentCall();
    const { sid: _session, ...claims } = made as Record<string, unknown>;
    const { params, entities } = this.ctx.oidc;
    const person = await context.world.people.find(this.available.sub ?? '');
    const client = clientAtWork(this.client.clientId);
    if (!person || !client) return signPlainIdToken(claims);
    const { Grant: grant, AccessToken: accessToken } = entities;
    const login = (await readLogin(context, grant?.jti)) ?? loginOf(grant?.jti ?? '', person.sub, client.clientId);
    const scopes = grant?.getOIDCScope().split(' ').filter(Boolean) ?? [];
    const refreshed = params?.grant_type === 'refresh_token';
    return finishIdToken(claims, { person, client, login, scopes, refreshed, accessToken: accessToken?.jti });
  };
};

/** The registration decides where answers may go; the engine's own extra rules (https, no localhost) are the vendor's business. */
const useOurRedirectRules = (provider: Provider): void => {
  const prototype = provider.Client.prototype as unknown as {
    readonly applicationType: string;
    readonly redirectUris: string[];
    redirectUriAllowed(uri: string): boolean;
  };
  prototype.redirectUriAllowed = function redirectUriAllowed(uri) {
    const judged = currentCall().asked?.redirectUriFits;
    if (judged !== undefined) return judged;
    return redirectUriFits({ kind: this.applicationType === 'native' ? 'desktop' : 'web', redirectUris: this.redirectUris }, uri);
  };
  (provider.Client as unknown as { Schema: { prototype: { redirectUris(): void } } }).Schema.prototype.redirectUris = () => {};
};

/** Records the precise cause of an error, which the client does not get. Internal errors keep their stack. */
const listen = (provider: Provider): void => {
  provider.on('grant.error', (_ctx, error) => {
    currentCall().failure = failureOf(error as never);
  });
  provider.on('grant.success', (ctx) => {
    const grantId = ctx.oidc.entities.Grant?.jti;
    if (grantId) currentCall().grantId = grantId;
  });
  provider.on('server_error', (_ctx, error) => {
    currentCall().failure = { error: 'server_error', detail: error.stack ?? String(error) };
  });
};

/** Applies everything undocumented or patched to a fresh provider; a contract test holds each. */
export const applySeams = (provider: Provider): void => {
  allowTokenResponseTypes(provider);
  keepAnswers(provider);
  shapeTokens(provider);
  formatAccessTokens(provider);
  finishIdTokens(provider);
  useOurRedirectRules(provider);
  listen(provider);
};
