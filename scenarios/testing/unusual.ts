import type { ScenarioResult, Verdict } from '../model/index.ts';
import { asPattern } from '../runner/pick.ts';
import { appsIn } from './bites.ts';
import { BFF } from './bundled.ts';
import { FOLDERS } from './known-bugs.ts';

/** A right client that does something in a way that few do. Nothing may accuse it. */
export interface UnusualClient {
  readonly id: string;
  /** Apps that play it. */
  readonly apps: readonly string[];
  /** Value of `UNUSUAL`; left out where another setting or another kind of app is what is unusual. */
  readonly unusual?: string;
  /** Scenarios that somebody would accuse it with, and what they say instead; what is told of `id:variant` goes before the rest. */
  readonly told: Readonly<Record<string, readonly Verdict[]>>;
}

const PASS = ['pass'] as const satisfies readonly Verdict[];
const TOLD = ['info', 'skip'] as const satisfies readonly Verdict[];
const EITHER = ['pass', ...TOLD] as const satisfies readonly Verdict[];

const WEB = ['web', 'web-auth0'];
const NATIVE = ['native', 'native-google'];

/** Every unusual client, and the scenarios that ask about what is unusual in it. */
export const UNUSUAL_CLIENTS: readonly UnusualClient[] = [
  {
    id: 'ok-no-state-pkce-only',
    apps: WEB,
    told: {
      'login/code-pkce-happy-path': PASS,
      'login/state-mismatch-rejected': ['skip'],
      'login/csrf-browser-bound': PASS,
      'login/callback-replayed': PASS,
      'login/two-tabs-interleaved': PASS,
    },
  },
  {
    id: 'ok-state-names-the-page',
    apps: WEB,
    told: {
      'login/code-pkce-happy-path': PASS,
      'login/state-mismatch-rejected': EITHER,
      'login/csrf-browser-bound': PASS,
      'login/two-tabs-interleaved': PASS,
    },
  },
  {
    id: 'ok-stateless-encrypted-state',
    apps: WEB,
    told: {
      'login/code-pkce-happy-path': PASS,
      'login/state-mismatch-rejected': PASS,
      'login/callback-replayed': PASS,
      'adversarial/return-url-open-redirect': PASS,
      'adversarial/return-url-open-redirect:in-state': ['skip'],
      'resilience/wire-format-variants': EITHER,
    },
  },
  {
    id: 'ok-return-to-absolute',
    apps: WEB,
    told: { 'adversarial/return-url-open-redirect': PASS, 'adversarial/return-url-open-redirect:in-state': ['skip'] },
  },
  { id: 'ok-one-tab-retry-page', apps: [...WEB, 'graph-client'], told: { 'login/two-tabs-interleaved': PASS } },
  { id: 'ok-asks-account-each-time', apps: ['web'], told: { 'login/code-pkce-happy-path': PASS, 'reauth/*': EITHER } },
  {
    id: 'ok-consent-each-time',
    apps: ['web'],
    told: { 'login/code-pkce-happy-path': PASS, 'refresh/second-login-without-refresh-token': EITHER },
  },
  { id: 'ok-more-parameters', apps: NATIVE, told: { 'login/*': EITHER } },
  { id: 'ok-more-parameters', apps: WEB, told: { 'login/code-pkce-happy-path': PASS } },
  {
    id: 'ok-client-secret-basic',
    apps: WEB,
    told: { 'login/client-authentication-encoded': PASS, 'logout/tokens-revoked': PASS },
  },
  {
    id: 'ok-code-flow-trusts-tls',
    apps: WEB,
    told: {
      'adversarial/idtoken-bad-signature': EITHER,
      'adversarial/idtoken-alg-none': PASS,
      'adversarial/idtoken-alg-confusion': EITHER,
      'adversarial/key-from-token-header': EITHER,
      'resilience/keys-unavailable': TOLD,
    },
  },
  {
    id: 'ok-jwks-every-login',
    apps: WEB,
    told: {
      'resilience/jwks-*': EITHER,
      'resilience/keys-unavailable': PASS,
      'adversarial/token-endpoint-redirect:jwks': PASS,
      'login/code-pkce-happy-path': PASS,
    },
  },
  {
    id: 'ok-strict-clock',
    apps: WEB,
    told: {
      'login/valid-claim-variants-accepted': EITHER,
      'session/client-clock-skew': EITHER,
      'adversarial/idtoken-time-claims': EITHER,
    },
  },
  { id: 'ok-rejects-kid-absent', apps: WEB, told: { 'login/code-pkce-happy-path': PASS, 'resilience/kid-absent': EITHER } },
  {
    id: 'ok-userinfo-form-body',
    apps: WEB,
    told: {
      'resource/bearer-in-header': EITHER,
      'session/profile-refreshed': EITHER,
      'adversarial/userinfo-sub-mismatch': EITHER,
      'adversarial/token-endpoint-redirect:userinfo': PASS,
    },
  },
  {
    id: 'ok-never-refreshes',
    apps: WEB,
    told: {
      'refresh/omitted-refresh-token-is-kept': EITHER,
      'refresh/invalid-grant-is-terminal': EITHER,
      'refresh/single-flight': EITHER,
      'session/expires-in-semantics': EITHER,
    },
  },
  { id: 'ok-eager-refresh', apps: [...WEB, 'spa'], told: { 'session/expires-in-semantics': EITHER } },
  { id: 'ok-refreshes-after-401-only', apps: WEB, told: { 'session/expires-in-semantics': EITHER } },
  {
    id: 'ok-lower-case-bearer',
    apps: [...WEB, ...NATIVE, 'graph-client'],
    told: { 'resource/bearer-in-header': EITHER, 'resource/401-one-refresh-one-retry': EITHER },
  },
  { id: 'ok-idempotency-key', apps: WEB, told: { 'resilience/api-failure': EITHER } },
  {
    id: 'ok-revokes-both-tokens',
    apps: WEB,
    told: { 'logout/tokens-revoked': EITHER, 'adversarial/token-endpoint-redirect:revoke': PASS },
  },
  {
    id: 'ok-local-logout-by-design',
    apps: ['web-auth0'],
    told: { 'logout/rp-initiated': EITHER, 'logout/idp-session-survives': EITHER },
  },
  {
    id: 'ok-sender-by-iss',
    apps: ['two-providers', 'two-providers-query'],
    told: { 'adversarial/mix-up-two-providers': EITHER, 'adversarial/mix-up-two-providers:forwarded': PASS },
  },
  { id: 'ok-never-links-accounts', apps: WEB, told: { 'registration/*': EITHER } },
  { id: 'ok-refuses-unverified-email', apps: WEB, told: { 'registration/*': EITHER } },
  {
    id: 'ok-session-cookie-signed',
    apps: WEB,
    told: { 'session/id-not-guessable': PASS, 'session/not-exposed': PASS, 'login/session-regenerated': PASS },
  },
  {
    id: 'ok-csrf-cookie',
    apps: WEB,
    told: {
      'resource/cookie-session-hardening': PASS,
      'session/id-not-guessable': PASS,
      'session/not-exposed': PASS,
      'login/session-regenerated': PASS,
    },
  },
  { id: 'ok-pages-private', apps: WEB, told: { 'session/not-exposed': PASS } },
  { id: 'ok-one-session-per-person', apps: WEB, told: { 'session/*': EITHER, 'logout/*': EITHER } },
  { id: 'ok-keeps-short-token', apps: ['graph-client'], told: { 'refresh/facebook-long-lived-exchange': EITHER } },
  { id: 'ok-no-frames', apps: ['spa'], told: { 'session/silent-auth-blocked-cookies': EITHER } },
  { id: 'ok-bff-cookie-only', apps: [BFF], unusual: '', told: { 'session/token-storage': EITHER, 'refresh/multi-tab': EITHER } },
];

/** Ways of the base clients that no unusual client plays. */
export const unplayedWays = (): readonly string[] =>
  Object.entries(FOLDERS).flatMap(([folder, { unusual }]) => {
    const own = appsIn(folder);
    const played = new Set(UNUSUAL_CLIENTS.filter(({ apps }) => apps.some((app) => own.includes(app))).map(({ id }) => id));
    return Object.keys(unusual).filter((id) => !played.has(id));
  });

/** Results that say otherwise than what is told of them. */
export const untoldIn = (results: readonly ScenarioResult[], told: UnusualClient['told']): readonly ScenarioResult[] =>
  results.filter(({ scenario, variant, verdict }) => {
    const own = told[`${scenario}:${variant}`];
    const all = Object.entries(told).filter(([id]) => !id.includes(':') && asPattern(id).test(scenario));
    return !(own ? [own] : all.map(([, verdicts]) => verdicts)).every((verdicts) => verdicts.includes(verdict));
  });

const ACCUSING: ReadonlySet<ScenarioResult['verdict']> = new Set(['fail', 'warn', 'inconclusive']);

/** Results that accuse a client: a requirement broken, a rule broken, or nothing judged. Information accuses nobody. */
export const accusationsIn = (results: readonly ScenarioResult[]): readonly string[] =>
  results.flatMap(({ scenario, variant, verdict, reason, checks, findings }) => {
    const broken = checks.filter((each) => ACCUSING.has(each.verdict));
    const rules = findings.filter((each) => ACCUSING.has(each.verdict));
    if (!ACCUSING.has(verdict) && rules.length === 0) return [];
    const why = [
      ...broken.map(({ id, message }) => `${id}: ${message}`),
      ...rules.map(({ rule, message }) => `${rule}: ${message}`),
    ];
    return [
      `${verdict} ${scenario}${variant === undefined ? '' : `:${variant}`} (${[reason, ...why].filter(Boolean).join('; ')})`,
    ];
  });
