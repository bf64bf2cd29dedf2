import { defineBehaviour } from '../../../model/index.ts';
import { on } from '../../../oauth/switch-setting.ts';
import { PAGES, source } from './source.ts';

/** Presence as a resource: 0 offline, 1 available, 2 busy. */
export const presence = [
  defineBehaviour({
    id: 'first-party/presence/values',
    summary: 'Refuses a presence that is not 0, 1 or 2 with 422.',
    stage: 'presence.value',
    origin: 'vendor',
    setting: on,
    source: source('P-43', 'reported', `${PAGES.http}#section-15.5.21`),
    remedy: 'Send 0, 1 or 2 as a number.',
    apply: () => ({
      ...{ rule: 'one_of', detail: 'The status is 0 (offline), 1 (available) or 2 (busy).' },
      because: 'the status is none of 0, 1 and 2',
    }),
  }),
  defineBehaviour({
    id: 'first-party/presence/fresh-credentials',
    summary: 'Requires e-mail address and password in the request that leaves offline.',
    stage: 'presence.needs',
    origin: 'vendor',
    setting: on,
    source: source('P-43', 'reported', PAGES.authentication),
    remedy: 'Ask the person for the password, and send it with this request alone.',
    apply: ({ from, to }) =>
      from === 0 && to !== 0
        ? { fresh: true, because: `${from} → ${to} is a sign-in, and the request has no password` }
        : undefined,
  }),
  defineBehaviour({
    id: 'first-party/presence/offline-ends-session',
    summary: 'Ends the session or token of a request that goes offline.',
    stage: 'presence.ends',
    origin: 'vendor',
    setting: on,
    source: source('P-43', 'reported', PAGES.sessions),
    apply: ({ from, to }) => (to === 0 ? { ends: true, because: `${from} → 0 is a logout` } : undefined),
  }),
];
