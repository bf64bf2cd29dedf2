import { defineBehaviour, redirectUriFits } from '../../../model/index.ts';
import { on } from '../../../oauth/switch-setting.ts';
import { isLoginSuccess } from '../redirects.ts';
import { registrationOf } from '../registration.ts';
import { PAGES, source } from './source.ts';

/** The address without a `state` in its query. */
const withoutState = (uri: string): string => {
  const [start = '', query] = uri.split('?', 2);
  const kept = (query ?? '').split('&').filter((pair) => pair !== '' && !/^state(?:=|$)/.test(pair));
  return kept.length === 0 ? start : `${start}?${kept.join('&')}`;
};

/** Which redirect URIs are an app's, besides those that are written exactly as registered. */
export const redirects = [
  defineBehaviour({
    id: 'facebook/redirect/state-in-query',
    summary: 'Ignores only `state` in the query when it compares redirect URIs.',
    stage: 'redirect-uri',
    origin: 'vendor',
    setting: on,
    source: source('F-24', 'documented', PAGES.security),
    apply: ({ redirectUri, client }) => {
      const bare = withoutState(redirectUri);
      if (bare === redirectUri || redirectUriFits(client, redirectUri) || !client.redirectUris.includes(bare)) return undefined;
      return { fits: true, because: `without its state it is ${bare}` };
    },
  }),
  defineBehaviour({
    id: 'facebook/redirect/localhost-in-development',
    summary: 'Accepts `http://localhost` without registration while an app is in development, but not 127.0.0.1.',
    stage: 'redirect-uri',
    origin: 'vendor',
    setting: on,
    source: source('F-24', 'reported', PAGES.security),
    apply: ({ redirectUri, client }) =>
      registrationOf(client).status === 'testing' &&
      /^http:\/\/localhost(?::\d+)?(?:[/?]|$)/.test(redirectUri) &&
      URL.canParse(redirectUri) &&
      !redirectUriFits(client, redirectUri)
        ? { fits: true, because: 'the app is in development' }
        : undefined,
  }),
  defineBehaviour({
    id: 'facebook/redirect/every-port-counts',
    summary: 'Compares the port of loopback redirect URIs of installed apps too.',
    stage: 'redirect-uri',
    origin: 'vendor',
    setting: on,
    source: source('F-24', 'documented', PAGES.security),
    apply: ({ redirectUri, client }) =>
      redirectUriFits(client, redirectUri) && !redirectUriFits({ ...client, kind: 'web' }, redirectUri)
        ? { fits: false, because: `${redirectUri} is registered with another port` }
        : undefined,
  }),
  defineBehaviour({
    id: 'facebook/redirect/login-success-page',
    summary: 'Accepts its own `login_success.html` for every app, for embedded browsers.',
    stage: 'redirect-uri',
    origin: 'vendor',
    setting: on,
    source: source('F-18', 'documented', PAGES.manualFlow),
    apply: ({ redirectUri }) => (isLoginSuccess(redirectUri) ? { fits: true, because: 'the page is Facebook’s own' } : undefined),
  }),
  defineBehaviour({
    id: 'facebook/redirect/app-scheme',
    summary: 'Accepts `fb{app-id}://authorize` and `fbconnect://success` for every app.',
    stage: 'redirect-uri',
    origin: 'vendor',
    setting: on,
    source: source('F-26', 'recorded', 'https://github.com/facebook/facebook-ios-sdk'),
    apply: ({ redirectUri, client }) =>
      redirectUri.startsWith(`fb${client.clientId}://authorize`) || redirectUri === 'fbconnect://success'
        ? { fits: true, because: 'the scheme is the app’s by its id' }
        : undefined,
  }),
];
