/** The scenarios. One story a file; its path is its id. */
import type { Scenario } from '../model/index.ts';
import idtokenAlgConfusion from './adversarial/idtoken-alg-confusion.ts';
import idtokenAlgNone from './adversarial/idtoken-alg-none.ts';
import idtokenBadSignature from './adversarial/idtoken-bad-signature.ts';
import idtokenRequiredClaimsMissing from './adversarial/idtoken-required-claims-missing.ts';
import idtokenTimeClaims from './adversarial/idtoken-time-claims.ts';
import idtokenUntrustedExtraAud from './adversarial/idtoken-untrusted-extra-aud.ts';
import idtokenWrongAud from './adversarial/idtoken-wrong-aud.ts';
import idtokenWrongIss from './adversarial/idtoken-wrong-iss.ts';
import codePkceHappyPath from './login/code-pkce-happy-path.ts';
import stateMismatchRejected from './login/state-mismatch-rejected.ts';
import onlineAccessResumeRequest from './reauth/online-access-resume-request.ts';
import omittedRefreshTokenIsKept from './refresh/omitted-refresh-token-is-kept.ts';
import onlineAccessHasNone from './refresh/online-access-has-none.ts';
import oneRefreshOneRetry from './resource/401-one-refresh-one-retry.ts';

/** Every scenario, by area, as a person would meet them. */
export const SCENARIOS: readonly Scenario[] = [
  codePkceHappyPath,
  stateMismatchRejected,
  onlineAccessHasNone,
  omittedRefreshTokenIsKept,
  onlineAccessResumeRequest,
  oneRefreshOneRetry,
  idtokenBadSignature,
  idtokenAlgNone,
  idtokenAlgConfusion,
  idtokenWrongIss,
  idtokenWrongAud,
  idtokenUntrustedExtraAud,
  idtokenRequiredClaimsMissing,
  idtokenTimeClaims,
];
