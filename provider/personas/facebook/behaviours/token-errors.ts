import { type BehaviourId, type Confidence, defineBehaviour } from '../../../model/index.ts';
import { on } from '../../../oauth/switch-setting.ts';
import { graphErrorBody } from '../api/graph-error.ts';
import { registrationOf } from '../registration.ts';
import {
  DELETED_APP,
  expiredCode,
  foreignRedirectUri,
  isWrongGrantType,
  malformedCode,
  missingClientId,
  missingRedirectUri,
  mobileGrantWithBadNonce,
  mobileGrantWithBadToken,
  mobileGrantWithoutToken,
  otherFailure,
  otherRedirectUri,
  relativeRedirectUri,
  type TokenFailure,
  unknownApp,
  usedCode,
  wrongGrantType,
  wrongSecret,
  wrongVerifier,
} from '../token-errors.ts';
import { PAGES, source } from './source.ts';

const NEW_CODE = 'Start a new login: a code is used once, soon, and with the redirect URI of its dialog.';
const CODES = 'https://github.com/scribejava/scribejava/issues/605';

const refusal = (
  id: BehaviourId,
  summary: string,
  remedy: string,
  { failure, applies, because }: TokenFailure,
  [row, confidence, url]: readonly [string, Confidence, string],
) =>
  defineBehaviour({
    id,
    summary,
    remedy,
    stage: 'token.error',
    origin: 'vendor',
    setting: on,
    source: source(row, confidence, url),
    apply: (input) => (applies(input) ? { status: 400, body: graphErrorBody(failure), because: because(input) } : undefined),
  });

/** What the token endpoint says when it refuses, in the order in which it looks. */
export const tokenErrors = [
  defineBehaviour({
    id: 'facebook/token/deleted-app',
    summary: 'Refuses a deleted app with code 101, whatever it asks for.',
    stage: 'token.refuse',
    origin: 'vendor',
    setting: on,
    source: source('F-44', 'recorded', 'https://github.com/metacpan/metacpan-web/issues/2076'),
    remedy: 'Register an app and use its id: a deleted one does not come back.',
    apply: ({ client }) =>
      registrationOf(client).status === 'deleted'
        ? { status: 400, body: graphErrorBody(DELETED_APP), because: `${client?.name} is registered as deleted` }
        : undefined,
  }),
  defineBehaviour({
    id: 'facebook/token/secret-or-verifier',
    summary: 'Refuses a code without the app secret and without a PKCE verifier.',
    remedy: 'Send the app secret from the server, or the code_verifier of the login.',
    stage: 'token.refuse',
    origin: 'vendor',
    setting: on,
    source: source('F-11', 'documented', PAGES.oidcToken),
    apply: ({ form, client, grant }) => {
      const isBare = client !== undefined && client.clientSecret === undefined && form.grant_type === 'authorization_code';
      if (!isBare || grant.state !== 'live' || grant.grantType === 'client_code' || grant.login?.params.code_challenge)
        return undefined;
      const because = 'the app has no secret, and the code has no PKCE challenge';
      return { status: 400, body: graphErrorBody(wrongSecret.failure), because };
    },
  }),
  refusal(
    'facebook/token/client-id-missing',
    'Requires client_id: code 101.',
    'Send client_id and client_secret, in the query, in the body or by HTTP Basic.',
    missingClientId,
    ['F-44', 'recorded', 'https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow'],
  ),
  refusal(
    'facebook/token/unknown-app',
    'Refuses an unknown app id with code 101.',
    'Send the app id that is registered.',
    unknownApp,
    ['F-44', 'recorded', CODES],
  ),
  defineBehaviour({
    id: 'facebook/token/mobile-grants',
    summary: 'Knows the grant types of its mobile SDKs: a bad request of those gets their first error.',
    stage: 'token.error',
    origin: 'vendor',
    setting: on,
    source: source('F-35', 'inferred', 'https://github.com/facebook/facebook-android-sdk'),
    remedy: 'Use the grant type authorization_code: the others belong to the mobile SDKs.',
    apply: (input) => {
      const found = [mobileGrantWithoutToken, mobileGrantWithBadToken, mobileGrantWithBadNonce].find((each) =>
        each.applies(input),
      );
      return found && { status: 400, body: graphErrorBody(found.failure), because: found.because(input) };
    },
  }),
  defineBehaviour({
    id: 'facebook/token/no-refresh',
    summary: 'Has no refresh tokens: refuses `grant_type=refresh_token` like any unknown grant type.',
    remedy: 'There are no refresh tokens: exchange a live token with fb_exchange_token, or redirect to the dialog.',
    stage: 'token.error',
    origin: 'vendor',
    setting: on,
    source: source('F-35', 'reported', 'https://github.com/NangoHQ/nango/issues/1531'),
    apply: ({ form }) =>
      form.grant_type === 'refresh_token'
        ? { status: 400, body: graphErrorBody(wrongGrantType('refresh_token')), because: 'there are no refresh tokens' }
        : undefined,
  }),
  defineBehaviour({
    id: 'facebook/token/grant-types',
    summary: 'Refuses an unknown grant type: code 100, with the value in the message.',
    remedy: 'Send authorization_code, client_credentials or fb_exchange_token.',
    stage: 'token.error',
    origin: 'vendor',
    setting: on,
    source: source('F-46', 'recorded', PAGES.manualFlow),
    apply: (input) => {
      const type = input.form.grant_type ?? '';
      if (!isWrongGrantType(input) || type === 'refresh_token') return undefined;
      return { status: 400, body: graphErrorBody(wrongGrantType(type)), because: `unknown grant type "${type}"` };
    },
  }),
  refusal(
    'facebook/token/redirect-uri-missing',
    'Requires the redirect URI at the code exchange too: code 191.',
    'Send the redirect URI of the dialog with the code.',
    missingRedirectUri,
    ['F-45', 'recorded', 'https://github.com/nov/fb_graph2'],
  ),
  refusal(
    'facebook/token/redirect-uri-relative',
    'Refuses a relative redirect URI: code 191.',
    'Send the whole redirect URI, with scheme and host.',
    relativeRedirectUri,
    ['F-45', 'recorded', 'https://github.com/nov/fb_graph2'],
  ),
  refusal(
    'facebook/token/redirect-uri-foreign',
    'Refuses a redirect URI on an unregistered domain at the code exchange too: code 191.',
    'Add the domain in the App Dashboard, and send the redirect URI of the dialog.',
    foreignRedirectUri,
    ['F-45', 'recorded', 'https://github.com/simi/omniauth-facebook/issues/317'],
  ),
  refusal(
    'facebook/token/wrong-secret',
    'Refuses a wrong app secret with code 1.',
    'Use the app secret in the App Dashboard. Do not retry.',
    wrongSecret,
    ['F-43', 'recorded', 'https://stackoverflow.com/questions/14575477'],
  ),
  refusal('facebook/token/code-malformed', 'Refuses a malformed code: code 100.', NEW_CODE, malformedCode, [
    'F-42',
    'recorded',
    'https://stackoverflow.com/questions/14575477',
  ]),
  refusal(
    'facebook/token/code-used',
    'Refuses a code that was used with subcode 36009.',
    `${NEW_CODE} Ignore a callback that is loaded twice.`,
    usedCode,
    ['F-39', 'recorded', 'https://github.com/jaredhanson/passport-facebook/issues/93'],
  ),
  refusal('facebook/token/code-expired', 'Refuses a code that is too old with subcode 36007.', NEW_CODE, expiredCode, [
    'F-40',
    'recorded',
    'https://github.com/facebookarchive/php-graph-sdk/issues/1124',
  ]),
  refusal(
    'facebook/token/redirect-uri-other',
    'Refuses a redirect URI that differs from that of the dialog: subcode 36008.',
    'Send the redirect URI of the dialog with the code, character by character.',
    otherRedirectUri,
    ['F-41', 'recorded', CODES],
  ),
  refusal(
    'facebook/token/wrong-verifier',
    'Refuses a wrong or missing code verifier: code 100.',
    'Send the code_verifier of the same login.',
    wrongVerifier,
    ['F-11', 'inferred', PAGES.oidcToken],
  ),
  refusal(
    'facebook/token/other-errors',
    'Answers every other refusal with an object in `error` instead of a string.',
    'Read `error.code` and `error.error_subcode`; `error` is an object here, not a text.',
    otherFailure,
    ['F-47', 'recorded', 'https://github.com/nextauthjs/next-auth/issues/3711'],
  ),
];
