import { z } from 'zod';
import { type BehaviourId, type Confidence, type DeathCause, defineBehaviour, describeToken } from '../../../../model/index.ts';
import { PAGES, source } from '../../behaviours/source.ts';
import { registrationOf } from '../../registration.ts';
import type { ApiCall } from '../../stages.ts';
import { pacificDate } from '../pacific-date.ts';

/** What every message of this table begins with. */
const ERROR = 'Error validating access token: ';
const DEAD = 190;
const DIALOG = 'Forget the token and redirect to the dialog.';

interface Death {
  readonly id: BehaviourId;
  readonly summary: string;
  readonly remedy: string;
  readonly subcode?: number;
  /** Of a setting whose subcode is another one; undefined: it has none. */
  readonly subcodes?: Readonly<Record<string, number | undefined>>;
  /** The setting with which only an inspection names the subcode. */
  readonly silent?: string;
  readonly confidence: Confidence;
  readonly url: string;
  /** Texts by the value of the setting; the first is the default. */
  readonly words: Readonly<Record<string, (call: ApiCall) => string>>;
  /** Why the token is dead in this case; undefined: it is not, or of something else. */
  readonly why: (call: ApiCall) => string | undefined;
}

const diedOf = ({ token }: ApiCall, ...causes: readonly DeathCause[]): boolean =>
  token.state === 'dead' && causes.includes(token.why);

const loginOf = ({ token }: ApiCall) => (token.state === 'unknown' ? undefined : token.login);
const nameOf = ({ person }: ApiCall): string => person?.email || person?.key || 'the person';

const endOf = ({ token, nowEpochSeconds }: ApiCall): number =>
  token.state === 'dead' ? Math.min(token.expiresAtEpochSeconds ?? nowEpochSeconds, token.diedAtEpochSeconds) : nowEpochSeconds;

const LOOKS_LIKE_A_TOKEN = /^EAA[A-Za-z0-9]{20,}$/;

const isNone = ({ sent, app, token }: ApiCall): boolean =>
  sent !== undefined &&
  app === undefined &&
  (token.state === 'unknown' ||
    diedOf({ token } as ApiCall, 'reset', 'evicted', 'consumed', 'reused', 'rotated-out', 'over-limit'));

const invalidated = (): string =>
  `${ERROR}The session has been invalidated because the user changed their password or Facebook has changed the session for security reasons.`;

/** Causes of ended access tokens, in order of evaluation. */
const DEATHS: readonly Death[] = [
  {
    id: 'facebook/token-death/unreadable',
    summary: 'Answers an unreadable token with 190 and no subcode.',
    remedy: 'Send the token unchanged: whole, and without quotes.',
    confidence: 'recorded',
    url: PAGES.graphCaptures,
    words: {
      'since-2020': () => 'Invalid OAuth access token - Cannot parse access token',
      'until-2020': () => 'Invalid OAuth access token.',
    },
    why: (call) =>
      isNone(call) && !LOOKS_LIKE_A_TOKEN.test(call.sent ?? '') ? 'the value sent is not an access token' : undefined,
  },
  {
    id: 'facebook/token-death/undecryptable',
    summary: 'Answers an unknown token of the correct form with 190 and no subcode.',
    remedy: DIALOG,
    confidence: 'recorded',
    url: PAGES.graphCaptures,
    words: {
      decrypted: () => 'The access token could not be decrypted',
      malformed: () => `${ERROR}Session key is malformed.`,
    },
    why: (call) =>
      isNone(call) && LOOKS_LIKE_A_TOKEN.test(call.sent ?? '')
        ? 'the value has the form of a token, but is unknown here'
        : undefined,
  },
  {
    id: 'facebook/token-death/app-signature',
    summary: 'Answers an app token with a wrong secret with 190 and no subcode.',
    remedy: 'Build the app token from the app id and the current app secret.',
    confidence: 'recorded',
    url: PAGES.graphCaptures,
    words: { signature: () => 'Invalid OAuth access token signature.' },
    why: ({ app, client }) =>
      app && client && !app.isGenuine ? `the app token of ${app.clientId} has a wrong secret` : undefined,
  },
  {
    id: 'facebook/token-death/unknown-app',
    summary: 'Answers the token of an unknown or deleted app with 190 and no subcode.',
    remedy: 'Check the app id and that the app was not deleted; then redirect to the dialog.',
    confidence: 'recorded',
    url: PAGES.graphCaptures,
    words: {
      system: ({ client }) =>
        client
          ? 'Error validating application. Application has been deleted.'
          : 'Error validating application. Cannot get application info due to a system error.',
      invalid: () => 'Error validating application. Invalid application ID.',
    },
    why: ({ app, client }) => {
      if (client && registrationOf(client).status === 'deleted') return `${client.name} was deleted`;
      return app && !client ? `no app has the id ${app.clientId}` : undefined;
    },
  },
  {
    id: 'facebook/token-death/checkpointed',
    summary: 'Refuses the tokens of an account at a checkpoint: 459, or 490 for a blocking one.',
    remedy: 'Keep the person signed out until they have followed the instructions at facebook.com.',
    subcode: 459,
    subcodes: { blocking: 490 },
    confidence: 'recorded',
    url: 'https://github.com/snarfed/webutil',
    words: {
      checkpoint: () =>
        `${ERROR}You cannot access the app till you log in to www.facebook.com and follow the instructions given.`,
      blocking: () => `${ERROR}The user is enrolled in a blocking, logged-in checkpoint`,
    },
    why: (call) =>
      call.person?.status === 'disabled' || diedOf(call, 'account-blocked')
        ? `the account of ${nameOf(call)} was blocked until it passes a checkpoint`
        : undefined,
  },
  {
    id: 'facebook/token-death/unconfirmed',
    summary: 'Refuses the tokens of an account that was never confirmed: 464.',
    remedy: 'Ask the person to confirm the account at facebook.com.',
    subcode: 464,
    confidence: 'recorded',
    url: 'https://github.com/snarfed/bridgy/issues/436',
    words: {
      unconfirmed: ({ accountId }) =>
        `${ERROR}Sessions for the user ${accountId} are not allowed because the user is not a confirmed user.`,
    },
    why: (call) => (call.person?.status === 'unconfirmed' ? `the account of ${nameOf(call)} was never confirmed` : undefined),
  },
  {
    id: 'facebook/token-death/removed-by-api',
    summary: 'Answers a token that an API call revoked with 466.',
    remedy: DIALOG,
    subcode: 466,
    confidence: 'recorded',
    url: PAGES.springSocial,
    words: { api: () => `${ERROR}The session was invalidated explicitly using an API call.` },
    why: (call) => (diedOf(call, 'revoked-by-api') ? 'a DELETE of the permissions removed the app' : undefined),
  },
  {
    id: 'facebook/token-death/app-removed',
    summary: 'Answers a token of an app that the person removed with 458.',
    remedy: 'Forget the person’s tokens and data, and offer the sign-in again.',
    subcode: 458,
    confidence: 'recorded',
    url: PAGES.debugging,
    words: {
      capture: ({ client }) => `${ERROR}The user has not authorized application ${client?.clientId}.`,
      documented: ({ client, accountId }) => `${ERROR}User ${accountId} has not authorized application ${client?.clientId}.`,
    },
    why: (call) => (diedOf(call, 'revoked') ? `${nameOf(call)} removed the app ${call.client?.clientId}` : undefined),
  },
  {
    id: 'facebook/token-death/expired',
    summary: 'Answers an expired token with 463, with both times in Pacific time.',
    remedy: `${DIALOG} There is no refresh: the person is signed in, so mostly no page is shown.`,
    subcode: 463,
    confidence: 'recorded',
    url: PAGES.debugging,
    words: {
      dated: (call) =>
        `${ERROR}Session has expired on ${pacificDate(endOf(call))}. The current time is ${pacificDate(call.nowEpochSeconds)}.`,
      'unix-time': (call) =>
        `${ERROR}Session has expired at unix time ${endOf(call)}. The current unix time is ${call.nowEpochSeconds}.`,
    },
    why: (call) => (diedOf(call, 'expired', 'expired-by-request') ? describeToken(call.token, call.nowEpochSeconds) : undefined),
  },
  {
    id: 'facebook/token-death/password-changed',
    summary: 'Revokes every token of a person who changes the password: 190, and 460 only in an inspection, as recorded in 2022.',
    remedy: DIALOG,
    subcode: 460,
    subcodes: { 'in-2011': undefined },
    silent: 'since-2017',
    confidence: 'recorded',
    url: PAGES.graphCaptures,
    words: {
      'since-2017': invalidated,
      'since-2017-documented': invalidated,
      'until-2016': () =>
        `${ERROR}Session does not match current stored session. This may be because the user changed the password since the time the session was created or Facebook has changed the session for security reasons.`,
      'in-2011': () => `${ERROR}The session has been invalidated because the user has changed the password.`,
    },
    why: (call) =>
      loginOf(call)?.passwordChangedAtEpochSeconds !== undefined || diedOf(call, 'password-changed')
        ? `${nameOf(call)} changed the password after this login`
        : undefined,
  },
];

const messageOf = (words: Death['words'], setting: unknown, call: ApiCall): string =>
  (words[String(setting)] ?? Object.values(words)[0])?.(call) ?? '';

const subcodeOf = ({ subcode, subcodes = {}, silent }: Death, setting: string, { isInspected = false, api }: ApiCall) => {
  if (setting === silent && !(isInspected && api === 'debug-token')) return undefined;
  return setting in subcodes ? subcodes[setting] : subcode;
};

const behaviourOf = (death: Death) => {
  const { id, summary, remedy, confidence, url, words, why } = death;
  return defineBehaviour({
    id,
    summary,
    remedy,
    stage: 'api.failure',
    origin: 'vendor',
    setting: z.enum([...Object.keys(words), 'off']).default(Object.keys(words)[0] ?? 'off'),
    source: source('F-60', confidence, url),
    apply: (call, setting) => {
      const because = why(call);
      const subcode = subcodeOf(death, String(setting), call);
      const failure = { message: messageOf(words, setting, call), code: DEAD, ...(subcode !== undefined && { subcode }) };
      return because === undefined ? undefined : { failure, because };
    },
  });
};

const SIGNED_OUT = `${ERROR}The session is invalid because the user logged out.`;

/** What a sign-out at Facebook ends. */
const loggedOut = defineBehaviour({
  id: 'facebook/token-death/logged-out',
  summary:
    'Revokes the short-lived tokens of a person who signs out of Facebook, not the long-lived ones: 467. Documented of `FB.logout`, inferred of a logout at facebook.com.',
  remedy: `${DIALOG} Exchange short-lived tokens for long-lived ones, which stay.`,
  stage: 'api.failure',
  origin: 'vendor',
  setting: z.enum(['short-lived', 'every', 'off']).default('short-lived').describe('which tokens end with the session'),
  source: source('F-62', 'inferred', PAGES.fbLogout),
  apply: (call, reach) => {
    const isDead = diedOf(call, 'signed-out');
    if (loginOf(call)?.signedOutAtEpochSeconds === undefined && !isDead) return undefined;
    const isShort = call.token.state !== 'unknown' && call.token.grantType === 'implicit';
    if (!isShort && !isDead && reach === 'short-lived') return undefined;
    const kind = isShort ? 'short-lived' : 'long-lived';
    const failure = { message: SIGNED_OUT, code: DEAD, subcode: 467 };
    return { failure, because: `${nameOf(call)} signed out of Facebook after this login, and the token is ${kind}` };
  },
});

/** The table of row F-60, in the order in which its causes are looked for. */
export const tokenDeath = [...DEATHS.map(behaviourOf), loggedOut];
