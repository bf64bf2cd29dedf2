import { z } from 'zod';
import { defineBehaviour } from '../../../model/index.ts';
import { on } from '../../../oauth/switch-setting.ts';
import { PAGES, source } from './source.ts';

/** `400 s ago`, `400 s in the future` */
export const distance = (secondsAgo: number): string =>
  secondsAgo < 0 ? `${-secondsAgo} s in the future` : `${secondsAgo} s ago`;

/** Seconds by which the time of a request may differ. */
export const within = z
  .union([z.number().int().min(1).max(86_400), z.literal('off')])
  .default(300)
  .describe('seconds by which the time of a request may differ, in both directions');

/** Requests that are signed, and the clock that judges them. */
export const signatures = [
  defineBehaviour({
    id: 'first-party/api/clock',
    summary: 'Has a clock that is ahead of everybody else’s by some seconds, or behind, to show clients whose device is wrong.',
    stage: 'server.clock',
    origin: 'lab',
    setting: z.number().int().min(-86_400).max(86_400).default(0).describe('seconds that its clock is ahead; below 0: behind'),
    source: source('P-30', 'inferred', PAGES.signatures),
    apply: (_, setting) =>
      Number(setting) === 0
        ? undefined
        : { aheadSeconds: Number(setting), because: `the clock of the API is ${setting} s ahead of the world's` },
  }),
  defineBehaviour({
    id: 'first-party/hmac/same-refusal',
    summary: 'Answers a wrong signature and an unknown key id alike.',
    stage: 'hmac.refuse',
    origin: 'vendor',
    setting: on,
    source: source('P-32', 'inferred', PAGES.signatures),
    remedy: 'Compare the string to sign with the documentation, line by line; then the key id.',
    apply: ({ why }) => ({
      code: 'invalid_signature',
      detail: 'The signature is not that of a known key for this request.',
      because: why === 'unknown-key' ? 'no key has this id' : 'the signature is not that of the key for this request',
    }),
  }),
  defineBehaviour({
    id: 'first-party/hmac/time-window',
    summary: 'Refuses a signed request whose `Date` differs by more than five minutes, and tells its own.',
    stage: 'hmac.time',
    origin: 'vendor',
    setting: within,
    source: source('P-30', 'documented', PAGES.signatures),
    remedy: 'Read the `Date` of the reply, correct the clock by it, and sign the request again.',
    apply: ({ secondsAgo }, setting) => {
      if (secondsAgo !== undefined && Math.abs(secondsAgo) <= Number(setting)) return undefined;
      const date = secondsAgo === undefined ? 'its Date is missing, or no HTTP date' : `its Date is ${distance(secondsAgo)}`;
      return {
        code: 'request_time_skewed',
        detail: `The request may be ${setting} s old or ahead; ${date}.`,
        because: `${date}, and ${setting} s are allowed`,
      };
    },
  }),
  defineBehaviour({
    id: 'first-party/hmac/replays',
    summary: 'Accepts a signature again within its window, or refuses it as the strict design does.',
    stage: 'hmac.repeated',
    origin: 'lab',
    setting: z.enum(['accepted', 'refused']).default('accepted').describe('what happens to a signature that comes twice'),
    source: source('P-30', 'inferred', 'https://www.rfc-editor.org/rfc/rfc9421#section-7.2.2'),
    remedy: 'Sign each request anew, and give no two of them the same second.',
    apply: (_, setting) =>
      setting === 'refused'
        ? { code: 'signature_reused', detail: 'This signature was used before.', because: 'the signature came twice' }
        : undefined,
  }),
];
