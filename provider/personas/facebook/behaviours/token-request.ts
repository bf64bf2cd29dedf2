import { defineBehaviour } from '../../../model/index.ts';
import { basicCredentials } from '../../../oauth/basic-credentials.ts';
import { readForm, readQuery } from '../../../oauth/parameters.ts';
import { on } from '../../../oauth/switch-setting.ts';
import { bodyParams } from '../api/graph-place.ts';
import { PAGES, source } from './source.ts';

type Params = Readonly<Record<string, string>>;

/** The form with the app's own secret in it. */
const authenticated = (form: Params, secret: string): Params => ({ ...form, client_secret: secret });

/** What the token endpoint makes of a request before the protocol sees it. */
export const tokenRequest = [
  defineBehaviour({
    id: 'facebook/token/query-parameters',
    summary: 'Reads the parameters of a token request from the query too, and accepts GET.',
    stage: 'token.request',
    origin: 'vendor',
    setting: on,
    source: source('F-28', 'documented', PAGES.manualFlow),
    apply: ({ request }) => {
      const query = readQuery(request).params;
      if (request.method !== 'GET' && Object.keys(query).length === 0) return undefined;
      return { form: { ...query, ...readForm(request).params }, takes: true, because: 'the parameters are in the URL' };
    },
  }),
  defineBehaviour({
    id: 'facebook/token/json-and-multipart',
    summary: 'Reads the parameters of a token request from a JSON or multipart body too.',
    stage: 'token.request',
    origin: 'vendor',
    setting: on,
    source: source('F-28', 'inferred', 'https://developers.facebook.com/docs/graph-api/overview'),
    apply: ({ form, takes, request }) => {
      const type = request.headers['content-type'] ?? '';
      if (!/^(?:application\/json|multipart\/form-data)\b/i.test(type)) return undefined;
      return { form: { ...form, ...bodyParams(request) }, ...(takes && { takes }), because: `the content type is ${type}` };
    },
  }),
  defineBehaviour({
    id: 'facebook/token/basic-credentials',
    summary: 'Accepts app id and secret by HTTP Basic at the token endpoint, as many libraries send them.',
    stage: 'token.request',
    origin: 'vendor',
    setting: on.describe('false: the header is ignored, as reported until 2023'),
    source: source(
      'F-32',
      'reported',
      'https://github.com/nextauthjs/next-auth/blob/main/packages/core/src/providers/facebook.ts',
    ),
    apply: ({ form, takes, request }) => {
      const basic = basicCredentials(request);
      if (basic.client_id === undefined) return undefined;
      return { form: { ...basic, ...form }, ...(takes && { takes }), because: 'the request has a Basic header' };
    },
  }),
  defineBehaviour({
    id: 'facebook/token/grant-type-optional',
    summary: 'Treats a token request without `grant_type` as a code exchange.',
    stage: 'token.request',
    origin: 'vendor',
    setting: on,
    source: source('F-28', 'documented', PAGES.manualFlow),
    apply: ({ form, takes }) =>
      form.grant_type
        ? undefined
        : { form: { ...form, grant_type: 'authorization_code' }, ...(takes && { takes }), because: 'grant_type was left out' },
  }),
  defineBehaviour({
    id: 'facebook/token/verifier-for-secret',
    summary: 'Accepts a code verifier instead of the app secret, as its mobile SDKs send it.',
    stage: 'token.request',
    origin: 'vendor',
    setting: on,
    source: source('F-11', 'recorded', 'https://github.com/facebook/facebook-android-sdk'),
    apply: ({ form, takes, login, client }) => {
      const isBound = login?.params.code_challenge !== undefined && login.clientId === client?.clientId;
      if (!isBound || !form.code_verifier || form.client_secret !== undefined || client?.clientSecret === undefined)
        return undefined;
      return {
        form: authenticated(form, client.clientSecret),
        ...(takes && { takes }),
        because: 'the code is bound to a verifier, and the secret was left out',
      };
    },
  }),
  defineBehaviour({
    id: 'facebook/token/client-code-without-secret',
    summary: 'Accepts a code that a server requested for its client without the app secret.',
    stage: 'token.request',
    origin: 'vendor',
    setting: on,
    source: source('F-36', 'documented', PAGES.longLived),
    apply: ({ form, takes, grant, client }) => {
      const isKnown = grant !== undefined && grant.state !== 'unknown';
      const isForClients = isKnown && grant.grantType === 'client_code' && grant.clientId === client?.clientId;
      if (!isForClients || form.client_secret !== undefined || client?.clientSecret === undefined) return undefined;
      return {
        form: authenticated(form, client.clientSecret),
        ...(takes && { takes }),
        because: 'the code was made for a client of the server',
      };
    },
  }),
];
