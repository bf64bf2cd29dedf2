import type { Stages } from '../model/index.ts';
import { currentCall } from './engine-call.ts';
import { lifetimeOf } from './lifetime.ts';

type Kind = Stages['token.lifetime']['input']['kind'];

/** What brought a token, and the API that it is for. */
export interface TokenOrigin {
  readonly grantType?: string;
  readonly resource?: string;
}

/** Returns the lifetime in seconds of a token that the current call issues. */
export const tokenLifetime = (kind: Kind, plainSeconds: number, { grantType, resource }: TokenOrigin = {}): number => {
  const { context, login, asked, client } = currentCall();
  const params = login?.params ?? asked?.vendorParams ?? {};
  const what = {
    ...(client && { client }),
    ...(grantType !== undefined && { grantType }),
    ...(resource !== undefined && { resource }),
  };
  return lifetimeOf(context, { kind, params, ...what }, plainSeconds);
};
