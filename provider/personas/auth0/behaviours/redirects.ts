import { z } from 'zod';
import { defineBehaviour, isLoopbackUri } from '../../../model/index.ts';
import { encoded } from '../../../oauth/authorization-response.ts';
import { on } from '../../../oauth/switch-setting.ts';
import { registrationOf, webOriginsOf } from '../registration.ts';
import { PAGES, source } from './source.ts';

const escaped = (text: string): string => text.replaceAll(/[.+?^${}()|[\]\\/]/g, '\\$&');

/** `https://*.shop.example/cb`: one star, in the left-most label of an http or https host. */
const WILDCARD = /^https?:\/\/[a-z0-9-]*\*[a-z0-9-]*\.[^/*]+(?:\/[^*]*)?$/i;

const fitsWildcard = (registered: string, asked: string): boolean =>
  WILDCARD.test(registered) && new RegExp(`^${escaped(registered).replace('*', '[a-z0-9-]+')}$`, 'i').test(asked);

const hasCustomScheme = (uri: string): boolean => !/^https?:/i.test(uri);

/** Which callbacks are allowed, and what is asked before a redirect to them. */
export const redirects = [
  defineBehaviour({
    id: 'auth0/redirect/subdomain-wildcard',
    summary: 'Allows any subdomain where a registered callback has a star in the left-most label of its host.',
    stage: 'redirect-uri',
    origin: 'vendor',
    setting: on,
    source: source('A-04', 'documented', PAGES.wildcards),
    apply: ({ redirectUri, client }) => {
      const wildcard = client.redirectUris.find((registered) => fitsWildcard(registered, redirectUri));
      return wildcard === undefined ? undefined : { fits: true, because: `${wildcard} is registered` };
    },
  }),
  defineBehaviour({
    id: 'auth0/redirect/exact-port',
    summary: 'Compares the port of a loopback callback, for installed apps too.',
    stage: 'redirect-uri',
    origin: 'vendor',
    setting: on,
    source: source('A-04', 'documented', PAGES.wildcards),
    apply: ({ redirectUri, client }) => {
      if (client.kind !== 'desktop' || !isLoopbackUri(redirectUri)) return undefined;
      const fits = client.redirectUris.some(
        (each) => each === redirectUri || (each.endsWith('/*') && redirectUri.startsWith(each.slice(0, -1))),
      );
      return fits ? undefined : { fits: false, because: `${redirectUri} is not registered with this port` };
    },
  }),
  defineBehaviour({
    id: 'auth0/redirect/confirmation',
    summary: 'Asks for a confirmation before a silent redirect to loopback or a custom scheme, unless the client skips it.',
    stage: 'callback.confirm',
    origin: 'vendor',
    setting: on,
    source: source('A-24', 'documented', PAGES.impersonation),
    apply: ({ params, client, wasSilent }) => {
      const uri = params.redirect_uri ?? '';
      if (!wasSilent || registrationOf(client).skipCallbackConfirmation !== false) return undefined;
      return isLoopbackUri(uri) || hasCustomScheme(uri) ? { ask: true, because: `any program could own ${uri}` } : undefined;
    },
  }),
  defineBehaviour({
    id: 'auth0/redirect/response-modes',
    summary: 'Answers by `form_post`, `fragment` or `web_message` where the request asks for it.',
    stage: 'authorize.deliver',
    origin: 'vendor',
    setting: on,
    source: source('A-16', 'documented', 'https://auth0.com/docs/authenticate/protocols/oauth'),
    apply: ({ params, by = 'query' }) => {
      const wanted = { form_post: 'form_post', web_message: 'post_message', fragment: 'fragment' } as const;
      const mode = params.response_mode ?? '';
      if (!Object.hasOwn(wanted, mode)) return undefined;
      const chosen = wanted[mode as keyof typeof wanted];
      return chosen === by ? undefined : { by: chosen, because: `response_mode=${mode}` };
    },
  }),
  defineBehaviour({
    id: 'auth0/redirect/web-origins',
    summary: 'Tells a web message only to origins that are allowed for the client.',
    stage: 'message.origin',
    origin: 'vendor',
    setting: on,
    source: source('A-21', 'documented', PAGES.silent),
    remedy: 'Add the origin of the page to the Allowed Web Origins of the application.',
    apply: ({ origin, client }) =>
      webOriginsOf(client).includes(origin) ? undefined : { tells: false, because: `${origin} is no allowed web origin` },
  }),
  defineBehaviour({
    id: 'auth0/callback/member-order',
    summary: 'Orders the parameters of a callback: `code` before `state`, an error before its description.',
    stage: 'authorize.answer',
    origin: 'vendor',
    setting: on,
    source: source('A-01', 'recorded', PAGES.silent),
    apply: ({ answer, encoding }) => {
      const order = [
        'access_token',
        'code',
        'scope',
        'expires_in',
        'token_type',
        'error',
        'error_description',
        'state',
        'id_token',
      ];
      const rank = ([name]: readonly [string, string]) => (order.includes(name) ? order.indexOf(name) : order.length);
      const sorted = answer.toSorted((one, other) => rank(one) - rank(other));
      return { answer: sorted, encoding, because: `the order is ${sorted.map(([name]) => name).join(', ')}` };
    },
  }),
  defineBehaviour({
    id: 'auth0/callback/encoding',
    summary: 'Writes a space in a callback as `%20`, not as a plus sign.',
    stage: 'authorize.answer',
    origin: 'vendor',
    setting: on,
    source: source('A-08', 'recorded', 'https://github.com/aws-samples/ask-around-me/issues/2'),
    apply: ({ answer, encoding }) =>
      encoded(answer, encoding) === encoded(answer, 'component')
        ? undefined
        : { answer, encoding: 'component', because: 'texts are encoded as URI components' },
  }),
  defineBehaviour({
    id: 'auth0/callback/denied-words',
    summary: 'Tells a declined consent as `User did not authorize the request`.',
    stage: 'authorize.answer',
    origin: 'vendor',
    setting: on,
    source: source('A-07', 'inferred', PAGES.silent),
    apply: ({ answer, encoding, payload }) =>
      payload.error_description === 'End-User aborted interaction'
        ? {
            answer: answer.map((each) =>
              each[0] === 'error_description' ? ([each[0], 'User did not authorize the request'] as const) : each,
            ),
            ...{ encoding, because: 'the person declined' },
          }
        : undefined,
  }),
  defineBehaviour({
    id: 'auth0/callback/issuer',
    summary: 'Adds the issuer to the callback where the tenant switched that on (RFC 9207).',
    stage: 'authorize.answer',
    origin: 'vendor',
    setting: z.enum(['absent', 'present']).default('absent'),
    source: source('A-127', 'documented', 'https://auth0.com/docs/get-started/applications/configure-fapi-compliance'),
    apply: ({ answer, encoding, issuer }, setting) =>
      setting === 'present'
        ? { answer: [...answer, ['iss', issuer]], encoding, because: 'the tenant names its issuer' }
        : undefined,
  }),
];
