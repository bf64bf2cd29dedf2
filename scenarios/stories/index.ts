/** What people ask about their login, in the order of the systems they have. */
import { FACEBOOK_WINDOW } from './facebook-window.ts';
import { MOBILE_APP } from './mobile-app.ts';
import { ONLINE_ACCESS } from './online-access.ts';
import { OWN_API } from './own-api.ts';
import { REGISTRATION_BY_MAIL } from './registration-by-mail.ts';
import { ROLLING_TOKENS } from './rolling-tokens.ts';
import type { Story } from './story.ts';

export { type ClientPair, pairOf, parseClient, type Story, scenarioOf } from './story.ts';

export const STORIES: readonly Story[] = [
  ...ONLINE_ACCESS,
  ...REGISTRATION_BY_MAIL,
  ...MOBILE_APP,
  ...OWN_API,
  ...FACEBOOK_WINDOW,
  ...ROLLING_TOKENS,
];
