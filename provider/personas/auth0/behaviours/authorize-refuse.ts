import { z } from 'zod';
import { type AuthorizeRefusal, type Client, defineBehaviour } from '../../../model/index.ts';
import { splitSpaces } from '../../../oauth/space-delimited.ts';
import { on } from '../../../oauth/switch-setting.ts';
import { connectionsOf, grantTypesOf, isFirstParty } from '../registration.ts';
import { isTellable, PAGES, source } from './source.ts';

type Refusal = AuthorizeRefusal & { readonly because: string };
type Params = Readonly<Record<string, string>>;

const forApp = (error: string, description: string, because: string): Refusal => ({
  ...{ status: 400, error, description, because },
  tells: 'app',
});

const TYPES = ['code', 'token', 'id_token'];

const unsupported = (type: string): boolean => splitSpaces(type).some((each) => !TYPES.includes(each));

/** Parameters that only the tenant's own clients may send. */
const FIRST_PARTY_ONLY = ['screen_hint', 'login_ticket', 'invitation', 'request', 'request_uri'];

const thirdPartyProblem = (params: Params, client: Client | undefined): Refusal | undefined => {
  if (!client || isFirstParty(client)) return undefined;
  const forbidden = FIRST_PARTY_ONLY.find((name) => name in params);
  if (forbidden !== undefined)
    return forApp(
      'invalid_request',
      `Parameter '${forbidden}' is not allowed for this client.`,
      `${client.clientId} is a third-party client`,
    );
  return splitSpaces(params.response_type).some((type) => type !== 'code')
    ? forApp(
        'unsupported_response_type',
        `Unsupported response type: ${params.response_type}`,
        `${client.clientId} is a third-party client`,
      )
    : undefined;
};

const IMPLICIT = /\b(?:id_)?token\b/;

/** Refusals on the error page, and at the callback. */
export const authorizeRefuse = [
  defineBehaviour({
    id: 'auth0/authorize/unknown-client',
    summary: 'Refuses an unknown client on its error page.',
    stage: 'authorize.refuse',
    origin: 'vendor',
    setting: on,
    source: source('A-05', 'recorded', PAGES.authorize),
    remedy: 'Correct client_id, and the tenant: a client exists in one tenant only.',
    apply: ({ params, client }) =>
      client
        ? undefined
        : {
            ...{ status: 403, error: 'invalid_request' },
            description: params.client_id ? `Unknown client: ${params.client_id}` : 'Missing required parameter: client_id',
            because: params.client_id ? 'no client has this id in this tenant' : 'client_id was not sent',
          },
  }),
  defineBehaviour({
    id: 'auth0/authorize/callback-mismatch',
    summary: 'Refuses a callback that is not in the list of allowed URLs on its error page.',
    stage: 'authorize.refuse',
    origin: 'vendor',
    setting: z
      .union([z.boolean(), z.literal('newer-words')])
      .default(true)
      .describe('newer-words: as since 2024'),
    source: source(
      'A-04',
      'recorded',
      'https://support.auth0.com/center/s/article/Callback-URL-Mismatch-Error-Is-Not-in-the-List-of-Allowed-Callback-URLs',
    ),
    remedy: 'Add the exact URL, with its port and slash, to the Allowed Callback URLs of the application.',
    apply: ({ params, redirectUriFits }, setting) => {
      if (redirectUriFits) return undefined;
      const uri = params.redirect_uri;
      const old = `Callback URL mismatch. ${uri ?? ''} is not in the list of allowed callback URLs`;
      return {
        ...{ status: 403, error: 'invalid_request' },
        description: setting === 'newer-words' ? 'The provided redirect_uri is not in the list of allowed callback URLs' : old,
        because: uri === undefined ? 'redirect_uri was not sent' : `${uri} is not registered`,
      };
    },
  }),
  defineBehaviour({
    id: 'auth0/authorize/missing-response-type',
    summary: 'Refuses a request without `response_type`, in words with a space.',
    stage: 'authorize.refuse',
    origin: 'vendor',
    setting: on,
    source: source('A-10', 'recorded', PAGES.authorize),
    remedy: 'Send response_type=code.',
    apply: ({ params }) =>
      params.response_type
        ? undefined
        : forApp('invalid_request', 'Missing required parameter: response type', 'response_type was not sent'),
  }),
  defineBehaviour({
    id: 'auth0/authorize/third-party-parameters',
    summary: 'Refuses parameters and response types that are for clients of the tenant only.',
    stage: 'authorize.refuse',
    origin: 'vendor',
    setting: on,
    source: source(
      'A-19',
      'documented',
      'https://auth0.com/docs/get-started/applications/third-party-applications/troubleshooting',
    ),
    remedy: 'Use the code flow, without the refused parameter.',
    apply: ({ params, client }) => thirdPartyProblem(params, client),
  }),
  defineBehaviour({
    id: 'auth0/authorize/unsupported-response-type',
    summary: 'Refuses an unknown response type at the callback.',
    stage: 'authorize.refuse',
    origin: 'vendor',
    setting: on,
    source: source('A-07', 'inferred', PAGES.silent),
    remedy: 'Send response_type=code.',
    apply: ({ params }) =>
      unsupported(params.response_type ?? '')
        ? forApp(
            'unsupported_response_type',
            `Unsupported response type: ${params.response_type}`,
            `there is no response type "${params.response_type}"`,
          )
        : undefined,
  }),
  defineBehaviour({
    id: 'auth0/authorize/grant-not-enabled',
    summary: 'Refuses a flow whose grant is switched off for the client, at the callback.',
    stage: 'authorize.refuse',
    origin: 'vendor',
    setting: on,
    source: source('A-43', 'reported', 'https://github.com/auth0/auth0.js/issues/456'),
    remedy: 'Switch the grant on in the settings of the application, or use another flow.',
    apply: ({ params, client }) => {
      const needed = IMPLICIT.test(params.response_type ?? '') ? 'implicit' : 'authorization_code';
      return !client || grantTypesOf(client).includes(needed)
        ? undefined
        : forApp(
            'unauthorized_client',
            `Grant type '${needed}' not allowed for the client.`,
            `${client.clientId} does not have the grant`,
          );
    },
  }),
  defineBehaviour({
    id: 'auth0/authorize/unknown-connection',
    summary: 'Refuses a connection that is unknown or switched off, at the callback.',
    stage: 'authorize.refuse',
    origin: 'vendor',
    setting: on,
    source: source('A-14', 'documented', 'https://auth0.com/docs/api/authentication/login'),
    remedy: 'Send the name of a connection that is switched on for the application, or none.',
    apply: ({ params, client }) => {
      const name = params.connection;
      const known = client ? connectionsOf(client) : [];
      if (!client || name === undefined || known.includes(name)) return undefined;
      const why = `The connection "${name}" is not switched on for ${client.clientId}.`;
      return {
        ...forApp(
          'invalid_request',
          'the connection was not found',
          `${client.clientId} has the connections ${known.join(', ')}`,
        ),
        ...(isTellable(name) && { fix: { why, settings: { connections: [...known, name] } } }),
      };
    },
  }),
  defineBehaviour({
    id: 'auth0/authorize/missing-nonce',
    summary: 'Refuses an ID token from the authorization endpoint without `nonce`.',
    stage: 'authorize.refuse',
    origin: 'vendor',
    setting: on,
    source: source('A-16', 'documented', 'https://auth0.com/docs/authenticate/protocols/oauth'),
    remedy: 'Send a random nonce, and compare it with the one in the ID token.',
    apply: ({ params }) =>
      /\bid_token\b/.test(params.response_type ?? '') && !params.nonce
        ? forApp('invalid_request', 'Missing required parameter: nonce', 'the response type contains id_token')
        : undefined,
  }),
  defineBehaviour({
    id: 'auth0/authorize/engine-errors',
    summary: 'Tells the callback of other invalid parameters, in words of its own.',
    stage: 'authorize.refuse',
    origin: 'vendor',
    setting: on,
    source: source('A-07', 'inferred', PAGES.silent),
    remedy: 'Correct the parameter.',
    apply: ({ failure }) => {
      if (!failure || ['login_required', 'consent_required', 'interaction_required'].includes(failure.error)) return undefined;
      const description = /twice/.test(failure.description ?? '')
        ? 'Duplicate parameters are not allowed'
        : 'Invalid request parameters';
      const error = failure.error === 'access_denied' ? 'access_denied' : 'invalid_request';
      return forApp(error, description, failure.detail ?? failure.description ?? failure.error);
    },
  }),
  defineBehaviour({
    id: 'auth0/authorize/error-page-redirect',
    summary: 'Sends the browser to the error page of the tenant, if it has one.',
    stage: 'error.page',
    origin: 'vendor',
    setting: z.string().default('').describe('address of the error page; empty: Auth0’s own'),
    source: source('A-06', 'documented', PAGES.errorPages),
    apply: ({ refusal, params, tracking }, setting) => {
      if (setting === '' || !URL.canParse(String(setting))) return undefined;
      const query = new URLSearchParams({
        ...(params.client_id !== undefined && { client_id: params.client_id }),
        ...(params.connection !== undefined && { connection: params.connection }),
        lang: 'en',
        ...{ error: refusal.error, error_description: refusal.description, tracking },
      });
      const url = String(setting);
      return { url: `${url}${url.includes('?') ? '&' : '?'}${query}`, because: 'the tenant has an error page of its own' };
    },
  }),
];
