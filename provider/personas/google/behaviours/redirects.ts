import { defineBehaviour, isLoopbackUri } from '../../../model/index.ts';
import { originsOf, relayOrigin, reversedClientId } from '../redirects.ts';
import { PAGES, source } from './source.ts';
import { on } from './vocabulary.ts';

/** Redirect URIs that a client may use without registration. */
export const redirects = [
  defineBehaviour({
    id: 'google/redirect/desktop-loopback',
    summary: 'Accepts any port and path on loopback for a desktop client without registration.',
    stage: 'redirect-uri',
    origin: 'vendor',
    setting: on,
    source: source('G-32', 'recorded', 'https://developers.google.com/identity/protocols/oauth2/native-app'),
    apply: ({ client, redirectUri }) =>
      client.kind === 'desktop' && isLoopbackUri(redirectUri)
        ? { fits: true, because: `${client.clientId} is a desktop client and ${redirectUri} is on loopback` }
        : undefined,
  }),
  defineBehaviour({
    id: 'google/redirect/reversed-client-id',
    summary: 'Accepts the reversed client id as the scheme of a mobile client, with a single slash.',
    stage: 'redirect-uri',
    origin: 'vendor',
    setting: on,
    source: source('G-32', 'recorded', 'https://developers.google.com/identity/protocols/oauth2/native-app'),
    apply: ({ client, redirectUri }) =>
      client.kind === 'mobile' && redirectUri.startsWith(`${reversedClientId(client.clientId)}/`)
        ? { fits: true, because: `${reversedClientId(client.clientId)} is the client id read backwards` }
        : undefined,
  }),
  defineBehaviour({
    id: 'google/redirect/popup-origin',
    summary: 'Accepts the redirect URI of its sign-in script if the page that opened the popup has a registered origin.',
    stage: 'redirect-uri',
    origin: 'vendor',
    setting: on,
    source: source('G-28', 'reported', 'https://github.com/MomenSherif/react-oauth/issues/64'),
    apply: ({ client, redirectUri }) => {
      const origin = relayOrigin(redirectUri);
      if (origin === undefined || !originsOf(client).includes(origin)) return undefined;
      return { fits: true, because: `the popup was opened by ${origin}, which is registered` };
    },
  }),
  defineBehaviour({
    id: 'google/authorize/insecure-redirect',
    summary: 'Refuses plain http for a web client except on loopback.',
    remedy: 'Use https, or a loopback address during development.',
    stage: 'authorize.refuse',
    origin: 'vendor',
    setting: on,
    source: source('G-32', 'inferred', `${PAGES.webServer}#uri-validation`),
    apply: ({ params, client }) => {
      const uri = params.redirect_uri ?? '';
      if (client?.kind !== 'web' || !uri.startsWith('http://') || isLoopbackUri(uri)) return undefined;
      return {
        status: 400,
        error: 'invalid_request',
        description:
          "You can't sign in to this app because it doesn't comply with Google's OAuth 2.0 policy for keeping apps secure.",
        because: `${uri} is plain http and not on this machine`,
      };
    },
  }),
  defineBehaviour({
    id: 'google/token/postmessage',
    summary: 'Requires `redirect_uri=postmessage` for the code of a popup.',
    remedy: 'Send redirect_uri=postmessage with the code of a popup.',
    stage: 'token.request',
    origin: 'vendor',
    setting: on,
    source: source('G-28', 'reported', 'https://github.com/MomenSherif/react-oauth/issues/64'),
    apply: ({ form, login }) => {
      const asked = login?.params.redirect_uri;
      if (form.grant_type !== 'authorization_code' || asked === undefined || relayOrigin(asked) === undefined) return undefined;
      const fits = form.redirect_uri === 'postmessage';
      const redirect_uri = fits ? asked : form.redirect_uri === asked ? `${asked}#not-postmessage` : (form.redirect_uri ?? '');
      return { form: { ...form, redirect_uri }, because: `the code was given to a popup; ${form.redirect_uri} was sent` };
    },
  }),
  defineBehaviour({
    id: 'google/authorize/popup-answer',
    summary: 'Posts the answer of a popup to the window that opened it.',
    stage: 'authorize.deliver',
    origin: 'vendor',
    setting: on,
    source: source('G-28', 'reported', 'https://github.com/MomenSherif/react-oauth/issues/64'),
    apply: ({ params }) =>
      relayOrigin(params.redirect_uri) === undefined
        ? undefined
        : { by: 'post_message', because: `the redirect URI is that of the sign-in script: ${params.redirect_uri}` },
  }),
];
