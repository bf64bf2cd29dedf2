/** How the Graph API differs from a resource server as RFC 6750 has it, in the order in which it speaks. */
import type { Behaviour } from '../../../../model/index.ts';
import { access } from './access.ts';
import { account } from './account.ts';
import { afterToken, beforeToken } from './call.ts';
import { cors } from './cors.ts';
import { inspection } from './inspection.ts';
import { method } from './method.ts';
import { profile, removal } from './profile.ts';
import { envelope, reply } from './reply.ts';
import { request } from './request.ts';
import { session } from './session.ts';
import { tokenDeath } from './token-death.ts';

export const graphBehaviours: readonly Behaviour[] = [
  ...method,
  ...access,
  ...beforeToken,
  ...tokenDeath,
  ...afterToken,
  ...inspection,
  ...request,
  ...envelope,
  ...profile,
  ...removal,
  ...reply,
  ...session,
  ...account,
  ...cors,
];
