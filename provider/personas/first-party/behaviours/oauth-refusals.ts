import { type DeathCause, defineBehaviour, describeToken, type Stages } from '../../../model/index.ts';
import { on } from '../../../oauth/switch-setting.ts';
import { PAGES, source } from './source.ts';

type Refused = Stages['token.error']['input'];

const ENDINGS: Readonly<Partial<Record<DeathCause, string>>> = {
  expired: 'expired',
  'expired-by-request': 'expired',
  'rotated-out': 'was used before',
};

/** What is wrong with a live token. What the protocol finds has a description; what the API finds itself has none. */
const problemOfLive = ({ description, detail = '' }: Refused['failure']): string => {
  if (description === undefined) return 'is from before the password changed';
  return /already used/.test(detail) ? 'was used before' : 'was ended'; // another request used it meanwhile
};

const problemOf = ({ grant, client, failure }: Refused): string => {
  if (grant.state === 'unknown' || grant.kind !== 'refresh-token') return 'is unknown';
  if (grant.clientId !== client?.clientId) return 'was issued to another client';
  return grant.state === 'dead' ? (ENDINGS[grant.why] ?? 'was ended') : problemOfLive(failure);
};

/** Of errors that the protocol finds in a refresh. */
const WORDS: Readonly<Record<string, string>> = { invalid_scope: 'The scope is more than that of the refresh token' };

const wordsFor = ({ error, description, detail }: Refused['failure']): string =>
  description === undefined && detail !== undefined ? detail : (WORDS[error] ?? 'The request is malformed');

const told = (status: number, error: string, error_description: string, because: string) => ({
  ...{ status, body: { error, error_description }, because },
});

const ERRORS = `${PAGES.oauth}#section-5.2`;

/** What is said of refused requests at `POST /oauth/token`. The codes are those of RFC 6749, the words of the API. */
export const oauthRefusals = [
  defineBehaviour({
    id: 'first-party/oauth/refresh-refused',
    summary: 'Says of a refresh token that is refused why: unknown, expired, used before, ended, of another client.',
    stage: 'token.error',
    origin: 'vendor',
    setting: on,
    source: source('P-50', 'inferred', ERRORS),
    remedy: 'Forget the refresh token, and ask the person for the password once.',
    apply: (input) => {
      const { form, failure, grant, nowEpochSeconds } = input;
      if (form.grant_type !== 'refresh_token' || failure.error !== 'invalid_grant') return undefined;
      const why = grant.state === 'dead' ? describeToken(grant, nowEpochSeconds) : `the refresh token ${problemOf(input)}`;
      return told(400, 'invalid_grant', `The refresh token ${problemOf(input)}`, why);
    },
  }),
  defineBehaviour({
    id: 'first-party/oauth/wrong-password',
    summary: 'Says of a wrong password and of an unknown address the same, in the words of the login.',
    stage: 'token.error',
    origin: 'vendor',
    setting: on,
    source: source('P-11', 'documented', ERRORS),
    remedy: 'Ask the person again; do not branch on which of the two was wrong.',
    apply: ({ form, failure }) =>
      form.grant_type === 'password' && failure.error === 'invalid_grant'
        ? told(400, 'invalid_grant', 'Username or password is incorrect', failure.detail ?? 'the password is wrong')
        : undefined,
  }),
  defineBehaviour({
    id: 'first-party/oauth/request-refused',
    summary: 'Says what is wrong with any other token request: what is missing, repeated or unknown.',
    stage: 'token.error',
    origin: 'vendor',
    setting: on,
    source: source('P-50', 'inferred', ERRORS),
    remedy: 'Correct the request; sent again as it is, it is refused again.',
    apply: ({ failure }) => {
      const status = failure.error === 'invalid_client' ? 401 : 400;
      return told(status, failure.error, wordsFor(failure), failure.detail ?? failure.error);
    },
  }),
];
