import { z } from 'zod';
import { defineBehaviour } from '../../../../model/index.ts';
import { PAGES, source } from '../../behaviours/source.ts';

const on = z.boolean().default(true);

/** Accounts for which the dialog does not end as the app hopes. */
export const account = [
  defineBehaviour({
    id: 'facebook/account/checkpoint',
    summary: 'Stops a blocked account at a checkpoint of its own when it signs in; no app is told.',
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
    summary: 'Lets a person who is known for it press *cancel* before the dialog is seen.',
    stage: 'consent.answer',
    origin: 'lab',
    setting: on,
    source: source('F-20', 'recorded', PAGES.manualFlow),
    apply: ({ person, asked }) =>
      person.deniesConsent
        ? { answer: 'deny', because: `${person.key} always refuses; asked was ${asked.join(' ')}` }
        : undefined,
  }),
];
