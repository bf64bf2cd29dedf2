import { z } from 'zod';
import { defineBehaviour } from '../../../model/index.ts';
import { on } from '../../../oauth/switch-setting.ts';
import { PAGES, source } from './source.ts';

/** Digest beside Basic, and its nonces. */
export const digest = [
  defineBehaviour({
    id: 'first-party/digest/offered',
    summary: 'Offers Digest with SHA-256 beside Basic, to clients that may use Basic.',
    stage: 'digest.offer',
    origin: 'vendor',
    setting: on,
    source: source('P-53', 'documented', `${PAGES.digest}#section-3.3`),
    apply: () => ({ offer: true, because: 'the client may use Basic, and Digest keeps the password off the wire' }),
  }),
  defineBehaviour({
    id: 'first-party/digest/nonce-life',
    summary: 'Answers a nonce that is older than five minutes with a new one and `stale=true`, if the password was right.',
    stage: 'digest.nonce',
    origin: 'vendor',
    setting: z
      .union([z.number().int().min(1).max(86_400), z.literal('off')])
      .default(300)
      .describe('seconds that a nonce may be used'),
    source: source('P-53', 'documented', `${PAGES.digest}#section-3.3`),
    remedy: 'Send the request once more with the new nonce. Do not ask the person for the password.',
    apply: (_, setting) => ({ lifetimeSeconds: Number(setting), because: `a nonce may be used for ${setting} s` }),
  }),
  defineBehaviour({
    id: 'first-party/digest/nonce-count',
    summary: 'Answers a nonce that comes twice with the same count like one that is too old.',
    stage: 'digest.count',
    origin: 'vendor',
    setting: on,
    source: source('P-53', 'documented', `${PAGES.digest}#section-3.4`),
    remedy: 'Count the uses of a nonce in `nc`, from 00000001 on.',
    apply: () => ({ refuse: true, because: 'the nonce was used with this count before' }),
  }),
];
