/** All behaviours of the first-party API by area, in order of evaluation. */
import type { Behaviour } from '../../../model/index.ts';
import { clients } from './clients.ts';
import { cors } from './cors.ts';
import { digest } from './digest.ts';
import { keys } from './keys.ts';
import { lives } from './lives.ts';
import { login } from './login.ts';
import { logout } from './logout.ts';
import { oauth } from './oauth.ts';
import { oauthRefusals } from './oauth-refusals.ts';
import { presence } from './presence.ts';
import { registration } from './registration.ts';
import { rolling } from './rolling.ts';
import { signatures } from './signatures.ts';
import { validation } from './validation.ts';

export const behaviours: readonly Behaviour[] = [
  ...clients,
  ...registration,
  ...validation,
  ...login,
  ...lives,
  ...logout,
  ...presence,
  ...digest,
  ...keys,
  ...signatures,
  ...rolling,
  ...oauth,
  ...oauthRefusals,
  ...cors,
];
