import type { Step } from '../../oauth/steps.ts';
import type { TokenRequest } from '../../oauth/token/request.ts';
import { refuseForm } from '../../oauth/token/steps.ts';
import { ROTATING_PARAM, rotates } from './refresh-policy.ts';

/** The first login from before a rotation policy that was refreshed under it. */
interface RotationBegun {
  readonly grantId: string;
}

/**
 * A client that begins to rotate has refresh tokens from before. The first one that is used becomes a family; the others of the
 * same user may end.
 */
export const endUnrotated: Step<TokenRequest> = async (asked) => {
  const { form, client, login, grant, ports } = asked;
  if (form.grant_type !== 'refresh_token' || grant.state !== 'live' || !client || !login) return undefined;
  if (!rotates(client) || ROTATING_PARAM in login.params || !ports.engine.secretFits(client, form.client_secret))
    return undefined;
  const begun = ports.collection<RotationBegun>('rotation-begun');
  const id = `${login.sub} ${client.clientId}`;
  const first = await begun.find(id);
  if (!first) await begun.put(id, { grantId: login.grantId });
  const isFirst = first === undefined || first.grantId === login.grantId;
  const { ends } = ports.decide('refresh.unrotated', { isFirst }, { ends: false });
  if (!ends) return undefined;
  await ports.engine.kill({ sub: login.sub, clientId: client.clientId, value: form.refresh_token ?? '' }, 'revoked');
  return refuseForm(asked, 'invalid_grant', 'the refresh token is from before the rotation');
};
