import { type DerivedTokenRequest, type Engine, oauthOf } from '../model/index.ts';
import { type ExchangeContext, nowEpochSeconds } from '../world/index.ts';
import { plainText, shapedText } from './identifiers.ts';
import { lifetimeOf } from './lifetime.ts';
import { readLogin } from './logins.ts';
import { tokenState } from './tokens.ts';

const MODELS = { 'access-token': 'AccessToken', code: 'AuthorizationCode' } as const;
/** A further token or code of the login behind a living access token: a row like those that the protocol writes itself. */
export const derive = async (
  context: ExchangeContext,
  accessToken: string,
  wanted: DerivedTokenRequest,
): ReturnType<Engine['derive']> => {
  const state = await tokenState(context, accessToken);
  const row = await context.world.rows.read('AccessToken', accessToken);
  if (state.state !== 'live' || !row) return undefined;
  const { kind, grantType, redirectUri } = wanted;
  const plainSeconds = oauthOf(context.persona).lifetimeSeconds[kind === 'code' ? 'code' : 'accessToken'];
  const params = (await readLogin(context, row.keys.grantId))?.params ?? {};
  const lifetimeSeconds = lifetimeOf(context, { kind, grantType, params }, plainSeconds);
  const [value, iat] = [shapedText(context, kind) ?? plainText(), nowEpochSeconds()];
  const { accountId, clientId, grantId, scope, aud } = row.payload;
  const whom = { ...(aud !== undefined && { aud }), ...(redirectUri !== undefined && { redirectUri }) };
  const about = { accountId, clientId, grantId, scope, gty: grantType, ...whom };
  const payload = { ...about, kind: MODELS[kind], jti: value, iat, exp: iat + lifetimeSeconds };
  await context.world.rows.write(MODELS[kind], value, payload, row.keys);
  return { value, lifetimeSeconds };
};
