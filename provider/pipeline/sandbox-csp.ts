import type { Reply } from '../model/index.ts';

/** Content types that browsers do not execute. */
const INERT =
  /^(?:application\/json|text\/plain|text\/javascript|application\/javascript|application\/jwt|application\/x-www-form-urlencoded)\b/i;

/**
 * Blocks scripts in stored content of apps and in pages without a policy, because they would run with the lab's origin.
 * Pages of the page kit have their own policy.
 */
export const withSandboxCsp = (reply: Reply): Reply => {
  const header = (name: string) => reply.headers.find(([each]) => each.toLowerCase() === name)?.[1];
  if (reply.body === '' || INERT.test(header('content-type') ?? '')) return reply;
  if (header('content-security-policy') !== undefined) return reply;
  return { ...reply, headers: [...reply.headers, ['Content-Security-Policy', 'sandbox']] };
};
