import type { Client, Login } from '../model/index.ts';
import { askBehaviours, nowEpochSeconds, type Scene } from '../world/index.ts';

const KIND = 'RefreshToken';

/** A use may start the life of a refresh token anew. */
const prolong = async (scene: Scene, value: string, login: Login, client: Client): Promise<void> => {
  const life = askBehaviours(scene, 'refresh.lifetime', { login, client, used: true });
  if (!life?.prolongs) return;
  const row = await scene.world.rows.read(KIND, value);
  if (!row || row.consumedAtEpochSeconds !== undefined) return;
  await scene.world.rows.amend(KIND, value, { ...row.payload, exp: nowEpochSeconds() + life.lifetimeSeconds });
};

const livingIds = async (scene: Scene, login: Login): Promise<readonly string[]> => {
  const which = { sub: login.sub, clientId: login.clientId, persona: scene.persona.id };
  const now = nowEpochSeconds();
  return (await scene.world.rows.list(KIND, which))
    .filter(
      ({ died, consumedAtEpochSeconds, payload }) => !died && consumedAtEpochSeconds === undefined && Number(payload.exp) > now,
    )
    .map(({ id }) => id);
};

/** Where a vendor limits how many live at once, the oldest die. */
const makeRoom = async (scene: Scene, login: Login, client: Client): Promise<void> => {
  const ids = await livingIds(scene, login);
  const limit = askBehaviours(scene, 'refresh.limit', { login, client, living: ids.length });
  const tooMany = limit ? ids.slice(0, Math.max(0, ids.length - limit.most)) : [];
  for (const id of tooMany) await scene.world.rows.kill(KIND, { id }, 'over-limit');
};

/** What a successful token request does to the refresh tokens of its account and client. */
export const keepRefreshTokens = async (scene: Scene, form: Readonly<Record<string, string>>, login: Login): Promise<void> => {
  const client = await scene.world.clients.find(scene.persona.id, login.clientId);
  if (!client) return;
  if (form.grant_type === 'refresh_token' && form.refresh_token) await prolong(scene, form.refresh_token, login, client);
  if (form.grant_type === 'authorization_code') await makeRoom(scene, login, client);
};
