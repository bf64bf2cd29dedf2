import { z } from 'zod';
import { type BehaviourId, type Confidence, defineBehaviour, type Stages } from '../../../model/index.ts';
import { scopesOf } from '../scopes.ts';
import { PAGES, source } from './source.ts';

type Input = Stages['authorize.refuse']['input'];
type Refusal = Stages['authorize.refuse']['decision'] & { readonly because: string };

const refusal = (
  id: BehaviourId,
  summary: string,
  remedy: string,
  from: [string, Confidence, string],
  apply: (input: Input) => Refusal | undefined,
) =>
  defineBehaviour({
    id,
    summary,
    remedy,
    stage: 'authorize.refuse',
    origin: 'vendor',
    setting: z.boolean().default(true),
    source: source(...from),
    apply,
  });

const REQUIRED = ['response_type', 'client_id', 'redirect_uri', 'scope'] as const;
const PROMPTS = new Set(['none', 'consent', 'select_account', 'login']);
const PRIVATE = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/;
/** Maximum length of a request value on the page, in characters. */
const LONGEST_ECHO = 200;
const OOB = new Set(['urn:ietf:wg:oauth:2.0:oob', 'urn:ietf:wg:oauth:2.0:oob:auto']);

const hostOf = (uri: string): string => (URL.canParse(uri) ? new URL(uri).hostname : '');

const isEmbedded = (agent: string): boolean =>
  /; wv\)/.test(agent) || (/\b(iPhone|iPad|iPod)\b/.test(agent) && /AppleWebKit/.test(agent) && !/Safari\//.test(agent));

/** Errors that Google returns to the app. It shows all other errors of the engine on a page. */
const TO_THE_APP = new Set([
  'access_denied',
  'login_required',
  'consent_required',
  'interaction_required',
  'account_selection_required',
]);

/** Names the invalid parameter of an engine error, in the format of Google's message for an invalid `prompt`. */
const inGooglesWords = (description: string, params: Readonly<Record<string, string>>): string => {
  const [, repeated] = /^'(\w+)' parameter must not be provided twice/.exec(description) ?? [];
  if (repeated !== undefined) return `OAuth 2 parameters can only have a single value: ${repeated}`;
  const wrong = description.match(/\w+/g)?.find((word) => params[word] !== undefined);
  if (wrong !== undefined) return `Invalid ${wrong}: ${params[wrong]?.slice(0, LONGEST_ECHO)}`;
  const [, missing] = /missing required parameter\(s\) '?(\w+)/.exec(description) ?? [];
  return missing === undefined ? 'Bad Request' : `Missing required parameter: ${missing}`;
};

/** Requests that Google refuses on its error page, in order of the checks. The app gets no callback. */
export const authorizeRefuse = [
  refusal(
    'google/authorize/disallowed-user-agent',
    'Refuses embedded web views by their user agent.',
    'Open the system browser instead of an embedded web view.',
    ['G-31', 'reported', 'https://github.com/supermemoryai/supermemory/issues/222'],
    ({ request, client }) => {
      if (!isEmbedded(request.headers['user-agent'] ?? '')) return undefined;
      return {
        status: 403,
        error: 'disallowed_useragent',
        description: `${client?.name ?? 'The app'}'s request does not comply with Google's "Use secure browsers" policy.`,
        because: `the user agent is that of an embedded web view: ${request.headers['user-agent']}`,
      };
    },
  ),
  refusal(
    'google/authorize/missing-parameter',
    'Refuses a request without client_id, response_type, redirect_uri or scope on its own page.',
    'Send client_id, redirect_uri, response_type and scope with every request.',
    ['G-31', 'reported', 'https://github.com/oauth-io/sdk-php/issues/19'],
    ({ params }) => {
      const missing = REQUIRED.find((name) => !params[name]);
      if (!missing) return undefined;
      return {
        status: 400,
        error: 'invalid_request',
        description: `Missing required parameter: ${missing}`,
        because: `the request has no ${missing}`,
      };
    },
  ),
  refusal(
    'google/authorize/unknown-client',
    'Refuses an unknown client on its own page with 401 invalid_client.',
    'Send the client id that is registered, and check which project it belongs to.',
    ['G-31', 'recorded', PAGES.webServer],
    ({ params, client }) => {
      if (client || !params.client_id) return undefined;
      return {
        status: 401,
        error: 'invalid_client',
        description: 'The OAuth client was not found.',
        because: `no client is registered as "${params.client_id}"`,
      };
    },
  ),
  refusal(
    'google/authorize/oob-removed',
    'Refuses the out-of-band redirect URIs, removed in 2022.',
    'Use a loopback redirect URI with a port of your own.',
    ['G-84', 'reported', 'https://github.com/googlesamples/android-management-api-samples/issues/6'],
    ({ params }) => {
      if (!OOB.has(params.redirect_uri ?? '')) return undefined;
      return {
        status: 400,
        error: 'invalid_request',
        description:
          'The out-of-band (OOB) flow has been blocked in order to keep users secure. Follow the Out-of-Band (OOB) flow migration guide linked in the developer docs below to migrate your app to an alternative method.',
        because: `the redirect URI is ${params.redirect_uri}`,
      };
    },
  ),
  refusal(
    'google/authorize/private-address',
    'Refuses redirect URIs with a private IPv4 address.',
    'Use localhost, 127.0.0.1 or a public host name in the redirect URI.',
    ['G-31', 'reported', 'https://github.com/jaredhanson/passport-google-oauth/issues/38'],
    ({ params }) => {
      const uri = params.redirect_uri ?? '';
      const names = params.device_id !== undefined && params.device_name !== undefined;
      if (!PRIVATE.test(hostOf(uri)) || names) return undefined;
      return {
        status: 400,
        error: 'invalid_request',
        description: `device_id and device_name are required for private IP: ${uri}`,
        because: `${hostOf(uri)} is a private address`,
      };
    },
  ),
  refusal(
    'google/authorize/reserved-redirect-parameter',
    'Refuses a redirect URI with a `state` parameter.',
    'Take `state` out of the redirect URI and send it as the parameter.',
    ['G-15', 'reported', 'https://github.com/googleapis/google-auth-library-ruby/issues/94'],
    ({ params }) => {
      const uri = params.redirect_uri ?? '';
      if (!URL.canParse(uri) || !new URL(uri).searchParams.has('state')) return undefined;
      return {
        status: 400,
        error: 'invalid_request',
        description: 'Invalid redirect_uri contains reserved response param state',
        because: 'the redirect URI has a state parameter in its query',
      };
    },
  ),
  refusal(
    'google/authorize/redirect-uri-mismatch',
    'Compares redirect URIs exactly and refuses others on its own page.',
    'Register this redirect URI in the Google Cloud console, or send a registered one: every character counts.',
    ['G-32', 'recorded', PAGES.webServer],
    ({ params, client, redirectUriFits }) => {
      const uri = params.redirect_uri ?? '';
      if (!client || redirectUriFits) return undefined;
      return {
        status: 400,
        error: 'redirect_uri_mismatch',
        description:
          "You can't sign in to this app because it doesn't comply with Google's OAuth 2.0 policy.\n\nIf you're the app developer, register the redirect URI in the Google Cloud Console.",
        helpUrl: `${PAGES.webServer}#authorization-errors-redirect-uri-mismatch`,
        because: `"${uri}" is not registered for ${client.clientId}; registered: ${client.redirectUris.join(', ') || 'none'}`,
      };
    },
  ),
  refusal(
    'google/authorize/unknown-scope',
    'Refuses the whole request if one scope is unknown, and lists the valid and invalid ones.',
    'Correct the scope that the page names.',
    ['G-31', 'reported', 'https://github.com/markbates/goth/issues/445'],
    ({ params, known }) => {
      const asked = scopesOf(params.scope);
      const invalid = asked.filter((scope) => !known.scopes.has(scope));
      if (invalid.length === 0) return undefined;
      const valid = asked.filter((scope) => known.scopes.has(scope));
      return {
        status: 400,
        error: 'invalid_scope',
        description: `Some requested scopes were invalid. {valid=[${valid.join(', ')}], invalid=[${invalid.join(', ')}]}`,
        because: `${invalid.join(', ')}: not among the scopes known here`,
      };
    },
  ),
  refusal(
    'google/authorize/unknown-prompt',
    'Refuses an unknown `prompt`, or `none` with other values, on its own page.',
    'Send none, consent, select_account, or the last two with a space between them.',
    ['G-10', 'reported', 'https://github.com/googleapis/google-api-php-client/issues/2444'],
    ({ params }) => {
      const prompts = scopesOf(params.prompt);
      const unknown = prompts.find((prompt) => !PROMPTS.has(prompt));
      const mixed = prompts.includes('none') && prompts.length > 1;
      if (unknown === undefined && !mixed) return undefined;
      return {
        status: 400,
        error: 'invalid_request',
        description: `Invalid parameter value for prompt: Invalid prompt: ${params.prompt}`,
        because: mixed ? 'none was combined with other prompts' : `"${unknown}" is no prompt of Google's`,
      };
    },
  ),
  refusal(
    'google/authorize/error-page',
    'Shows errors of the protocol on its own page, by a redirect with an encoded `authError`.',
    'Correct the request: the page names the parameter. The app gets no callback.',
    ['G-30', 'recorded', PAGES.webServer],
    ({ failure, params }) => {
      if (!failure || TO_THE_APP.has(failure.error)) return undefined;
      return {
        status: 400,
        error: failure.error,
        description: inGooglesWords(failure.description ?? '', params),
        because: `the request was refused (${failure.detail ?? failure.description ?? failure.error}), which Google never tells the app`,
      };
    },
  ),
];
