import type { Reply } from '../model/index.ts';

/** Types that no browser runs as a page. */
const INERT =
  /^(?:application\/json|text\/plain|text\/javascript|application\/javascript|application\/jwt|application\/x-www-form-urlencoded)\b/i;

/**
 * What an app stored at the vendor, or a page that says nothing of scripts, runs none in a browser: it would do so under the
 * lab's own origin. Pages of the page kit bring a policy of their own.
 */
export const withSandboxCsp = (reply: Reply): Reply => {
  const header = (name: string) => reply.headers.find(([each]) => each.toLowerCase() === name)?.[1];
  if (reply.body === '' || INERT.test(header('content-type') ?? '')) return reply;
  if (header('content-security-policy') !== undefined) return reply;
  return { ...reply, headers: [...reply.headers, ['Content-Security-Policy', 'sandbox']] };
};
