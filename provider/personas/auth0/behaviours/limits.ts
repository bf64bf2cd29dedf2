import { z } from 'zod';
import { defineBehaviour, type HeaderList } from '../../../model/index.ts';
import { on } from '../../../oauth/switch-setting.ts';
import { PAGES, source } from './source.ts';

/** Limits as they are told: of a second, and at userinfo of a minute. */
const LIMITS: Readonly<Record<string, number>> = {
  token: 100,
  userinfo: 10,
  revoke: 100,
  authorize: 100,
  management: 50,
  'database-sign-up': 50,
  'change-password': 10,
};

const BY_MINUTE: ReadonlySet<string> = new Set(['userinfo', 'change-password']);

const periodOf = (endpoint: string): number => (BY_MINUTE.has(endpoint) ? 60 : 1);

/** What is left in the current period. */
const left = (most: number, calls: number): number => (calls <= most ? most - calls : most - 1);

const limitHeaders = (most: number, remaining: number, resetEpochSeconds: number): HeaderList => [
  ['X-RateLimit-Limit', String(most)],
  ['X-RateLimit-Remaining', String(remaining)],
  ['X-RateLimit-Reset', String(resetEpochSeconds)],
];

const tooMany = (description: string) => ({ error: 'too_many_requests', description });

/** How many calls a tenant and an endpoint answer, and what is said of it. */
export const limits = [
  defineBehaviour({
    id: 'auth0/limits/tenant',
    summary: 'Refuses calls beyond the limit of the whole tenant, in other words.',
    stage: 'rate-limit.refuse',
    origin: 'vendor',
    setting: z
      .union([z.number().int().min(1), z.enum(['unlimited', 'off'])])
      .default('unlimited')
      .describe('calls in a minute'),
    source: source('A-56', 'documented', PAGES.limits),
    remedy: 'Wait, and do not retry in a loop.',
    apply: ({ endpoint, calls, nowEpochSeconds }, setting) =>
      endpoint === 'tenant' && typeof setting === 'number' && calls > setting
        ? {
            headers: limitHeaders(setting, 0, nowEpochSeconds + 60),
            said: tooMany('Global limit has been reached'),
            because: `${calls} calls in a minute, and ${setting} are allowed`,
          }
        : undefined,
  }),
  defineBehaviour({
    id: 'auth0/limits/rate',
    summary: 'Tells in headers how many calls an endpoint answers, and how many are left.',
    stage: 'rate-limit',
    origin: 'vendor',
    setting: z
      .union([z.number().int().min(1), z.enum(['as-documented', 'off'])])
      .default('as-documented')
      .describe('calls in a minute; as-documented: 100 a second at the token endpoint, 10 a minute and user at userinfo'),
    source: source('A-57', 'recorded', PAGES.limits),
    apply: ({ endpoint, calls, nowEpochSeconds }, setting) => {
      const isNumber = typeof setting === 'number';
      const [most, periodSeconds] = [isNumber ? setting : (LIMITS[endpoint] ?? 100), isNumber ? 60 : periodOf(endpoint)];
      const headers = limitHeaders(most, left(most, calls), nowEpochSeconds + periodSeconds);
      return { most, periodSeconds, headers, because: `of ${most} calls in ${periodSeconds} s` };
    },
  }),
  defineBehaviour({
    id: 'auth0/limits/exceeded',
    summary: 'Refuses calls beyond the limit of an endpoint with 429, and says when to come back.',
    stage: 'rate-limit.refuse',
    origin: 'vendor',
    setting: on,
    source: source('A-57', 'recorded', PAGES.limits),
    remedy: 'Wait until the time in x-ratelimit-reset; keep the profile instead of asking userinfo for every request.',
    apply: ({ calls, limit, nowEpochSeconds }) => {
      if (!limit || calls * limit.periodSeconds <= limit.most * 60) return undefined;
      const { most, periodSeconds } = limit;
      const policy: HeaderList = [
        ['Retry-After', String(periodSeconds)],
        ['Auth0-RateLimit', `"default";r=0;t=${periodSeconds}`],
      ];
      return {
        headers: [...limitHeaders(most, 0, nowEpochSeconds + periodSeconds), ...policy],
        said: tooMany('Rate limit exceeded.'),
        because: `${calls} calls in a minute, and ${most} are allowed in ${periodSeconds} s`,
      };
    },
  }),
];
