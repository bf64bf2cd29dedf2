import { z } from 'zod';
import { defineBehaviour } from '../../../model/index.ts';
import { on } from '../../../oauth/switch-setting.ts';
import { html } from '../../../pages/index.ts';
import { PAGES, source } from './source.ts';

/** The mail that validates an address, its link, and what somebody may do before. */
export const validation = [
  defineBehaviour({
    id: 'first-party/validation/mail',
    summary: 'Sends a mail with a link that validates the address.',
    stage: 'validation.mail',
    origin: 'vendor',
    setting: on,
    source: source('P-06', 'documented', PAGES.authentication),
    apply: ({ person, link, appName }) => ({
      subject: `Validate your address for ${appName}`,
      text: `Hello ${person.name},\n\nopen this link to validate ${person.email}. It works once, and for a day:\n\n${link}\n\nIf you did not register at ${appName}, ignore this mail.\n`,
      html: html`<p>Hello ${person.name},</p>
<p>open this link to validate ${person.email}. It works once, and for a day:</p>
<p><a href="${link}">Validate my address</a></p>
<p>If you did not register at ${appName}, ignore this mail.</p>
`.markup,
      because: `${person.email} is to be validated`,
    }),
  }),
  defineBehaviour({
    id: 'first-party/validation/link-life',
    summary: 'Lets the link in a validation mail expire after 24 hours.',
    stage: 'validation.life',
    origin: 'vendor',
    setting: z
      .union([z.number().int().min(1).max(8760), z.literal('off')])
      .default(24)
      .describe('hours after the mail'),
    source: source('P-07', 'documented', PAGES.forgotten),
    remedy: 'Offer another mail; do not register again.',
    apply: (_input, setting) => ({ lifetimeSeconds: Number(setting) * 3600, because: `the link lives ${setting} h` }),
  }),
  defineBehaviour({
    id: 'first-party/validation/needs-post',
    summary:
      'Validates by POST alone, where the design wants that: a GET shows a button, so that no mail scanner uses the link up.',
    stage: 'validation.visit',
    origin: 'vendor',
    setting: z.enum(['get-validates', 'post-validates']).default('get-validates').describe('the method that validates'),
    source: source('P-07', 'documented', `${PAGES.http}#section-9.2.1`),
    remedy: 'Open the link in a browser and press the button, or send the same address with POST.',
    apply: (_input, setting) =>
      setting === 'post-validates' ? { validates: false, because: 'a GET is safe: it changes nothing' } : undefined,
  }),
  defineBehaviour({
    id: 'first-party/validation/single-use',
    summary: 'Refuses a validation link that was used with 410.',
    stage: 'validation.again',
    origin: 'vendor',
    setting: on,
    source: source('P-07', 'documented', PAGES.forgotten),
    remedy: 'Offer the login: the address is validated.',
    apply: ({ email }) => ({ refuse: true, because: `the link for ${email} was used before` }),
  }),
  defineBehaviour({
    id: 'first-party/validation/policy',
    summary: 'Refuses a feature that needs a validated address with 403, or every credential, where the policy wants that.',
    stage: 'validation.policy',
    origin: 'vendor',
    setting: z
      .enum(['limited', 'block', 'allow'])
      .default('limited')
      .describe('limited: /friends/invitations alone; block: everything; allow: nothing is refused'),
    source: source('P-08', 'reported', PAGES.authentication),
    remedy: 'Say that the address is to be validated, and offer another mail; do not sign in again.',
    apply: ({ person, at }, setting) =>
      setting === 'block' || (setting === 'limited' && at === 'feature')
        ? { refuse: true, because: `${person.email} is not validated, and the policy is "${setting}"` }
        : undefined,
  }),
];
