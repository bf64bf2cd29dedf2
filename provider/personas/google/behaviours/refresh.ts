import { z } from 'zod';
import { defineBehaviour } from '../../../model/index.ts';
import { PAGES, source } from './source.ts';

const on = z.boolean().default(true);
const OFFLINE = 'redirect to /authorize with access_type=offline and prompt=consent';

/** When a refresh token is issued, and the response of a refresh. */
export const refresh = [
  defineBehaviour({
    id: 'google/refresh/online-has-none',
    summary: 'Issues no refresh token unless `access_type=offline` is requested; the default is `online`.',
    remedy: `To work without the person, ${OFFLINE}; else redirect again when the token ends.`,
    stage: 'refresh.issue',
    origin: 'vendor',
    setting: on,
    source: source('G-02', 'documented', PAGES.webServer),
    apply: ({ login }) => {
      const type = login.params.access_type;
      if (type === 'offline') return undefined;
      return {
        issue: false,
        because: type === undefined ? 'access_type was not sent, which means online' : `access_type was "${type}"`,
      };
    },
  }),
  defineBehaviour({
    id: 'google/refresh/first-consent-only',
    summary: 'Issues a refresh token only if the consent page was shown for an offline request.',
    remedy: `Keep the refresh token of the first login; if it is lost, ${OFFLINE}.`,
    stage: 'refresh.issue',
    origin: 'vendor',
    setting: on,
    source: source('G-04', 'documented', 'https://github.com/googleapis/google-api-nodejs-client/issues/750'),
    apply: ({ login }) =>
      login.consentShown
        ? undefined
        : { issue: false, because: 'the user had already consented and prompt=consent was not sent' },
  }),
  defineBehaviour({
    id: 'google/refresh/without-offline-scope',
    summary: 'Issues refresh tokens without a scope `offline_access`, which it does not have.',
    stage: 'refresh.issue',
    origin: 'vendor',
    setting: on,
    source: source('G-04', 'documented', PAGES.webServer),
    apply: ({ login }) => ({
      issue: true,
      because: `access_type was "${login.params.access_type ?? 'online'}" and ${login.consentShown ? 'the' : 'no'} consent screen was shown`,
    }),
  }),
  defineBehaviour({
    id: 'google/refresh/no-rotation',
    summary: 'Never rotates refresh tokens: the first one stays valid.',
    stage: 'refresh.rotate',
    origin: 'vendor',
    setting: on,
    source: source('G-40', 'documented', PAGES.webServer),
    apply: () => ({ rotate: false, because: 'the refresh token that was sent stays as it is' }),
  }),
  defineBehaviour({
    id: 'google/refresh/not-repeated',
    summary: 'Omits the refresh token from the response of a refresh.',
    stage: 'token.reply',
    origin: 'vendor',
    setting: on,
    source: source('G-40', 'documented', PAGES.webServer),
    apply: ({ body, form }) => {
      const isRotated = body.refresh_token !== form.refresh_token;
      if (form.grant_type !== 'refresh_token' || !('refresh_token' in body) || isRotated) return undefined;
      const { refresh_token: _, ...rest } = body;
      return { body: rest, because: 'this is a refresh; the token that was sent stays in force' };
    },
  }),
];
