import { type AuthRequest, type Client, type KnownGrant, type Login, oauthOf } from '../model/index.ts';
import { type ExchangeContext, issuerIn } from '../world/index.ts';
import type { EngineCall } from './engine-call.ts';
import { readLogin } from './logins.ts';

type Form = Readonly<Record<string, string>>;

/** A call that asks for an authorization. */
export type AuthorizationCall = EngineCall & { readonly asked: AuthRequest };

/** Returns the client of a call and its issuer. Default: the issuer of the persona. */
const clientOf = async (
  context: ExchangeContext,
  clientId: string | undefined,
  known: Client | undefined,
): Promise<Pick<EngineCall, 'client' | 'issuer'>> => {
  const { persona, world } = context;
  const client = known ?? (clientId === undefined ? undefined : await world.clients.find(persona.id, clientId));
  return { client, issuer: client ? issuerIn(context, client) : oauthOf(persona).issuer };
};

/** The login of the code or refresh token in a form. */
const loginIn = async (context: ExchangeContext, { code, refresh_token: refreshToken }: Form): Promise<Login | undefined> => {
  const [kind, id] = code === undefined ? ['RefreshToken', refreshToken] : ['AuthorizationCode', code];
  const row = id === undefined ? undefined : await context.world.rows.read(kind ?? '', id);
  return readLogin(context, row?.keys.grantId);
};

/** Opens a call for an authorization request. */
export const openAuthorization = async (context: ExchangeContext, asked: AuthRequest): Promise<AuthorizationCall> => {
  const { client, issuer } = await clientOf(context, asked.params.client_id, asked.client);
  return { context, asked, client, ...(issuer !== undefined && { issuer }) };
};

/** Opens a call for a token request. */
export const openExchange = async (context: ExchangeContext, form: Form, known: KnownGrant): Promise<EngineCall> => {
  const { client, issuer } = await clientOf(context, form.client_id, known.client);
  const login = known.login ?? (await loginIn(context, form));
  return { context, client, login, ...(issuer !== undefined && { issuer }) };
};
