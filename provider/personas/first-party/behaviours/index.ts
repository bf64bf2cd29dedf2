/** All behaviours of the first-party API by area, in order of evaluation. */
import type { Behaviour } from '../../../model/index.ts';
import { cors } from './cors.ts';
import { lives } from './lives.ts';
import { login } from './login.ts';
import { logout } from './logout.ts';
import { registration } from './registration.ts';

export const behaviours: readonly Behaviour[] = [...registration, ...login, ...lives, ...logout, ...cors];
