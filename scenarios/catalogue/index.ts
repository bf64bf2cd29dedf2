/** The scenarios. One story a file; its path is its id. */
import type { Scenario } from '../model/index.ts';
import codePkceHappyPath from './login/code-pkce-happy-path.ts';
import stateMismatchRejected from './login/state-mismatch-rejected.ts';
import localSessionEnded from './logout/local-session-ended.ts';
import noEndSessionEndpoint from './logout/no-end-session-endpoint.ts';
import tokensRevoked from './logout/tokens-revoked.ts';
import grantRevokedAtProvider from './reauth/grant-revoked-at-provider.ts';
import loopGuard from './reauth/loop-guard.ts';
import onlineAccessResumeRequest from './reauth/online-access-resume-request.ts';
import promptNoneFallback from './reauth/prompt-none-fallback.ts';
import stepUpInsufficientScope from './reauth/step-up-insufficient-scope.ts';
import userSwitched from './reauth/user-switched.ts';
import omittedRefreshTokenIsKept from './refresh/omitted-refresh-token-is-kept.ts';
import onlineAccessHasNone from './refresh/online-access-has-none.ts';
import oneRefreshOneRetry from './resource/401-one-refresh-one-retry.ts';
import forbiddenIsNotExpiry from './resource/403-is-not-expiry.ts';
import bearerInHeader from './resource/bearer-in-header.ts';
import redirectDoesNotLeakToken from './resource/redirect-does-not-leak-token.ts';

/** Every scenario, by area, as a person would meet them. */
export const SCENARIOS: readonly Scenario[] = [
  codePkceHappyPath,
  stateMismatchRejected,
  onlineAccessHasNone,
  omittedRefreshTokenIsKept,
  onlineAccessResumeRequest,
  userSwitched,
  loopGuard,
  grantRevokedAtProvider,
  promptNoneFallback,
  stepUpInsufficientScope,
  localSessionEnded,
  noEndSessionEndpoint,
  tokensRevoked,
  oneRefreshOneRetry,
  bearerInHeader,
  forbiddenIsNotExpiry,
  redirectDoesNotLeakToken,
];
