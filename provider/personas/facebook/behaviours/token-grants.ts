import { defineBehaviour } from '../../../model/index.ts';
import { on } from '../../../oauth/switch-setting.ts';
import { PAGES, source } from './source.ts';

/** Ways to a token that the protocol does not know. */
export const tokenGrants = [
  defineBehaviour({
    id: 'facebook/token/app-token',
    summary: 'Issues an app token for `client_credentials`, derived from id and secret; it never expires.',
    stage: 'token.grant',
    origin: 'vendor',
    setting: on,
    source: source('F-33', 'recorded', 'https://github.com/arsduo/koala'),
    apply: ({ form, at }) =>
      at === 'token' && form.grant_type === 'client_credentials'
        ? { give: 'app-token', because: 'the app requested an app token' }
        : undefined,
  }),
  defineBehaviour({
    id: 'facebook/token/long-lived-exchange',
    summary: 'Exchanges a valid token for a long-lived one (`fb_exchange_token`); the old one stays valid.',
    stage: 'token.grant',
    origin: 'vendor',
    setting: on,
    source: source('F-34', 'documented', PAGES.longLived),
    apply: ({ form, at }) =>
      at === 'token' && form.grant_type === 'fb_exchange_token'
        ? { give: 'longer-token', because: 'a valid token was sent' }
        : undefined,
  }),
  defineBehaviour({
    id: 'facebook/token/client-code',
    summary: 'Exchanges a long-lived token of a server for a code that a client redeems without the secret.',
    stage: 'token.grant',
    origin: 'vendor',
    setting: on,
    source: source('F-36', 'documented', PAGES.longLived),
    apply: ({ at }) =>
      at === 'client-code' ? { give: 'code', because: 'the server requests a code for its client' } : undefined,
  }),
];
