import { z } from 'zod';
import { defineBehaviour } from '../../../../model/index.ts';
import { PAGES, source } from '../../behaviours/source.ts';
import { registrationOf } from '../../registration.ts';
import type { ApiCall } from '../../stages.ts';
import { proofProblem } from '../appsecret-proof.ts';
import { DATA_ACCESS_SECONDS } from '../token-description.ts';

const on = z.boolean().default(true);

const PASSING = {
  '1': { message: 'An unknown error occurred', code: 1, isTransient: true, status: 500 },
  '2': { message: 'Service temporarily unavailable', code: 2, isTransient: true, status: 500 },
  '368': {
    message:
      'It looks like you were misusing this feature by going too fast. You’ve been blocked from using it.\n\nLearn more about blocks in the Help Center.',
    code: 368,
  },
} as const;

const BY_DESKTOP_APP = 'The request is invalid because the app is configured as a desktop app';

/** An app token that counts, or none. */
const isDesktopAppToken = ({ app, client }: ApiCall): boolean => app?.isGenuine === true && client?.kind === 'desktop';

/** What Facebook has against a call before it looks at the token. */
export const beforeToken = [
  defineBehaviour({
    id: 'facebook/graph/https-only',
    summary: 'Refuses a token over plain http: code 1.',
    remedy: 'Call over https.',
    stage: 'api.failure',
    origin: 'vendor',
    setting: on,
    source: source('F-53', 'recorded', PAGES.springSocial),
    apply: ({ isSecure, sent }) =>
      isSecure || sent === undefined
        ? undefined
        : {
            failure: { message: 'You must use https:// when passing an access token', code: 1 },
            because: 'the token came over plain http',
          },
  }),
  defineBehaviour({
    id: 'facebook/graph/transient-error',
    summary: 'Answers every call with a transient error while the setting is on.',
    remedy: 'Repeat after a pause: `is_transient` is true.',
    stage: 'api.failure',
    origin: 'lab',
    setting: z.enum(['none', '1', '2', '368', 'off']).default('none').describe('code of the error'),
    source: source('F-59', 'recorded', PAGES.springSocial),
    apply: ({ isInspected }, code) =>
      isInspected || code === 'none'
        ? undefined
        : { failure: PASSING[code as keyof typeof PASSING], because: `the setting requests errors of code ${code}` },
  }),
  defineBehaviour({
    id: 'facebook/graph/desktop-app-token',
    summary: 'Refuses the app token of an installed app; debug_token has another message.',
    remedy: 'Call with a user token, or make the app a web app in the App Dashboard.',
    stage: 'api.failure',
    origin: 'vendor',
    setting: on,
    source: source('F-74', 'documented', PAGES.security),
    apply: (call) => {
      if (!isDesktopAppToken(call) || call.isInspected) return undefined;
      const failure =
        call.api === 'debug-token'
          ? { message: BY_DESKTOP_APP, code: 1 }
          : { message: 'An access token is required to request this resource.', code: 104 };
      return { failure, because: `${call.client?.name} is an installed app, which cannot keep a secret` };
    },
  }),
  defineBehaviour({
    id: 'facebook/graph/no-token',
    summary: 'Requires a user token for `me`: code 2500.',
    remedy: 'Send the access token of the person.',
    stage: 'api.failure',
    origin: 'vendor',
    setting: on,
    source: source('F-54', 'recorded', PAGES.errors),
    apply: ({ node, sent, app, isInspected }) =>
      node !== 'me' || isInspected || (sent !== undefined && !app?.isGenuine)
        ? undefined
        : {
            failure: {
              message: 'An active access token must be used to query information about the current user.',
              code: 2500,
            },
            because: app ? 'the token is an app token, and me needs a user token' : 'no access token was sent',
          },
  }),
  defineBehaviour({
    id: 'facebook/graph/no-token-for-node',
    summary: 'Requires an access token for other objects, and refuses an app token if a user token is needed: code 104.',
    remedy: 'Send an access token; for this object one of a person.',
    stage: 'api.failure',
    origin: 'vendor',
    setting: on,
    source: source('F-54', 'recorded', PAGES.springSocial),
    apply: ({ node, sent, app, openTo, api, isInspected }) => {
      const isMissing = sent === undefined && openTo !== 'nobody';
      const isApps = app?.isGenuine === true && openTo === 'person';
      if (node === 'me' || api === 'debug-token' || isInspected || !(isMissing || isApps)) return undefined;
      const failure = { message: 'An access token is required to request this resource.', code: 104 };
      return { failure, because: isApps ? 'the token is an app token, and a user token is needed' : 'no access token was sent' };
    },
  }),
];

const PROOF = { type: 'GraphMethodException', code: 100 } as const;

const LIMITS = {
  '4': '(#4) Application request limit reached',
  '17': '(#17) User request limit reached',
  '32': '(#32) Page request limit reached',
  '341': '(#341) Feed action request limit reached',
  '613': '(#613) Calls to this api have exceeded the rate limit.',
} as const;

const MISSING = {
  '200': () => ({ message: "(#200) The user hasn't authorized the application to perform this action", code: 200 }),
  '10': () => ({ message: '(#10) Application does not have permission for this action', code: 10, status: 403 }),
  '3': () => ({ message: '(#3) App must be on whitelist', code: 3 }),
  '299': (needed: readonly string[]) => ({ message: `(#299) Requires extended permission: ${needed[0]}`, code: 299 }),
  'permissions-error': () => ({ message: 'Permissions error', type: 'FacebookApiException', code: 200 }),
} as const;

/** Until when the app may see what permissions open; each visit of the dialog starts it anew. */
const dataAccessEnds = ({ token, lastLoginEpochSeconds: last }: ApiCall): number | undefined =>
  token.state === 'live' && last !== undefined ? last + DATA_ACCESS_SECONDS : undefined;

/** What Facebook has against a call whose token is good. */
export const afterToken = [
  defineBehaviour({
    id: 'facebook/graph/appsecret-proof-required',
    summary: 'Refuses calls without `appsecret_proof` for an app that requires it: code 100.',
    remedy: 'Send appsecret_proof with every call from the server.',
    stage: 'api.failure',
    origin: 'vendor',
    setting: on,
    source: source('F-55', 'reported', 'https://github.com/facebook/facebook-python-business-sdk/issues/528'),
    apply: ({ client, app, params, isInspected, sent, problem }) =>
      isInspected ||
      problem ||
      app ||
      sent === undefined ||
      !client ||
      !registrationOf(client).requiresSecretProof ||
      params.appsecret_proof !== undefined
        ? undefined
        : {
            failure: { ...PROOF, message: 'API calls from the server require an appsecret_proof argument' },
            because: `${client.name} requires an appsecret_proof, and the call had none`,
          },
  }),
  defineBehaviour({
    id: 'facebook/graph/appsecret-proof-invalid',
    summary: 'Refuses a wrong `appsecret_proof`, required or not: code 100.',
    remedy: 'Compute the proof as HMAC-SHA256 of this access token with the app secret.',
    stage: 'api.failure',
    origin: 'vendor',
    setting: on,
    source: source('F-55', 'recorded', PAGES.security),
    apply: ({ client, params, sent, isInspected, problem, nowEpochSeconds }) => {
      const { appsecret_proof: proof, appsecret_time: time } = params;
      if (isInspected || problem || proof === undefined || sent === undefined || client?.clientSecret === undefined)
        return undefined;
      const known = { appSecret: client.clientSecret, accessToken: sent, proof, nowEpochSeconds };
      const because = proofProblem({ ...known, ...(time !== undefined && { time }) });
      return because === undefined
        ? undefined
        : { failure: { ...PROOF, message: 'Invalid appsecret_proof provided in the API argument' }, because };
    },
  }),
  defineBehaviour({
    id: 'facebook/graph/rate-limit-error',
    summary: 'Answers calls over the limit with an error of one of several codes, and status 400.',
    remedy: 'Wait, and call less often: repeating at once prolongs it.',
    stage: 'api.failure',
    origin: 'vendor',
    setting: z.enum(['4', '17', '32', '341', '613', 'off']).default('4').describe('code of the error'),
    source: source('F-58', 'reported', PAGES.rateLimits),
    apply: ({ isOverQuota, problem }, code) =>
      isOverQuota && !problem
        ? {
            failure: { message: LIMITS[code as keyof typeof LIMITS], code: Number(code) },
            because: 'the app exceeded its calls per hour',
          }
        : undefined,
  }),
  defineBehaviour({
    id: 'facebook/graph/data-access-expired',
    summary: 'Refuses data of a permission if the person has not seen the dialog for 90 days, even with a valid token.',
    remedy: 'Redirect to the dialog with auth_type=reauthorize: the token alone does not help.',
    stage: 'api.failure',
    origin: 'vendor',
    setting: on,
    source: source('F-75', 'documented', PAGES.authVersusData),
    apply: (call) => {
      const ends = dataAccessEnds(call);
      if (ends === undefined || call.problem || call.needed.length === 0 || ends > call.nowEpochSeconds) return undefined;
      const failure = { message: '(#200) Access to this data has expired. The user must reauthorize this app.', code: 200 };
      return { failure, because: `the person last saw the dialog at least ${DATA_ACCESS_SECONDS / 86_400} days ago` };
    },
  }),
  defineBehaviour({
    id: 'facebook/graph/permission-missing',
    summary: 'Refuses a call without the permission: code 200 in most cases.',
    remedy: 'Redirect to the dialog with auth_type=rerequest and the permission. A new token alone does not help.',
    stage: 'api.failure',
    origin: 'vendor',
    setting: z.enum(['200', '10', '3', '299', 'permissions-error', 'off']).default('200').describe('form of the error'),
    source: source('F-57', 'recorded', PAGES.springSocial),
    apply: ({ needed, granted, token, problem }, form) => {
      const isAllowed = needed.length === 0 || needed.some((permission) => granted.includes(permission));
      if (isAllowed || token.state !== 'live' || problem) return undefined;
      const because = `the call needs ${needed.join(' or ')}; granted: ${granted.join(', ') || 'none'}`;
      return { failure: MISSING[form as keyof typeof MISSING](needed), because };
    },
  }),
];
