/** The scenarios. One story a file; its path is its id. */
import type { Scenario } from '../model/index.ts';
import accessDenied from './login/access-denied.ts';
import callbackReplayed from './login/callback-replayed.ts';
import codePkceHappyPath from './login/code-pkce-happy-path.ts';
import csrfBrowserBound from './login/csrf-browser-bound.ts';
import googleImplicitRegrant from './login/google-implicit-regrant.ts';
import nonceMismatchRejected from './login/nonce-mismatch-rejected.ts';
import stateMismatchRejected from './login/state-mismatch-rejected.ts';
import twoTabsInterleaved from './login/two-tabs-interleaved.ts';
import validClaimVariantsAccepted from './login/valid-claim-variants-accepted.ts';
import onlineAccessResumeRequest from './reauth/online-access-resume-request.ts';
import omittedRefreshTokenIsKept from './refresh/omitted-refresh-token-is-kept.ts';
import onlineAccessHasNone from './refresh/online-access-has-none.ts';
import oneRefreshOneRetry from './resource/401-one-refresh-one-retry.ts';

/** Every scenario, by area, as a person would meet them. */
export const SCENARIOS: readonly Scenario[] = [
  codePkceHappyPath,
  stateMismatchRejected,
  csrfBrowserBound,
  nonceMismatchRejected,
  accessDenied,
  callbackReplayed,
  twoTabsInterleaved,
  validClaimVariantsAccepted,
  googleImplicitRegrant,
  onlineAccessHasNone,
  omittedRefreshTokenIsKept,
  onlineAccessResumeRequest,
  oneRefreshOneRetry,
];
