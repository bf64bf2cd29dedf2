import { defineBehaviour } from '../../../model/index.ts';
import { on } from '../../../oauth/switch-setting.ts';
import { distance, within } from './signatures.ts';
import { source } from './source.ts';

/** Rotation with detection of reuse, as it is described for refresh tokens. */
const PAGE = 'https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2';

/** Sessions whose pair of tokens changes. */
export const rolling = [
  defineBehaviour({
    id: 'first-party/rolling/pair',
    summary: 'Starts a session with a pair of tokens in the body, of which the private one is never sent by the client.',
    stage: 'rolling.started',
    origin: 'vendor',
    setting: on,
    source: source('P-20', 'inferred', PAGE),
    apply: ({ privateToken, requestToken }) => ({
      body: { private_token: privateToken, request_token: requestToken },
      because: 'the session begins with this pair',
    }),
  }),
  defineBehaviour({
    id: 'first-party/rolling/time-window',
    summary: 'Refuses a request of a rolling session whose timestamp differs by more than five minutes.',
    stage: 'rolling.time',
    origin: 'vendor',
    setting: within,
    source: source('P-21', 'inferred', PAGE),
    remedy: 'Read the `Date` of the reply, correct the clock by it, and send the request again: the pair was not used up.',
    apply: ({ secondsAgo }, setting) =>
      Math.abs(secondsAgo) <= Number(setting)
        ? undefined
        : {
            code: 'request_time_skewed',
            detail: `The request may be ${setting} s old or ahead; its timestamp is ${distance(secondsAgo)}.`,
            because: `its timestamp is ${distance(secondsAgo)}, and ${setting} s are allowed`,
          },
  }),
  defineBehaviour({
    id: 'first-party/rolling/rotation',
    summary: 'Replaces the pair with each request: the reply brings the next one, and the old one is over.',
    stage: 'rolling.rotation',
    origin: 'vendor',
    setting: on,
    source: source('P-22', 'inferred', PAGE),
    remedy: 'Send one request at a time, and store the next pair before anything else is done with the reply.',
    apply: () => ({ rotate: true, because: 'each request uses its pair up' }),
  }),
  defineBehaviour({
    id: 'first-party/rolling/timestamp-once',
    summary: 'Refuses a request token that comes twice with the same timestamp, where pairs are not replaced.',
    stage: 'rolling.repeated',
    origin: 'vendor',
    setting: on,
    source: source('P-21', 'inferred', PAGE),
    remedy: 'Give each request a timestamp of its own.',
    apply: () => ({
      code: 'timestamp_reused',
      detail: 'This request token was used with this timestamp before.',
      because: 'the request token came with this timestamp before',
    }),
  }),
  defineBehaviour({
    id: 'first-party/rolling/reuse-ends-session',
    summary: 'Revokes a session for everybody when a pair comes that was used before.',
    stage: 'rolling.reuse',
    origin: 'vendor',
    setting: on,
    source: source('P-23', 'inferred', PAGE),
    remedy: 'Forget the pair, and send the person to the login once. Do not send it again.',
    apply: ({ usedSecondsAgo }) => ({
      endsSession: true,
      because: `the pair was used ${usedSecondsAgo} s ago: somebody else may have it, so the session is over for everybody`,
    }),
  }),
  defineBehaviour({
    id: 'first-party/rolling/revoked',
    summary: 'Says to whoever has the current pair of a revoked session: `session_revoked`.',
    stage: 'rolling.revoked',
    origin: 'vendor',
    setting: on,
    source: source('P-23', 'inferred', PAGE),
    remedy: 'Forget the pair, and send the person to the login once.',
    apply: ({ secondsAgo }) => ({
      code: 'session_revoked',
      detail: 'The session was revoked, because a pair of it was used twice. Sign in again.',
      because: `the session was revoked ${secondsAgo} s ago, when a pair of it came twice`,
    }),
  }),
];
