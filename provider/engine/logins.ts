import type { Login } from '../model/index.ts';
import type { Scene } from '../world/index.ts';

/** What the login behind a grant was about; it outlives its tokens. */
export const readLogin = async (scene: Scene, grantId: string | undefined): Promise<Login | undefined> => {
  if (grantId === undefined) return undefined;
  return (await scene.world.rows.read('Login', grantId))?.payload as Login | undefined;
};

export const writeLogin = async (scene: Scene, login: Login): Promise<void> => {
  const keys = { grantId: login.grantId, sub: login.sub, clientId: login.clientId, persona: scene.persona.id };
  await scene.world.rows.write('Login', login.grantId, { ...login }, keys);
};
