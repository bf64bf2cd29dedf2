import type { Login } from '../model/index.ts';
import { type ExchangeContext, nowEpochSeconds } from '../world/index.ts';

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
