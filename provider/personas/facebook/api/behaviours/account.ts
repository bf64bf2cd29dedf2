import { z } from 'zod';
import { defineBehaviour } from '../../../../model/index.ts';
import { PAGES, source } from '../../behaviours/source.ts';

const on = z.boolean().default(true);

/** Accounts for which the dialog does not end as the app hopes. */
export const account = [
  defineBehaviour({
    id: 'facebook/account/checkpoint',
    summary: 'Stops a blocked account at a checkpoint page when it signs in; no app is notified.',
    remedy: 'Nothing: the person follows the instructions at facebook.com. Offer the sign-in again.',
    stage: 'account.refuse',
    origin: 'vendor',
    setting: on,
    source: source('F-60', 'inferred', 'https://github.com/snarfed/webutil'),
    apply: ({ person }) =>
      person.status === 'disabled'
        ? {
            status: 200,
            error: 'Your account has been locked',
            description: 'We saw unusual activity on your account. Log in to www.facebook.com and follow the instructions given.',
            because: `the account of ${person.key} is blocked until it passes a checkpoint`,
          }
        : undefined,
  }),
  defineBehaviour({
    id: 'facebook/consent/denied-by-person',
    summary: 'Denies the request for a person who denies every consent, without showing the dialog.',
    remedy: 'Accept the denial; ask again with auth_type=rerequest when the person wants the feature.',
    stage: 'consent.answer',
    origin: 'lab',
    setting: on,
    source: source('F-20', 'recorded', PAGES.manualFlow),
    apply: ({ person, asked }) =>
      person.deniesConsent
        ? { answer: 'deny', because: `${person.key} denies every request; requested: ${asked.join(' ')}` }
        : undefined,
  }),
];
