import { defineBehaviour } from '../../../model/index.ts';
import { on } from '../../../oauth/switch-setting.ts';
import { PAGES, source } from './source.ts';

/** What a logout ends. */
export const logout = [
  defineBehaviour({
    id: 'first-party/logout/server-side',
    summary: 'Ends the session or token of a logout at once, so that its next use is refused.',
    stage: 'logout.reach',
    origin: 'vendor',
    setting: on,
    source: source('P-41', 'documented', `${PAGES.sessions}#manual-session-expiration`),
    apply: ({ asked }) =>
      asked === 'one' ? { ends: 'one' as const, because: 'a logout ends the credential at the server' } : undefined,
  }),
  defineBehaviour({
    id: 'first-party/logout/everywhere',
    summary: 'Ends the sessions and tokens of all devices, where all tokens are revoked.',
    stage: 'logout.reach',
    origin: 'vendor',
    setting: on,
    source: source('P-42', 'reported', PAGES.drf),
    apply: ({ asked, person }) =>
      asked === 'all' ? { ends: 'all' as const, because: `${person?.key ?? 'somebody'} signed out of all devices` } : undefined,
  }),
  defineBehaviour({
    id: 'first-party/logout/again',
    summary: 'Answers a logout of a session or token that ended before with 204.',
    stage: 'logout.again',
    origin: 'vendor',
    setting: on,
    source: source('P-41', 'documented', `${PAGES.http}#section-9.2.2`),
    apply: ({ why }) => ({
      status: 204 as const,
      because: why === 'none' ? 'there is nothing to end' : `the credential ended before (${why})`,
    }),
  }),
];
