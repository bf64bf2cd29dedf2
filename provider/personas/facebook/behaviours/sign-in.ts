import { z } from 'zod';
import { defineBehaviour, type Person } from '../../../model/index.ts';
import { on } from '../../../oauth/switch-setting.ts';
import { authTypesOf } from '../auth-types.ts';
import { dialogError } from '../dialog-errors.ts';
import { registrationOf } from '../registration.ts';
import { PAGES, source } from './source.ts';

const hasRole = ({ key, sub, email }: Person, testers: readonly string[] | undefined): boolean =>
  testers === undefined || [key, sub, email].some((name) => testers.includes(name));

const PHONE = /\b(?:Android|iPhone|iPod)\b.*\bMobile\b/;

/** Who signs in, how, and with which app. */
export const signIn = [
  defineBehaviour({
    id: 'facebook/dialog/mobile-host',
    summary: 'Redirects phones to its mobile host, unless the app requests a display.',
    stage: 'authorize.move',
    origin: 'vendor',
    setting: on,
    source: source('F-06', 'inferred', PAGES.manualFlow),
    apply: ({ params, request: { url, headers } }) =>
      params.display === undefined && url.hostname === 'www.facebook.com' && PHONE.test(headers['user-agent'] ?? '')
        ? { to: `https://m.facebook.com${url.pathname}${url.search}`, because: 'the browser is a phone’s' }
        : undefined,
  }),
  defineBehaviour({
    id: 'facebook/sign-in/login-page',
    summary: 'Redirects a browser without a session to `login.php`, with the return and cancel URLs in the query.',
    stage: 'sign-in.show',
    origin: 'vendor',
    setting: on,
    source: source('F-12', 'recorded', 'https://pastebin.com/jywPJecY'),
    apply: ({ client, nextUrl, cancelUrl, ticket, params }) => ({
      query: {
        skip_api_login: '1',
        api_key: client.clientId,
        signed_next: '1',
        next: `${nextUrl}&ret=login`,
        cancel_url: cancelUrl,
        display: params.display ?? 'page',
        locale: params.locale ?? 'en_US',
        logger_id: ticket,
      },
      because: 'no session exists, or re-authentication is required',
    }),
  }),
  defineBehaviour({
    id: 'facebook/sign-in/reauthenticate',
    summary: 'Asks for the password again if `auth_type` is `reauthenticate`.',
    stage: 'sign-in.again',
    origin: 'vendor',
    setting: on,
    source: source('F-07', 'documented', PAGES.reauthentication),
    apply: ({ params }) =>
      authTypesOf(params).includes('reauthenticate') ? { again: true, because: 'auth_type is reauthenticate' } : undefined,
  }),
  defineBehaviour({
    id: 'facebook/app/force-reauthentication',
    summary: 'Asks for the password in every login if the app enables Force Web OAuth Reauthentication.',
    stage: 'sign-in.again',
    origin: 'vendor',
    setting: on,
    source: source('F-09', 'reported', 'https://github.com/jaredhanson/passport-facebook/issues/246'),
    apply: ({ client }) =>
      registrationOf(client).reauthenticates
        ? { again: true, because: 'the app requires the password in every login' }
        : undefined,
  }),
  defineBehaviour({
    id: 'facebook/app/development-mode',
    summary: 'Allows only people with a role to use an app in development.',
    remedy: 'Give the person a role in the App Dashboard, or switch the app to live.',
    stage: 'account.refuse',
    origin: 'vendor',
    setting: z
      .enum(['not-active', 'app', 'page'])
      .default('not-active')
      .describe('not-active: the page of today; app, page: the older 1349126, to the app or on a page'),
    source: source('F-27', 'reported', PAGES.security),
    apply: ({ client, person }, setting) => {
      if (registrationOf(client).status !== 'testing' || hasRole(person, registrationOf(client).testers)) return undefined;
      const error =
        setting === 'not-active' ? dialogError('notActive') : dialogError('inDevelopment', setting === 'app' ? 'app' : 'person');
      return { ...error, because: `the app is in development, and ${person.key} has no role` };
    },
  }),
];
