import { defineBehaviour } from '../../../model/index.ts';
import { on } from '../../../oauth/switch-setting.ts';
import { PAGES, source } from './source.ts';

/** Ways to a token that the protocol does not know. */
export const tokenGrants = [
  defineBehaviour({
    id: 'facebook/token/app-token',
    summary: 'Gives an app a token of its own for `client_credentials`, made from its id and its secret; it has no end.',
    stage: 'token.grant',
    origin: 'vendor',
    setting: on,
    source: source('F-33', 'recorded', 'https://github.com/arsduo/koala'),
    apply: ({ form, at }) =>
      at === 'token' && form.grant_type === 'client_credentials'
        ? { give: 'app-token', because: 'the app asks for itself' }
        : undefined,
  }),
  defineBehaviour({
    id: 'facebook/token/long-lived-exchange',
    summary: 'Gives a longer token for a living one (`fb_exchange_token`); the old one stays alive.',
    stage: 'token.grant',
    origin: 'vendor',
    setting: on,
    source: source('F-34', 'documented', PAGES.longLived),
    apply: ({ form, at }) =>
      at === 'token' && form.grant_type === 'fb_exchange_token'
        ? { give: 'longer-token', because: 'a living token was sent' }
        : undefined,
  }),
  defineBehaviour({
    id: 'facebook/token/client-code',
    summary: 'Turns a long-lived token of a server into a code that a client redeems without the secret.',
    stage: 'token.grant',
    origin: 'vendor',
    setting: on,
    source: source('F-36', 'documented', PAGES.longLived),
    apply: ({ at }) => (at === 'client-code' ? { give: 'code', because: 'the server asks for its client' } : undefined),
  }),
];
