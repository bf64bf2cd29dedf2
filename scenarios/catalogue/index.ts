/** The scenarios. One per file; the path is the id. */
import type { Scenario } from '../model/index.ts';
import facebookTokenSubstitution from './adversarial/facebook-token-substitution.ts';
import idtokenAlgConfusion from './adversarial/idtoken-alg-confusion.ts';
import idtokenAlgNone from './adversarial/idtoken-alg-none.ts';
import idtokenBadSignature from './adversarial/idtoken-bad-signature.ts';
import idtokenRequiredClaimsMissing from './adversarial/idtoken-required-claims-missing.ts';
import idtokenTimeClaims from './adversarial/idtoken-time-claims.ts';
import idtokenUntrustedExtraAud from './adversarial/idtoken-untrusted-extra-aud.ts';
import idtokenWrongAud from './adversarial/idtoken-wrong-aud.ts';
import idtokenWrongIss from './adversarial/idtoken-wrong-iss.ts';
import accessDenied from './login/access-denied.ts';
import callbackReplayed from './login/callback-replayed.ts';
import codePkceHappyPath from './login/code-pkce-happy-path.ts';
import csrfBrowserBound from './login/csrf-browser-bound.ts';
import embeddedWebviewRefused from './login/embedded-webview-refused.ts';
import facebookAlreadyAuthorized from './login/facebook-already-authorized.ts';
import facebookFragmentUnderscore from './login/facebook-fragment-underscore.ts';
import facebookImplicitWithoutToken from './login/facebook-implicit-without-token.ts';
import googleImplicitRegrant from './login/google-implicit-regrant.ts';
import nonceMismatchRejected from './login/nonce-mismatch-rejected.ts';
import stateMismatchRejected from './login/state-mismatch-rejected.ts';
import twoTabsInterleaved from './login/two-tabs-interleaved.ts';
import validClaimVariantsAccepted from './login/valid-claim-variants-accepted.ts';
import localSessionEnded from './logout/local-session-ended.ts';
import noEndSessionEndpoint from './logout/no-end-session-endpoint.ts';
import tokensRevoked from './logout/tokens-revoked.ts';
import grantRevokedAtProvider from './reauth/grant-revoked-at-provider.ts';
import loopGuard from './reauth/loop-guard.ts';
import onlineAccessResumeRequest from './reauth/online-access-resume-request.ts';
import promptNoneFallback from './reauth/prompt-none-fallback.ts';
import stepUpInsufficientScope from './reauth/step-up-insufficient-scope.ts';
import userSwitched from './reauth/user-switched.ts';
import facebookLongLivedExchange from './refresh/facebook-long-lived-exchange.ts';
import invalidGrantIsTerminal from './refresh/invalid-grant-is-terminal.ts';
import omittedRefreshTokenIsKept from './refresh/omitted-refresh-token-is-kept.ts';
import onlineAccessHasNone from './refresh/online-access-has-none.ts';
import responseLost from './refresh/response-lost.ts';
import rotatedTokenReplacesOld from './refresh/rotated-token-replaces-old.ts';
import scopeNarrowed from './refresh/scope-narrowed.ts';
import secondLoginWithoutRefreshToken from './refresh/second-login-without-refresh-token.ts';
import singleFlight from './refresh/single-flight.ts';
import transientFailureKeepsSession from './refresh/transient-failure-keeps-session.ts';
import accountKeyIsIssSub from './registration/account-key-is-iss-sub.ts';
import emailMissingOrDeclined from './registration/email-missing-or-declined.ts';
import socialFirstLoginCreatesOneAccount from './registration/social-first-login-creates-one-account.ts';
import unverifiedEmailNotLinked from './registration/unverified-email-not-linked.ts';
import oneRefreshOneRetry from './resource/401-one-refresh-one-retry.ts';
import forbiddenIsNotExpiry from './resource/403-is-not-expiry.ts';
import bearerInHeader from './resource/bearer-in-header.ts';
import facebookAppsecretProof from './resource/facebook-appsecret-proof.ts';
import facebookGraphErrors from './resource/facebook-graph-errors.ts';
import redirectDoesNotLeakToken from './resource/redirect-does-not-leak-token.ts';
import clientClockSkew from './session/client-clock-skew.ts';
import expiresInSemantics from './session/expires-in-semantics.ts';

/** Every scenario, by area, in the order of an account's life. */
export const SCENARIOS: readonly Scenario[] = [
  socialFirstLoginCreatesOneAccount,
  emailMissingOrDeclined,
  accountKeyIsIssSub,
  unverifiedEmailNotLinked,
  codePkceHappyPath,
  stateMismatchRejected,
  csrfBrowserBound,
  nonceMismatchRejected,
  accessDenied,
  callbackReplayed,
  twoTabsInterleaved,
  validClaimVariantsAccepted,
  googleImplicitRegrant,
  facebookAlreadyAuthorized,
  facebookImplicitWithoutToken,
  facebookFragmentUnderscore,
  embeddedWebviewRefused,
  expiresInSemantics,
  clientClockSkew,
  onlineAccessHasNone,
  omittedRefreshTokenIsKept,
  rotatedTokenReplacesOld,
  invalidGrantIsTerminal,
  transientFailureKeepsSession,
  secondLoginWithoutRefreshToken,
  singleFlight,
  responseLost,
  scopeNarrowed,
  facebookLongLivedExchange,
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
  facebookAppsecretProof,
  facebookGraphErrors,
  idtokenBadSignature,
  idtokenAlgNone,
  idtokenAlgConfusion,
  idtokenWrongIss,
  idtokenWrongAud,
  idtokenUntrustedExtraAud,
  idtokenRequiredClaimsMissing,
  idtokenTimeClaims,
  facebookTokenSubstitution,
];
