import type { Login } from '../model/index.ts';
import { type ExchangeContext, nowEpochSeconds } from '../world/index.ts';
import { currentCall } from './engine-call.ts';

/** What the login behind a grant was about; it outlives its tokens. */
export const readLogin = async (context: ExchangeContext, grantId: string | undefined): Promise<Login | undefined> => {
  if (grantId === undefined) return undefined;
  return (await context.world.rows.read('Login', grantId))?.payload as Login | undefined;
};

export const writeLogin = async (context: ExchangeContext, login: Login): Promise<void> => {
  const keys = { grantId: login.grantId, sub: login.sub, clientId: login.clientId, persona: context.persona.id };
  await context.world.rows.write('Login', login.grantId, { ...login, authorizedAtEpochSeconds: nowEpochSeconds() }, keys);
};

/** When a person last went through the vendor's pages for a client. */
export const lastLogin = async (context: ExchangeContext, sub: string, clientId: string): Promise<number | undefined> => {
  const last = await context.world.rows.newest('Login', { sub, clientId, persona: context.persona.id });
  return last && Number(last.payload.authorizedAtEpochSeconds);
};

/** The login of a grant: the one of the current call, or one read from the world. */
export const loginBehind = async (grantId: string | undefined): Promise<Login | undefined> => {
  const { context, login } = currentCall();
  return login && login.grantId === grantId ? login : readLogin(context, grantId);
};

/** Records which login a grant is; read back from each of its tokens. Undefined unless the current call asks for an authorization. */
export const loginOf = (grantId: string, sub: string, clientId: string): Login | undefined => {
  const { asked } = currentCall();
  if (!asked) return undefined;
  return {
    grantId,
    sub,
    clientId,
    scopes: asked.granted.filter((scope) => !asked.declined?.includes(scope)),
    consentShown: asked.consentShown,
    flow: asked.flow,
    params: asked.vendorParams,
    ...(asked.resource && { resource: asked.resource }),
    ...(asked.session !== undefined && { session: asked.session }),
    ...(asked.signedInAtEpochSeconds !== undefined && { signedInAtEpochSeconds: asked.signedInAtEpochSeconds }),
    ...(asked.grantedForSeconds !== undefined && { grantedForSeconds: asked.grantedForSeconds }),
  };
};
