import { z } from 'zod';
import { defineBehaviour, isLoopbackUri } from '../../../model/index.ts';
import { on } from '../../../oauth/switch-setting.ts';
import { LOCALES, localised } from '../api/languages.ts';
import { configurationOf } from '../configuration.ts';
import { dialogError } from '../dialog-errors.ts';
import { isAppScheme } from '../redirects.ts';
import { registrationOf } from '../registration.ts';
import { responseTypesOf } from '../response-types.ts';
import { askedScopes } from '../scopes.ts';
import { PAGES, source } from './source.ts';

/** Where a refusal is told: on Facebook's own page, or to the app in `error_code` and `error_message`. */
const told = z
  .enum(['page', 'app'])
  .default('page')
  .describe('page: on a page of Facebook’s; app: back to the app, with error_code and error_message');

const tells = (setting: unknown) => (setting === 'app' ? 'app' : 'person');

/** The same for a redirect URI that is none of the app's: the error goes there all the same, as apps have seen it. */
const tellsThere = (setting: unknown) => (setting === 'app' ? 'unregistered' : 'person');

/** The status of these pages is not known. */
const pageStatus = z
  .union([z.literal(400), z.literal(200)])
  .default(400)
  .describe('HTTP status of the page');

const hostOf = (uri: string): string | undefined => (URL.canParse(uri) ? new URL(uri).host : undefined);

const isPhoneView = (agent = ''): boolean => /;\s*wv\)/.test(agent);
const isOtherView = (agent = ''): boolean => /\(i(?:Phone|Pad|Pod)/.test(agent) && !/Safari\//.test(agent);

/** Requests that the dialog refuses, in the order in which they are looked at. */
export const dialogRefuse = [
  defineBehaviour({
    id: 'facebook/dialog/unknown-app',
    summary: 'Shows an error page for an unknown app id.',
    remedy: 'Send the app id that is registered.',
    stage: 'authorize.refuse',
    origin: 'vendor',
    setting: pageStatus,
    source: source('F-23', 'reported', 'https://github.com/jaredhanson/passport-facebook/issues/71'),
    apply: ({ client, params }, status) =>
      client && registrationOf(client).status !== 'deleted'
        ? undefined
        : {
            ...dialogError('invalidApp', 'person', Number(status)),
            because: `no app has the id ${params.client_id ?? params.app_id}`,
          },
  }),
  defineBehaviour({
    id: 'facebook/dialog/redirect-uri-required',
    summary: 'Shows an error page for a missing redirect URI.',
    remedy: 'Send redirect_uri with every request.',
    stage: 'authorize.refuse',
    origin: 'vendor',
    setting: pageStatus,
    source: source('F-23', 'reported', PAGES.manualFlow),
    apply: ({ params }, status) =>
      params.redirect_uri
        ? undefined
        : { ...dialogError('noRedirectUri', 'person', Number(status)), because: 'redirect_uri was not sent' },
  }),
  defineBehaviour({
    id: 'facebook/dialog/embedded-browser',
    summary: 'Shows an error page to embedded browsers: Android web views always, others if the app says so.',
    remedy: 'Open the system browser instead of an embedded web view.',
    stage: 'authorize.refuse',
    origin: 'vendor',
    setting: on,
    source: source('F-93', 'reported', 'https://github.com/facebook/facebook-android-sdk/issues/1012'),
    apply: ({ request, client }) => {
      const agent = request.headers['user-agent'];
      if (!isPhoneView(agent) && !(registrationOf(client).embeddedBrowsers === false && isOtherView(agent))) return undefined;
      return { ...dialogError('embedded'), because: `the browser is a web view: ${agent}` };
    },
  }),
  defineBehaviour({
    id: 'facebook/dialog/web-login-off',
    summary: 'Refuses browsers if the app has disabled Web OAuth Login.',
    remedy: 'Switch on Web OAuth Login in the App Dashboard.',
    stage: 'authorize.refuse',
    origin: 'vendor',
    setting: told,
    source: source('F-94', 'documented', PAGES.security),
    apply: ({ client }, setting) =>
      registrationOf(client).webLogin === false
        ? { ...dialogError('blocked', tells(setting)), because: 'Web OAuth Login of the app is off' }
        : undefined,
  }),
  defineBehaviour({
    id: 'facebook/dialog/https-only',
    summary: 'Refuses redirect URIs without TLS, except `http://localhost` while the app is in development.',
    remedy: 'Use https, or http://localhost while the app is in development.',
    stage: 'authorize.refuse',
    origin: 'vendor',
    setting: z
      .enum(['but-registered-loopback', 'always'])
      .default('but-registered-loopback')
      .describe(
        'but-registered-loopback: lets an address on this machine pass that is registered, which Facebook itself would not register',
      ),
    source: source('F-25', 'documented', PAGES.security),
    apply: ({ params: { redirect_uri: uri = '' }, client, redirectUriFits }, setting) => {
      if (!uri.startsWith('http:') || !URL.canParse(uri)) return undefined;
      if (registrationOf(client).status === 'testing' && new URL(uri).hostname === 'localhost') return undefined;
      if (setting !== 'always' && redirectUriFits && isLoopbackUri(uri)) return undefined;
      return { ...dialogError('insecure'), because: `${uri} is not https` };
    },
  }),
  defineBehaviour({
    id: 'facebook/dialog/foreign-domain',
    summary: 'Refuses redirect URIs on a domain that is not one of the app’s.',
    remedy: 'Add the domain to the app domains in the App Dashboard.',
    stage: 'authorize.refuse',
    origin: 'vendor',
    setting: told,
    source: source('F-22', 'recorded', 'https://github.com/simi/omniauth-facebook/issues/116'),
    apply: ({ params: { redirect_uri: uri = '' }, client, redirectUriFits }, setting) => {
      if (redirectUriFits || !client || isAppScheme(uri)) return undefined;
      const host = hostOf(uri);
      if (host === undefined || client.redirectUris.some((registered) => hostOf(registered) === host)) return undefined;
      return { ...dialogError('foreignDomain', tellsThere(setting)), because: `no redirect URI of the app is on ${host}` };
    },
  }),
  defineBehaviour({
    id: 'facebook/dialog/redirect-blocked',
    summary: 'Refuses redirect URIs that are not exactly one of the app’s.',
    remedy: 'Register this redirect URI in the App Dashboard, or send a registered one.',
    stage: 'authorize.refuse',
    origin: 'vendor',
    setting: told,
    source: source('F-24', 'documented', PAGES.security),
    apply: ({ params: { redirect_uri: uri = '' }, client, redirectUriFits }, setting) =>
      redirectUriFits || !client
        ? undefined
        : { ...dialogError('blocked', tellsThere(setting)), because: `${uri} is not among the Valid OAuth Redirect URIs` },
  }),
  defineBehaviour({
    id: 'facebook/dialog/invalid-scopes',
    summary: 'Lists unknown permissions on an error page; the app gets no callback.',
    remedy: 'Correct the permission that the page names.',
    stage: 'authorize.refuse',
    origin: 'vendor',
    setting: on,
    source: source('F-04', 'reported', PAGES.manualFlow),
    apply: ({ params, known }) => {
      const unknown = askedScopes(params.scope).filter((scope) => !known.scopes.has(scope));
      if (unknown.length === 0) return undefined;
      const description = `Invalid Scopes: ${unknown.join(', ')}. This message is only shown to developers. Users of your app will ignore these permissions if present.`;
      return { status: 400, error: 'Invalid Scopes', description, because: `no permission is called ${unknown.join(', ')}` };
    },
  }),
  defineBehaviour({
    id: 'facebook/dialog/unapproved-permissions',
    summary: 'Refuses permissions that the app is not approved for.',
    remedy: 'Ask for approved permissions, or request this one in App Review.',
    stage: 'authorize.refuse',
    origin: 'vendor',
    setting: told.default('app'),
    source: source('F-22', 'reported', PAGES.manualFlow),
    apply: ({ params, client }, setting) => {
      const unapproved = askedScopes(params.scope).filter((scope) => registrationOf(client).hiddenScopes?.includes(scope));
      if (unapproved.length === 0) return undefined;
      return {
        ...dialogError('unapproved', tells(setting)),
        because: `${client?.name} was not approved for ${unapproved.join(', ')}`,
      };
    },
  }),
  defineBehaviour({
    id: 'facebook/business/code-only',
    summary: 'Answers a configuration for system users with a code only.',
    remedy: 'Send response_type=code with this configuration.',
    stage: 'authorize.refuse',
    origin: 'vendor',
    setting: on,
    source: source('F-10', 'documented', PAGES.business),
    apply: ({ params, client }) => {
      const configuration = configurationOf(client, params);
      if (configuration?.token !== 'system-user' || !responseTypesOf(params.response_type).includes('token')) return undefined;
      return { ...dialogError('other'), because: 'a system user token is available only with a code' };
    },
  }),
  defineBehaviour({
    id: 'facebook/dialog/other-errors',
    summary: 'Shows a general error page for every other invalid request.',
    remedy: 'Correct the request: the app gets no callback.',
    stage: 'authorize.refuse',
    origin: 'vendor',
    setting: on,
    source: source('F-23', 'inferred', PAGES.manualFlow),
    apply: ({ failure }) =>
      failure ? { ...dialogError('other'), because: failure.detail ?? failure.description ?? failure.error } : undefined,
  }),
  defineBehaviour({
    id: 'facebook/dialog/language',
    summary: 'Translates some error texts to the language of the person, also for the app; the codes are the same.',
    stage: 'authorize.words',
    origin: 'vendor',
    setting: z
      .enum(['by-request', ...LOCALES, 'off'])
      .default('by-request')
      .describe('language of the errors; `by-request`: that of the parameter `locale`'),
    source: source('F-92', 'recorded', 'https://github.com/jaredhanson/passport-facebook/issues/267'),
    apply: ({ params, refusal }, setting) => {
      const locale = setting === 'by-request' ? (params.locale ?? '') : String(setting);
      const description = localised(locale, Number(refusal.error), undefined);
      return description === undefined
        ? undefined
        : { refusal: { ...refusal, description }, because: `the language of the person is ${locale}` };
    },
  }),
];
