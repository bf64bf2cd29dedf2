/** The stories of `compare`, in the order in which they are told. */
import type { CompareStory } from '../story.ts';
import { answerLost } from './answer-lost.ts';
import { consentDeclined } from './consent-declined.ts';
import { expiredCode } from './expired-code.ts';
import { firstLogin } from './first-login.ts';
import { logoutAndLogin } from './logout-and-login.ts';
import { missingEmail } from './missing-email.ts';
import { moreScopesLater } from './more-scopes-later.ts';
import { nextDayOffline } from './next-day-offline.ts';
import { nextDayOnline } from './next-day-online.ts';
import { partlyDeclined } from './partly-declined.ts';
import { passwordChanged } from './password-changed.ts';
import { providerDown } from './provider-down.ts';
import { refreshTwice } from './refresh-twice.ts';
import { revokedByTheUser } from './revoked-by-the-user.ts';
import { secondLogin } from './second-login.ts';
import { silentLogin } from './silent-login.ts';
import { tokenOfAnotherApp } from './token-of-another-app.ts';
import { twoRefreshesAtOnce } from './two-refreshes-at-once.ts';

export const COMPARE_STORIES: readonly CompareStory[] = [
  firstLogin,
  secondLogin,
  nextDayOnline,
  nextDayOffline,
  refreshTwice,
  twoRefreshesAtOnce,
  answerLost,
  revokedByTheUser,
  passwordChanged,
  consentDeclined,
  partlyDeclined,
  moreScopesLater,
  silentLogin,
  logoutAndLogin,
  tokenOfAnotherApp,
  expiredCode,
  missingEmail,
  providerDown,
];
