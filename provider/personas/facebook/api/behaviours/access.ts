import { z } from 'zod';
import { defineBehaviour } from '../../../../model/index.ts';
import { PAGES, source } from '../../behaviours/source.ts';

/** Where tokens may stand, and how many calls they are good for. */
export const access = [
  defineBehaviour({
    id: 'facebook/graph/token-places',
    summary: 'Accepts access tokens in the query, in a form, and in headers of the schemes Bearer and OAuth.',
    stage: 'api.token',
    origin: 'vendor',
    setting: z.boolean().default(true),
    source: source('F-52', 'recorded', 'https://github.com/simi/omniauth-facebook'),
    apply: ({ query, body, header, oauth }) => {
      const token = body ?? query ?? header ?? oauth;
      const place = body ? 'in the form' : query ? 'in the address' : header ? 'as Bearer' : 'as OAuth';
      return token === undefined ? undefined : { token, because: `the token was sent ${place}` };
    },
  }),
  defineBehaviour({
    id: 'facebook/graph/rate-limit',
    summary: 'Allows an app 200 calls per hour, and reports the usage with each answer.',
    remedy: 'Read X-App-Usage and slow down before the limit.',
    stage: 'api.quota',
    origin: 'vendor',
    setting: z
      .union([z.number().int().positive(), z.literal('off')])
      .default(200)
      .describe('calls in an hour'),
    source: source('F-58', 'recorded', PAGES.rateLimits),
    apply: ({ calls }, most) => {
      const call_count = Math.floor((calls / Number(most)) * 100);
      const usage = JSON.stringify({ call_count, total_cputime: 0, total_time: call_count === 0 ? 0 : 1 });
      return {
        exceeded: calls > Number(most),
        ...(call_count > 0 && { headers: [['X-App-Usage', usage]] as const }),
        because: `call ${calls} of ${most} in this hour`,
      };
    },
  }),
];
