/** A relying-party test of the OpenID Foundation's conformance suite, and what asks the same here. */
export interface OidfModule {
  readonly id: string;
  readonly group: 'core' | 'config' | 'logout';
  /** Scenarios, or scenarios with a variant. */
  readonly equals: readonly string[];
  /** Why there is no equivalent. */
  readonly because?: string;
}

const module = (group: OidfModule['group'], id: string, ...equals: readonly string[]): OidfModule => ({ id, group, equals });
const none = (group: OidfModule['group'], id: string, because: string): OidfModule => ({ id, group, equals: [], because });

/**
 * Core, config and logout modules for OpenID Connect relying parties, without the prefix `oidcc-client-test`.
 * @see https://gitlab.com/openid/conformance-suite
 */
export const OIDF_MODULES: readonly OidfModule[] = [
  module('core', '', 'login/code-pkce-happy-path'),
  module('core', '3rd-party-init-login', 'login/third-party-initiated'),
  none('core', 'aggregated-claims', 'no persona sends `_claim_names`, and what a client reads of them shows nowhere'),
  module('core', 'client-secret-basic', 'login/client-authentication-encoded'),
  none('core', 'distributed-claims', 'no persona sends `_claim_names`'),
  module('core', 'form-post-error', 'login/form-post-callback', 'reauth/prompt-none-fallback'),
  module('core', 'idtoken-sig-none', 'adversarial/idtoken-alg-none'),
  module('core', 'idtoken-sig-rs256', 'login/code-pkce-happy-path'),
  module('core', 'invalid-athash', 'adversarial/idtoken-hash-mismatch'),
  module('core', 'invalid-aud', 'adversarial/idtoken-wrong-aud:extended'),
  module('core', 'invalid-chash', 'adversarial/idtoken-hash-mismatch'),
  module('core', 'invalid-iss', 'adversarial/idtoken-wrong-iss'),
  module('core', 'invalid-sig-rs256', 'adversarial/idtoken-bad-signature'),
  none('core', 'invalid-sig-es256', 'no persona signs with ES256; a wrong signature of RS256 is `invalid-sig-rs256`'),
  module('core', 'invalid-sig-hs256', 'adversarial/idtoken-alg-confusion:client-secret'),
  module('core', 'kid-absent-single-jwks', 'resilience/kid-absent'),
  module('core', 'kid-absent-multiple-jwks', 'resilience/kid-absent'),
  module('core', 'missing-athash', 'adversarial/idtoken-hash-mismatch'),
  module('core', 'missing-aud', 'adversarial/idtoken-required-claims-missing:aud'),
  module('core', 'missing-chash', 'adversarial/idtoken-hash-mismatch'),
  module('core', 'missing-iat', 'adversarial/idtoken-required-claims-missing:iat'),
  module('core', 'missing-sub', 'adversarial/idtoken-required-claims-missing:sub'),
  none('core', 'mtls-endpoint-aliases', 'clients of these vendors do not authenticate by certificates'),
  module('core', 'nonce-invalid', 'login/nonce-mismatch-rejected:extended'),
  module('core', 'nonce-unless-code-flow', 'login/code-pkce-happy-path'),
  module('core', 'refresh-token', 'refresh/rotated-token-replaces-old'),
  module('core', 'refresh-token-invalid-issuer', 'refresh/id-token-checked:other-issuer'),
  module('core', 'refresh-token-invalid-sub', 'refresh/id-token-checked:other-subject'),
  none('core', 'request-uri-signed-none', 'no persona fetches request objects from clients'),
  none('core', 'request-uri-signed-rs256', 'no persona fetches request objects from clients'),
  module('core', 'scope-userinfo-claims', 'login/code-pkce-happy-path', 'session/profile-refreshed'),
  none('core', 'userinfo-signed', 'no persona signs what userinfo says'),
  module('core', 'userinfo-bearer-header', 'resource/bearer-in-header'),
  module('core', 'userinfo-bearer-body', 'resource/bearer-in-header'),
  module('core', 'userinfo-invalid-sub', 'adversarial/userinfo-sub-mismatch'),
  module('config', 'discovery-openid-config', 'login/code-pkce-happy-path'),
  module('config', 'discovery-jwks-uri-keys', 'login/code-pkce-happy-path'),
  module('config', 'discovery-issuer-mismatch', 'adversarial/discovery-issuer-mismatch'),
  none('config', 'discovery-webfinger-acct', 'none of these vendors is found by WebFinger'),
  none('config', 'discovery-webfinger-url', 'none of these vendors is found by WebFinger'),
  none('config', 'dynamic-registration', 'clients of these vendors are registered by hand'),
  module('config', 'signing-key-rotation', 'resilience/jwks-rotation'),
  module('config', 'signing-key-rotation-just-before-signing', 'resilience/jwks-rotation'),
  module('logout', 'rp-init-logout', 'logout/rp-initiated'),
  module('logout', 'rp-init-logout-other-state', 'logout/rp-initiated:other-state'),
  module('logout', 'rp-init-logout-no-state', 'logout/rp-initiated:no-state'),
  module('logout', 'rp-backchannel-rpinitlogout', 'logout/backchannel-ends-session'),
  module('logout', 'rp-backchannel-rpinitlogout-alg-none', 'logout/backchannel-invalid-rejected:alg-none'),
  module('logout', 'rp-backchannel-rpinitlogout-wrong-alg', 'logout/backchannel-invalid-rejected:hs256'),
  module('logout', 'rp-backchannel-rpinitlogout-wrong-iss', 'logout/backchannel-invalid-rejected:wrong-iss'),
  module('logout', 'rp-backchannel-rpinitlogout-wrong-aud', 'logout/backchannel-invalid-rejected:wrong-aud'),
  module('logout', 'rp-backchannel-rpinitlogout-wrong-event', 'logout/backchannel-invalid-rejected:wrong-event'),
  module('logout', 'rp-backchannel-rpinitlogout-no-event', 'logout/backchannel-invalid-rejected:no-event'),
  module('logout', 'rp-backchannel-rpinitlogout-with-nonce', 'logout/backchannel-invalid-rejected:with-nonce'),
  none('logout', 'rp-frontchannel-rpinitlogout', 'no page of a persona loads a `frontchannel_logout_uri`'),
  none('logout', 'rp-frontchannel-opinitlogout', 'no page of a persona loads a `frontchannel_logout_uri`'),
  none('logout', 'session-management', 'browsers that withhold cookies of other sites have ended `check_session_iframe`'),
];
