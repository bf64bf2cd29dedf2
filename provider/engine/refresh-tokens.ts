import type { Client, Login } from '../model/index.ts';
import { askBehaviours, type ExchangeContext, nowEpochSeconds } from '../world/index.ts';

const KIND = 'RefreshToken';

/** A use may start the life of a refresh token anew. */
const prolong = async (context: ExchangeContext, value: string, login: Login, client: Client): Promise<void> => {
  const row = await context.world.rows.read(KIND, value);
  if (!row || row.consumedAtEpochSeconds !== undefined) return;
  const times = { firstIssuedAtEpochSeconds: Number(row.payload.iat), nowEpochSeconds: nowEpochSeconds() };
  const life = askBehaviours(context, 'refresh.lifetime', { login, client, used: true, ...times });
  if (!life?.prolongs) return;
  await context.world.rows.amend(KIND, value, { ...row.payload, exp: nowEpochSeconds() + life.lifetimeSeconds });
};

const livingIds = async (context: ExchangeContext, login: Login): Promise<readonly string[]> => {
  const which = { sub: login.sub, clientId: login.clientId, persona: context.persona.id };
  const now = nowEpochSeconds();
  const rows = await context.world.rows.listUnused(KIND, which);
  return rows.filter(({ payload }) => Number(payload.exp) > now).map(({ id }) => id);
};

/** Where a vendor limits how many live at once, the oldest die. */
const makeRoom = async (context: ExchangeContext, login: Login, client: Client): Promise<void> => {
  const ids = await livingIds(context, login);
  const limit = askBehaviours(context, 'refresh.limit', { login, client, living: ids.length });
  const tooMany = limit ? ids.slice(0, Math.max(0, ids.length - limit.most)) : [];
  for (const id of tooMany) await context.world.rows.kill(KIND, { id }, 'over-limit');
};

/** What a successful token request does to the refresh tokens of its account and client. */
export const keepRefreshTokens = async (
  context: ExchangeContext,
  form: Readonly<Record<string, string>>,
  login: Login,
  client: Client,
): Promise<void> => {
  if (form.grant_type === 'refresh_token' && form.refresh_token) await prolong(context, form.refresh_token, login, client);
  if (form.grant_type === 'authorization_code') await makeRoom(context, login, client);
};
