import { z } from 'zod';
import { defineBehaviour } from '../../../model/index.ts';
import { on } from '../../../oauth/switch-setting.ts';
import { PAGES, source } from './source.ts';

const DAY_SECONDS = 86_400;
const KINDS: ReadonlySet<string> = new Set(['API key', 'HMAC key']);

/** API keys and key pairs: what is told of them, and when they are replaced. */
export const keys = [
  defineBehaviour({
    id: 'first-party/keys/secret-once',
    summary: 'Tells the secret of a key in the reply that creates it, and a mask in every later one.',
    stage: 'key.shown',
    origin: 'vendor',
    setting: on,
    source: source('P-31', 'documented', PAGES.accessKeys),
    apply: ({ secret }) => ({
      secret: `${'*'.repeat(12)}${secret.slice(-4)}`,
      because: 'the secret was told when the key was made, and is told once',
    }),
  }),
  defineBehaviour({
    id: 'first-party/keys/weekly-renewal',
    summary: 'Replaces an API key after seven days: mails the new one, and lets the old one live one day longer.',
    stage: 'key.renewal',
    origin: 'vendor',
    setting: z
      .union([z.number().int().min(1).max(3650), z.literal('off')])
      .default(7)
      .describe('days after which a key is replaced'),
    source: source('P-54', 'reported', PAGES.accessKeys),
    remedy: 'Take the new key from the mail, and use it before the old one ends.',
    apply: ({ keyId, ageSeconds }, setting) => {
      const afterSeconds = Number(setting) * DAY_SECONDS;
      if (ageSeconds < afterSeconds) return undefined;
      const days = Math.floor(ageSeconds / DAY_SECONDS);
      const because = `${keyId} is ${days} days old, and a key is replaced after ${setting}`;
      return { afterSeconds, graceSeconds: DAY_SECONDS, because };
    },
  }),
  defineBehaviour({
    id: 'first-party/keys/replaced',
    summary: 'Says of a key that is over because it was replaced: `token_replaced`.',
    stage: 'key.replaced',
    origin: 'vendor',
    setting: on,
    source: source('P-54', 'reported', PAGES.accessKeys),
    remedy: 'Stop using the key, and ask its owner for the new one, which was mailed.',
    apply: ({ keyId, endedSecondsAgo }) => ({
      code: 'token_replaced',
      detail: 'This key was replaced, and its last day is over. The new one was mailed to you.',
      because: `${keyId} was replaced, and ended ${endedSecondsAgo} s ago`,
    }),
  }),
  defineBehaviour({
    id: 'first-party/keys/ended',
    summary: 'Says of a key that was revoked that it was.',
    stage: 'credential.refuse',
    origin: 'vendor',
    setting: on,
    source: source('P-31', 'documented', PAGES.accessKeys),
    remedy: 'Stop using the key, and ask its owner for another one. There is nothing to refresh.',
    apply: ({ kind, why, ago }) =>
      KINDS.has(kind) && why !== 'unknown'
        ? { code: 'key_ended', detail: `The ${kind} was ended.`, because: `the ${kind} ${ago}` }
        : undefined,
  }),
];
