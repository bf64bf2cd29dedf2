import { z } from 'zod';
import { type Client, defineBehaviour } from '../../../../model/index.ts';
import { PAGES, source } from '../../behaviours/source.ts';
import { registrationOf } from '../../registration.ts';
import { signedRequest } from '../signed-request.ts';

const on = z.boolean().default(true);

const hostOf = (url: string): string | undefined => (URL.canParse(url) ? new URL(url).host : undefined);

/** True for an address on the site of the app: a host of one of its redirect URIs. */
const isOnSite = (next: string | undefined, client: Client | undefined): next is string => {
  const host = hostOf(next ?? '');
  return host !== undefined && /^https?:/.test(next ?? '') && (client?.redirectUris ?? []).some((uri) => hostOf(uri) === host);
};

const signed = (accountId: string, secret: string, nowEpochSeconds: number) => ({
  signed_request: signedRequest({ userId: accountId, issuedAtEpochSeconds: nowEpochSeconds }, secret),
});

/** Sign-out, and webhooks to apps. */
export const session = [
  defineBehaviour({
    id: 'facebook/logout/next-and-token',
    summary: 'Signs a browser out at `logout.php` only with a valid token of the signed-in person and a URL of the app.',
    stage: 'logout',
    origin: 'vendor',
    setting: on,
    source: source('F-78', 'reported', 'https://keganzo.blogspot.com/2012/03/'),
    apply: ({ params, token, client, isSignedIn }) => {
      const { next } = params;
      if (token?.state !== 'live') return { signOut: false, because: 'no valid access token was sent' };
      if (!isSignedIn) return { signOut: false, because: 'the token does not belong to the signed-in person' };
      if (!isOnSite(next, client)) return { signOut: false, because: 'next is not a URL of the app' };
      return { signOut: true, to: next, because: 'token and next are valid' };
    },
  }),
  defineBehaviour({
    id: 'facebook/callback/deauthorize',
    summary: 'Notifies an app with a signed request that a person removed it.',
    stage: 'app.removed',
    origin: 'vendor',
    setting: on,
    source: source('F-80', 'recorded', 'https://github.com/bk-rs/facebook-rs'),
    apply: ({ kind, client, accountId, nowEpochSeconds }) => {
      const { deauthorizeUrl: url } = registrationOf(client);
      if (kind !== 'deauthorize' || !url || client.clientSecret === undefined) return undefined;
      const form = signed(accountId, client.clientSecret, nowEpochSeconds);
      return { url, form, because: `the person with the id ${accountId} at ${client.name} removed the app` };
    },
  }),
  defineBehaviour({
    id: 'facebook/callback/data-deletion',
    summary: 'Asks an app with a signed request to delete the data of a person who removed it.',
    stage: 'app.removed',
    origin: 'vendor',
    setting: on,
    source: source('F-81', 'documented', PAGES.dataDeletion),
    apply: ({ kind, client, accountId, nowEpochSeconds }) => {
      const { dataDeletionUrl: url } = registrationOf(client);
      if (kind !== 'data-deletion' || !url || client.clientSecret === undefined) return undefined;
      const form = signed(accountId, client.clientSecret, nowEpochSeconds);
      return {
        url,
        form,
        wants: ['url', 'confirmation_code'],
        because: `${accountId} removed ${client.name} and requested data deletion`,
      };
    },
  }),
];
