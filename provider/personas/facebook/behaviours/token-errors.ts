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

const CODES = 'https://github.com/scribejava/scribejava/issues/605';

const refusal = (
  id: BehaviourId,
  summary: string,
  { failure, applies, because }: TokenFailure,
  [row, confidence, url]: readonly [string, Confidence, string],
) =>
  defineBehaviour({
    id,
    summary,
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
    apply: ({ client }) =>
      registrationOf(client).status === 'deleted'
        ? { status: 400, body: graphErrorBody(DELETED_APP), because: `${client?.name} is registered as deleted` }
        : undefined,
  }),
  defineBehaviour({
    id: 'facebook/token/secret-or-verifier',
    summary: 'Refuses a code without the app secret and without a PKCE verifier.',
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
  refusal('facebook/token/client-id-missing', 'Requires client_id: code 101.', missingClientId, [
    'F-44',
    'recorded',
    'https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow',
  ]),
  refusal('facebook/token/unknown-app', 'Refuses an unknown app id with code 101.', unknownApp, ['F-44', 'recorded', CODES]),
  defineBehaviour({
    id: 'facebook/token/mobile-grants',
    summary: 'Knows the grant types of its mobile SDKs: a bad request of those gets their first error.',
    stage: 'token.error',
    origin: 'vendor',
    setting: on,
    source: source('F-35', 'inferred', 'https://github.com/facebook/facebook-android-sdk'),
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
    missingRedirectUri,
    ['F-45', 'recorded', 'https://github.com/nov/fb_graph2'],
  ),
  refusal('facebook/token/redirect-uri-relative', 'Refuses a relative redirect URI: code 191.', relativeRedirectUri, [
    'F-45',
    'recorded',
    'https://github.com/nov/fb_graph2',
  ]),
  refusal(
    'facebook/token/redirect-uri-foreign',
    'Refuses a redirect URI on an unregistered domain at the code exchange too: code 191.',
    foreignRedirectUri,
    ['F-45', 'recorded', 'https://github.com/simi/omniauth-facebook/issues/317'],
  ),
  refusal('facebook/token/wrong-secret', 'Refuses a wrong app secret with code 1.', wrongSecret, [
    'F-43',
    'recorded',
    'https://stackoverflow.com/questions/14575477',
  ]),
  refusal('facebook/token/code-malformed', 'Refuses a malformed code: code 100.', malformedCode, [
    'F-42',
    'recorded',
    'https://stackoverflow.com/questions/14575477',
  ]),
  refusal('facebook/token/code-used', 'Refuses a code that was used with subcode 36009.', usedCode, [
    'F-39',
    'recorded',
    'https://github.com/jaredhanson/passport-facebook/issues/93',
  ]),
  refusal('facebook/token/code-expired', 'Refuses a code that is too old with subcode 36007.', expiredCode, [
    'F-40',
    'recorded',
    'https://github.com/facebookarchive/php-graph-sdk/issues/1124',
  ]),
  refusal(
    'facebook/token/redirect-uri-other',
    'Refuses a redirect URI that differs from that of the dialog: subcode 36008.',
    otherRedirectUri,
    ['F-41', 'recorded', CODES],
  ),
  refusal('facebook/token/wrong-verifier', 'Refuses a wrong or missing code verifier: code 100.', wrongVerifier, [
    'F-11',
    'inferred',
    PAGES.oidcToken,
  ]),
  refusal(
    'facebook/token/other-errors',
    'Answers every other refusal with an object in `error` instead of a string.',
    otherFailure,
    ['F-47', 'recorded', 'https://github.com/nextauthjs/next-auth/issues/3711'],
  ),
];
