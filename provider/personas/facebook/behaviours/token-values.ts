import { z } from 'zod';
import { defineBehaviour } from '../../../model/index.ts';
import { on } from '../../../oauth/switch-setting.ts';
import { CODE_FLOW_STEP_SECONDS, daysInSeconds, FOREVER_SECONDS, LONG_DAYS, shortLifetimeSeconds } from '../lifetimes.ts';
import { PAGES, source } from './source.ts';

const FORMATS = {
  'access-token': { prefix: 'EAA', length: 184, suffix: 'ZDZD' },
  'refresh-token': { prefix: '', length: 43, suffix: '' },
  code: { prefix: 'AQ', length: 300, suffix: '' },
} as const;

/** Letters and digits only: what else the chance brought becomes a letter. */
const lettersAndDigits = (text: string): string => text.replaceAll('-', 'x').replaceAll('_', 'Z');

/** How many days a long-lived token lives. */
const longDays = z
  .union([z.number().int().min(1).max(365), z.literal('off')])
  .default(LONG_DAYS)
  .describe('days');

/** What tokens look like and how long they live. */
export const tokenValues = [
  defineBehaviour({
    id: 'facebook/token/formats',
    summary: 'Issues access tokens of 184 letters and digits, `EAA…ZDZD`, and codes of 300 characters, `AQ…`.',
    stage: 'token.value',
    origin: 'vendor',
    setting: on,
    source: source('F-95', 'recorded', 'https://github.com/arsduo/koala'),
    apply: ({ kind, random }) => {
      const { prefix, length, suffix } = FORMATS[kind];
      const middle = random(length - prefix.length - suffix.length);
      const value = prefix + (kind === 'access-token' ? lettersAndDigits(middle) : middle) + suffix;
      return { value, because: `the ${kind} has ${length} characters, as seen at Facebook` };
    },
  }),
  defineBehaviour({
    id: 'facebook/business/endless-token',
    summary: 'Issues a token that never expires for a login with a configuration for system users.',
    stage: 'token.lifetime',
    origin: 'vendor',
    setting: on,
    source: source('F-10', 'documented', PAGES.business),
    apply: ({ kind, params }) =>
      kind === 'access-token' && params.configured_token === 'system-user'
        ? { lifetimeSeconds: FOREVER_SECONDS, because: 'the token is a system user’s' }
        : undefined,
  }),
  defineBehaviour({
    id: 'facebook/token/short-lived',
    summary: 'Issues tokens in the fragment that expire on a full hour, in one to two hours.',
    stage: 'token.lifetime',
    origin: 'vendor',
    setting: on,
    source: source('F-17', 'recorded', 'https://github.com/bk-rs/facebook-apis-rs'),
    apply: ({ kind, grantType, nowEpochSeconds }) =>
      kind === 'access-token' && grantType === 'implicit'
        ? { lifetimeSeconds: shortLifetimeSeconds(nowEpochSeconds), because: 'the token is short-lived' }
        : undefined,
  }),
  defineBehaviour({
    id: 'facebook/token/code-flow-lifetime',
    summary: 'Issues tokens of the code flow with a lifetime of a little under 60 days.',
    stage: 'token.lifetime',
    origin: 'vendor',
    setting: longDays,
    source: source('F-28', 'recorded', 'https://github.com/restfb/restfb/issues/223'),
    apply: ({ kind, grantType, nowEpochSeconds }, days) => {
      if (kind !== 'access-token' || grantType !== 'authorization_code') return undefined;
      const early = nowEpochSeconds % CODE_FLOW_STEP_SECONDS;
      return { lifetimeSeconds: daysInSeconds(Number(days)) - early, because: 'tokens of the code flow are long-lived' };
    },
  }),
  defineBehaviour({
    id: 'facebook/token/long-lived',
    summary: 'Issues exchanged long-lived tokens with a lifetime of exactly 60 days.',
    stage: 'token.lifetime',
    origin: 'vendor',
    setting: longDays,
    source: source('F-34', 'documented', PAGES.longLived),
    apply: ({ kind, grantType }, days) =>
      kind === 'access-token' && grantType === 'fb_exchange_token'
        ? { lifetimeSeconds: daysInSeconds(Number(days)), because: 'the token was exchanged for a shorter one' }
        : undefined,
  }),
  defineBehaviour({
    id: 'facebook/token/code-lifetime',
    summary: 'Issues codes with a lifetime of some minutes; the number is not documented.',
    stage: 'token.lifetime',
    origin: 'vendor',
    setting: z
      .union([z.number().int().min(1).max(86_400), z.literal('off')])
      .default(600)
      .describe('seconds'),
    source: source('F-13', 'inferred', PAGES.manualFlow),
    apply: ({ kind }, seconds) =>
      kind === 'code' ? { lifetimeSeconds: Number(seconds), because: `codes live ${seconds} seconds` } : undefined,
  }),
  defineBehaviour({
    id: 'facebook/token/reused-code-ends-nothing',
    summary: 'Does not revoke the tokens of a code that is sent again, because a callback may be loaded twice.',
    stage: 'code.reuse',
    origin: 'vendor',
    setting: on,
    source: source('F-91', 'inferred', 'https://github.com/facebookarchive/php-graph-sdk/issues/1254'),
    apply: () => ({ ends: false, because: 'the code was sent again, and only the second exchange fails' }),
  }),
];
