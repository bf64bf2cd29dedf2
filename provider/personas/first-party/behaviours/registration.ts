import { z } from 'zod';
import { defineBehaviour } from '../../../model/index.ts';
import { on } from '../../../oauth/switch-setting.ts';
import { brokenRule } from '../password-rules.ts';
import { PAGES, source } from './source.ts';

const NOTHING_TOLD = 'A message was sent to this address. It says how to go on.';

const CREATED = { status: 201, code: 'created', detail: 'A user was created.' };

/** Who may register, and what the answer shows. */
export const registration = [
  defineBehaviour({
    id: 'first-party/registration/weak-password',
    summary: 'Refuses a registration with a weak password with 422 and the rule, and creates nothing.',
    stage: 'registration.password',
    origin: 'vendor',
    setting: z
      .union([z.number().int().min(1).max(64), z.literal('off')])
      .default(8)
      .describe('shortest password in characters'),
    source: source('P-05', 'documented', PAGES.passwords),
    remedy: 'Show the rule beside the field, and let the person choose another password.',
    apply: ({ password, email }, setting) => {
      const broken = brokenRule(password, email, Number(setting));
      return broken && { ...broken, because: `the password breaks the rule ${broken.rule}` };
    },
  }),
  defineBehaviour({
    id: 'first-party/registration/enumeration-safe',
    summary: 'Answers every registration with 202, where the design wants that, and tells the owner of a taken address by mail.',
    stage: 'registration.answer',
    origin: 'vendor',
    setting: z.enum(['tells-taken', 'tells-nothing']).default('tells-taken').describe('tells-nothing: the same answer for all'),
    source: source('P-04', 'documented', PAGES.authentication),
    remedy: 'Show the same sentence for every address, and let the mail say the rest.',
    apply: ({ outcome }, setting) =>
      setting === 'tells-nothing'
        ? {
            ...{ status: 202, shows: 'told' as const, code: 'accepted', detail: NOTHING_TOLD },
            because:
              outcome === 'taken'
                ? 'somebody has this address, and only the owner is told'
                : 'only the owner of an address is told',
          }
        : undefined,
  }),
  defineBehaviour({
    id: 'first-party/registration/duplicate-address',
    summary: 'Refuses a registration with an address that somebody has with 409, and names the field.',
    stage: 'registration.answer',
    origin: 'vendor',
    setting: on,
    source: source('P-04', 'documented', `${PAGES.http}#section-15.5.10`),
    remedy: 'Offer the login; never sign in to the account that is there, and never repeat the registration by itself.',
    apply: ({ outcome }) =>
      outcome === 'taken'
        ? {
            ...{ status: 409, shows: 'problem' as const, code: 'email_taken', detail: 'Somebody has this address.' },
            because: 'somebody has this address',
          }
        : undefined,
  }),
  defineBehaviour({
    id: 'first-party/registration/token-in-reply',
    summary: 'Answers a registration with the user and a token together, where the design wants that.',
    stage: 'registration.answer',
    origin: 'vendor',
    setting: z.enum(['user-alone', 'user-and-token']).default('user-alone').describe('what the body holds'),
    source: source('P-02', 'reported', PAGES.drf),
    remedy: 'Read `user` and `token` from the body, and use the token for the next call.',
    apply: ({ outcome }, setting) =>
      outcome === 'created' && setting === 'user-and-token'
        ? { ...CREATED, shows: 'user-and-token' as const, because: 'this design signs in with the registration' }
        : undefined,
  }),
  defineBehaviour({
    id: 'first-party/registration/user-only',
    summary: 'Answers a registration with 201, the address of the user and the user, without any credential.',
    stage: 'registration.answer',
    origin: 'vendor',
    setting: on,
    source: source('P-01', 'documented', `${PAGES.http}#section-15.3.2`),
    apply: ({ outcome }) =>
      outcome === 'created' ? { ...CREATED, shows: 'user' as const, because: 'a registration brings no credential' } : undefined,
  }),
  defineBehaviour({
    id: 'first-party/registration/unvalidated-address',
    summary: 'Keeps the address of a new user unvalidated until the link of a mail was used.',
    stage: 'registration.address',
    origin: 'vendor',
    setting: on,
    source: source('P-06', 'documented', PAGES.authentication),
    apply: ({ email }) => ({ validated: false, because: `${email} is to be validated by a mail` }),
  }),
];
