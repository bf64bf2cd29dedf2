import { type Probes, seen, told } from '../test-observe.ts';

const headersOf = (reply: Response, names: readonly string[]) => names.map((name) => reply.headers.get(name));

export const probes: Probes = {
  'auth0/limits/tenant': {
    on: ['302', '429 too_many_requests: Global limit has been reached', '429 too_many_requests: Global limit has been reached'],
    off: ['302', '302', '403 invalid_grant: Unknown or invalid refresh token.'],
    setting: 1,
    observe: async (browser) => {
      const [first, second, third] = [await browser.authorize(), await browser.authorize(), await browser.refresh('x')];
      const page = second.status === 429 ? await seen(second) : String(second.status);
      return [String(first.status), page, await told(third)];
    },
  },
  'auth0/limits/rate': {
    on: ['1', '0', 429, '429 too_many_requests: Rate limit exceeded.'],
    off: [null, null, 403, '403 invalid_grant: Unknown or invalid refresh token.'],
    setting: 1,
    observe: async (browser) => {
      const first = await browser.refresh('x');
      const second = await browser.refresh('x');
      return [...headersOf(first, ['x-ratelimit-limit', 'x-ratelimit-remaining']), second.status, await told(second)];
    },
  },
  'auth0/limits/exceeded': {
    on: ['429 too_many_requests: Rate limit exceeded.', '60', '0'],
    off: ['403 invalid_grant: Unknown or invalid refresh token.', null, '0'],
    observe: async (browser) => {
      await browser.world.settings.change({ 'auth0/limits/rate': 1 });
      await browser.refresh('x');
      const second = await browser.refresh('x');
      return [await told(second), ...headersOf(second, ['retry-after', 'x-ratelimit-remaining'])];
    },
  },
};
