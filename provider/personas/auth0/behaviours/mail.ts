import { z } from 'zod';
import { defineBehaviour, type Stages } from '../../../model/index.ts';
import { on } from '../../../oauth/switch-setting.ts';
import { html } from '../../../pages/index.ts';
import type { MailKind } from '../stages.ts';
import { PAGES, source } from './source.ts';

/** The sender of tenants without a mail provider of their own. */
const FROM = 'no-reply@auth0user.net';

interface Words {
  readonly subject: string;
  readonly before: string;
  readonly button: string;
  readonly after: string;
}

/** A message with its link, as text and as HTML. */
const message = ({ subject, before, button, after }: Words, { link, tenant }: Stages['mail.compose']['input']) => ({
  ...{ from: FROM, subject },
  text: `${before}\n\n${button}: ${link}\n\n${after}\n\n${tenant}\n`,
  html: html`<p>${before}</p>
<p><a href="${link}">${button}</a></p>
<p>${after}</p>
<p>${tenant}</p>
`.markup,
});

const ISSUES = 'If you are having any issues with your account, please reply to this mail.';

const appOf = ({ client, tenant }: Stages['mail.compose']['input']): string => client?.name ?? tenant;

const isFor = (kind: MailKind, input: Stages['mail.compose']['input']): boolean => input.kind === kind;

/** Parameters in front of the fragment. Spaces are `%20`. */
const withParams = (url: string, params: readonly (readonly [string, string])[]): string => {
  const [address = '', fragment] = url.split(/#(.*)/s, 2);
  const query = params.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  return `${address}${address.includes('?') ? '&' : '?'}${query}${fragment === undefined ? '' : `#${fragment}`}`;
};

const VERIFIED: Readonly<Record<string, string>> = {
  done: 'Your email was verified. You can continue using the application.',
  used: 'This URL can be used only once',
  expired: 'Access expired.',
  unknown: 'User account does not exist or verification code is invalid.',
  'done-before': 'This account is already verified.',
};

const CHANGED: Readonly<Record<string, string>> = {
  done: 'You can now login to the application with the new password.',
  used: 'This URL can be used only once',
  expired: 'Access expired.',
  unknown: 'The operation cannot be completed. Please try again.',
};

/** Messages to users, and the links in them. */
export const mail = [
  defineBehaviour({
    id: 'auth0/mail/verification',
    summary: 'Sends a mail whose link verifies the address, after a sign-up and when it is asked to.',
    stage: 'mail.compose',
    origin: 'vendor',
    setting: on,
    source: source('A-94', 'documented', PAGES.templates),
    apply: (input) =>
      isFor('verification', input)
        ? {
            ...message(
              {
                subject: 'Verify your email',
                before: `Thank you for signing up for ${appOf(input)}. Please verify your email address by the following link.`,
                ...{ button: 'Confirm my account', after: ISSUES },
              },
              input,
            ),
            because: `${input.person.email} is to be verified`,
          }
        : undefined,
  }),
  defineBehaviour({
    id: 'auth0/mail/password-change',
    summary: 'Sends a mail whose link leads to a page for a new password, if a user has the address.',
    stage: 'mail.compose',
    origin: 'vendor',
    setting: on,
    source: source('A-97', 'documented', PAGES.templates),
    apply: (input) =>
      isFor('password-change', input)
        ? {
            ...message(
              {
                subject: 'Reset your password',
                before: 'You have submitted a password change request. If it was you, confirm it by the following link.',
                ...{ button: 'Confirm', after: `If it was not you, please ignore this mail. ${ISSUES}` },
              },
              input,
            ),
            because: `a new password for ${input.person.email} was asked for`,
          }
        : undefined,
  }),
  defineBehaviour({
    id: 'auth0/mail/blocked-account',
    summary: 'Sends a mail with the way out to the user whose account is blocked after wrong passwords.',
    stage: 'mail.compose',
    origin: 'vendor',
    setting: on,
    source: source('A-49', 'reported', 'https://auth0.com/docs/secure/attack-protection/brute-force-protection'),
    apply: (input) =>
      isFor('blocked-account', input)
        ? {
            ...message(
              {
                subject: 'Your account has been blocked',
                before: 'We blocked your account after multiple consecutive login attempts. A new password unblocks it.',
                ...{ button: 'Unblock my account', after: ISSUES },
              },
              input,
            ),
            because: `the account of ${input.person.key} was just blocked`,
          }
        : undefined,
  }),
  defineBehaviour({
    id: 'auth0/verification/messages',
    summary: 'Says of a verification link that it worked, was used, expired, is unknown, or was not needed.',
    stage: 'ticket.message',
    origin: 'vendor',
    setting: on,
    source: source('A-94', 'recorded', PAGES.templates),
    apply: ({ purpose, state }) =>
      purpose === 'email-verification' ? { message: VERIFIED[state] ?? '', because: `the link is ${state}` } : undefined,
  }),
  defineBehaviour({
    id: 'auth0/change-password/messages',
    summary: 'Says of a link for a new password that it worked, was used, expired, or is unknown.',
    stage: 'ticket.message',
    origin: 'vendor',
    setting: on,
    source: source('A-97', 'documented', PAGES.templates),
    apply: ({ purpose, state }) =>
      purpose === 'password-change' ? { message: CHANGED[state] ?? '', because: `the link is ${state}` } : undefined,
  }),
  defineBehaviour({
    id: 'auth0/verification/result',
    summary: 'Leads from a verification link to the configured URL, with the result and `code=success` but no `state`.',
    stage: 'ticket.result',
    origin: 'vendor',
    setting: z.enum(['with-code', 'without-code']).default('with-code').describe('without-code: as at older tenants'),
    source: source('A-94', 'recorded', 'https://github.com/dopry/svelte-auth0/pull/49'),
    apply: ({ purpose, resultUrl, email, message: said, isDone }, setting) =>
      purpose === 'email-verification'
        ? {
            url: withParams(resultUrl, [
              ['supportSignUp', 'true'],
              ['supportForgotPassword', 'true'],
              ...(email === undefined ? [] : [['email', email] as const]),
              ['message', said],
              ['success', String(isDone)],
              ...(isDone && setting === 'with-code' ? [['code', 'success'] as const] : []),
            ]),
            because: 'the ticket names a URL for its result',
          }
        : undefined,
  }),
  defineBehaviour({
    id: 'auth0/change-password/result',
    summary: 'Leads from the page for a new password to the URL of the ticket, with the result.',
    stage: 'ticket.result',
    origin: 'vendor',
    setting: on,
    source: source('A-97', 'documented', PAGES.templates),
    apply: ({ purpose, resultUrl, email, message: said, isDone }) =>
      purpose === 'password-change'
        ? {
            url: withParams(resultUrl, [
              ...(email === undefined ? [] : [['email', email] as const]),
              ['success', String(isDone)],
              ['message', said],
            ]),
            because: 'the ticket names a URL for its result',
          }
        : undefined,
  }),
];
