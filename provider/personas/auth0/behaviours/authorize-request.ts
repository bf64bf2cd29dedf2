import { z } from 'zod';
import { type Client, defineBehaviour, type MissingSetting } from '../../../model/index.ts';
import { pkceAsS256 } from '../../../oauth/pkce.ts';
import { splitSpaces } from '../../../oauth/space-delimited.ts';
import { on } from '../../../oauth/switch-setting.ts';
import { managementApi, OF_A_TENANT } from '../apis.ts';
import { isFirstParty, registrationOf } from '../registration.ts';
import { isTellable, PAGES, source } from './source.ts';

type Params = Readonly<Record<string, string>>;

const KNOWN_PROMPTS = ['none', 'login', 'consent', 'select_account'];

/** Parameters of OpenID Connect that Auth0 reads otherwise, or not at all. */
const UNREAD = ['claims', 'id_token_hint', 'acr_values', 'registration', 'request', 'request_uri', 'display', 'claims_locales'];

const without = (params: Params, names: readonly string[]): Params =>
  Object.fromEntries(Object.entries(params).filter(([name]) => !names.includes(name)));

const knownPrompt = (prompt: string): string | undefined => {
  const known = splitSpaces(prompt).filter((each) => KNOWN_PROMPTS.includes(each) && each !== 'select_account');
  return known.length === 0 ? undefined : (known.includes('none') ? ['none'] : known).join(' ');
};

const withoutPrompt = (params: Params): Params => {
  const { prompt, ...rest } = params;
  const known = prompt === undefined ? undefined : knownPrompt(prompt);
  return known === undefined ? rest : { ...rest, prompt: known };
};

const isAge = (age: string | undefined): boolean => age !== undefined && /^\d{1,9}$/.test(age);

const lenient = (params: Params): Params => {
  const needsOpenid = splitSpaces(params.scope).includes('openid') ? [] : ['nonce', 'max_age'];
  const badAge = params.max_age !== undefined && !isAge(params.max_age) ? ['max_age'] : [];
  return withoutPrompt(without(params, [...UNREAD, ...needsOpenid, ...badAge]));
};

/** Machines need a grant for every API. */
const hasGrant = (client: Client, identifier: string): boolean =>
  registrationOf(client).apis?.some((api) => api.identifier === identifier) ?? false;

/** The lab's offer: the API among those of the client, if its name can stand in a command. */
const offerApi = (client: Client, identifier: string): { readonly fix?: MissingSetting } => {
  const isManagement = OF_A_TENANT.test(identifier);
  const why = isManagement
    ? `${client.clientId} has no grant for the Management API "${identifier}".`
    : `No API "${identifier}" is registered for ${client.clientId}.`;
  const api = isManagement ? managementApi(identifier) : { identifier, allowOfflineAccess: true };
  const apis = [...(registrationOf(client).apis ?? []), api];
  return isTellable(identifier) ? { fix: { why, settings: { apis } } } : {};
};

const isThirdParty = (client: Client): boolean => !isFirstParty(client);

/** How Auth0 reads an authorization request. */
export const authorizeRequest = [
  defineBehaviour({
    id: 'auth0/authorize/lenient-parameters',
    summary: 'Ignores parameters and prompts that it does not know, and those of OpenID Connect without `openid`.',
    stage: 'authorize.request',
    origin: 'vendor',
    setting: on,
    source: source(
      'A-19',
      'documented',
      'https://auth0.com/docs/customize/login-pages/advanced-customizations/configure/reference',
    ),
    apply: ({ params }) => {
      const read = lenient(params);
      const ignored = Object.keys(params).filter((name) => read[name] !== params[name]);
      return ignored.length === 0 ? undefined : { params: read, because: `ignored: ${ignored.join(', ')}` };
    },
  }),
  defineBehaviour({
    id: 'auth0/authorize/pkce-plain',
    summary: 'Accepts the PKCE method `plain`, and a challenge without a method.',
    stage: 'authorize.request',
    origin: 'vendor',
    setting: on,
    source: source(
      'A-11',
      'documented',
      'https://auth0.com/docs/api/authentication/authorization-code-flow-with-pkce/authorize-with-pkce',
    ),
    apply: ({ params }) => pkceAsS256(params),
  }),
  defineBehaviour({
    id: 'auth0/authorize/repeated-parameters',
    summary: 'Reads the first value of a repeated parameter.',
    stage: 'authorize.request',
    origin: 'vendor',
    setting: on,
    source: source('A-19', 'inferred', PAGES.authorize),
    apply: ({ params, repeated = [] }) =>
      repeated.length === 0 ? undefined : { params, repeated: [], because: `${repeated.join(', ')} came more than once` },
  }),
  defineBehaviour({
    id: 'auth0/audience/named',
    summary: 'Issues tokens for the API that `audience` names.',
    stage: 'audience.named',
    origin: 'vendor',
    setting: on,
    source: source('A-33', 'documented', PAGES.accessTokens),
    apply: ({ params }) =>
      params.audience ? { audience: params.audience, because: `audience=${params.audience} was sent` } : undefined,
  }),
  defineBehaviour({
    id: 'auth0/audience/default',
    summary: 'Issues tokens for the default audience of the tenant, if it has one and the request names none.',
    stage: 'audience.named',
    origin: 'vendor',
    setting: z.string().default('').describe('identifier of an API; empty: none'),
    source: source('A-32', 'documented', PAGES.accessTokens),
    apply: (_, setting) =>
      setting === '' ? undefined : { audience: String(setting), because: 'the tenant has a default audience' },
  }),
  defineBehaviour({
    id: 'auth0/audience/unknown-with-password',
    summary: 'Refuses an unknown audience of a password grant as an invalid request.',
    stage: 'audience.refuse',
    origin: 'vendor',
    setting: on,
    source: source('A-42', 'recorded', PAGES.ruby),
    remedy: 'Send the identifier of a registered API as audience.',
    apply: ({ audience, client, grantType }) =>
      audience.state === 'unknown' && /^password$|password-realm$/.test(grantType)
        ? {
            ...{ status: 400, error: 'invalid_request', description: 'invalid audience specified for password grant exchange' },
            ...offerApi(client, audience.identifier),
            because: `no API is registered as "${audience.identifier}"`,
          }
        : undefined,
  }),
  defineBehaviour({
    id: 'auth0/audience/unknown-with-client-credentials',
    summary: 'Refuses an unknown audience at the token endpoint as a service that is not enabled.',
    stage: 'audience.refuse',
    origin: 'vendor',
    setting: on,
    source: source('A-41', 'recorded', 'https://github.com/auth0/node-auth0/issues/292'),
    remedy:
      'Send the identifier of a registered API as audience; that of the Management API has the canonical host of the tenant.',
    apply: ({ audience, client, grantType }) =>
      audience.state === 'unknown' && grantType === 'client_credentials'
        ? {
            ...{ status: 403, error: 'access_denied', description: `Service not enabled within domain: ${audience.identifier}` },
            ...offerApi(client, audience.identifier),
            because: `no API is registered as "${audience.identifier}"`,
          }
        : undefined,
  }),
  defineBehaviour({
    id: 'auth0/audience/unknown',
    summary: 'Refuses an unknown audience of a login at the callback.',
    stage: 'audience.refuse',
    origin: 'vendor',
    setting: on,
    source: source('A-08', 'recorded', 'https://github.com/aws-samples/ask-around-me/issues/2'),
    remedy: 'Register the API, or correct audience: it is compared as a text, with its slash.',
    apply: ({ audience, client, grantType }) =>
      audience.state === 'unknown' && grantType === 'authorization_code'
        ? {
            ...{ status: 400, error: 'access_denied', description: `Service not found: ${audience.identifier}` },
            ...offerApi(client, audience.identifier),
            because: `no API is registered as "${audience.identifier}"`,
          }
        : undefined,
  }),
  defineBehaviour({
    id: 'auth0/audience/not-granted',
    summary: 'Refuses an API that the client has no grant for.',
    stage: 'audience.refuse',
    origin: 'vendor',
    setting: on,
    source: source(
      'A-09',
      'reported',
      'https://auth0.com/docs/get-started/applications/third-party-applications/troubleshooting',
    ),
    remedy: 'Create a client grant for the API, or list it among the APIs of the client.',
    apply: ({ audience, client, grantType }) => {
      if (audience.state === 'none' || audience.state === 'unknown') return undefined;
      const isMachine = grantType === 'client_credentials';
      if (audience.state === 'granted' && !(isMachine && !hasGrant(client, audience.identifier))) return undefined;
      const text = `Client "${client.clientId}" is not authorized to access resource server "${audience.identifier}".`;
      return {
        status: isMachine ? 403 : 400,
        error: isMachine ? 'access_denied' : isThirdParty(client) ? 'unauthorized_client' : 'invalid_request',
        description: isMachine ? `${text} You need to create a "client-grant" associated to this API.` : text,
        ...offerApi(client, audience.identifier),
        because: `${client.clientId} has no grant for the API`,
      };
    },
  }),
];
