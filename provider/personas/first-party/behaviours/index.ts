/** All behaviours of the first-party API by area, in order of evaluation. */
import type { Behaviour } from '../../../model/index.ts';
import { clients } from './clients.ts';
import { cors } from './cors.ts';
import { lives } from './lives.ts';
import { login } from './login.ts';
import { logout } from './logout.ts';
import { presence } from './presence.ts';
import { registration } from './registration.ts';
import { validation } from './validation.ts';

export const behaviours: readonly Behaviour[] = [
  ...clients,
  ...registration,
  ...validation,
  ...login,
  ...lives,
  ...logout,
  ...presence,
  ...cors,
];
