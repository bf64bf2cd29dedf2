import type { Engine, Wanted } from '../model/index.ts';
import { askBehaviours, nowEpochSeconds, randomText, type Scene } from '../world/index.ts';
import { lifetimeOf } from './lifetime.ts';
import { readLogin } from './logins.ts';
import { tokenState } from './tokens.ts';

const MODELS = { 'access-token': 'AccessToken', code: 'AuthorizationCode' } as const;
const PLAIN_LENGTH = 43;

const textFor = (scene: Scene, kind: Wanted['kind']): string =>
  askBehaviours(scene, 'token.value', { kind, random: randomText })?.value ?? randomText(PLAIN_LENGTH);

/** A further token or code of the login behind a living access token: a row like those that the protocol writes itself. */
export const derive = async (scene: Scene, accessToken: string, wanted: Wanted): ReturnType<Engine['derive']> => {
  const state = await tokenState(scene, accessToken);
  const row = await scene.world.rows.read('AccessToken', accessToken);
  if (state.state !== 'live' || !row) return undefined;
  const { kind, grantType, redirectUri } = wanted;
  const plainSeconds = scene.persona.engine.lifetimeSeconds[kind === 'code' ? 'code' : 'accessToken'];
  const params = (await readLogin(scene, row.keys.grantId))?.params ?? {};
  const lifetimeSeconds = lifetimeOf(scene, { kind, grantType, params }, plainSeconds);
  const [value, iat] = [textFor(scene, kind), nowEpochSeconds()];
  const { accountId, clientId, grantId, scope } = row.payload;
  const about = { accountId, clientId, grantId, scope, gty: grantType, ...(redirectUri !== undefined && { redirectUri }) };
  const payload = { ...about, kind: MODELS[kind], jti: value, iat, exp: iat + lifetimeSeconds };
  scene.world.recorder.registerSecret(kind, value);
  await scene.world.rows.write(MODELS[kind], value, payload, row.keys);
  return { value, lifetimeSeconds };
};
