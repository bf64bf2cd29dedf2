import type { Reply } from '../model/index.ts';

/** One step of an endpoint: answers the request, or leaves it to the next step. */
export type Step<C> = (at: C) => Reply | undefined | Promise<Reply | undefined>;

/** The reply of the first step that has one; undefined when none has. */
export const firstReply = async <C>(steps: readonly Step<C>[], at: C): Promise<Reply | undefined> => {
  for (const step of steps) {
    const reply = await step(at);
    if (reply) return reply;
  }
  return undefined;
};
