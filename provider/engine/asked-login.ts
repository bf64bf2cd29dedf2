import type { Login } from '../model/index.ts';
import { currentCall } from './engine-call.ts';

/** Records which login a grant is; read back from each of its tokens. */
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
