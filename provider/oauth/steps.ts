import type { Reply } from '../model/index.ts';

/** One step of an endpoint. Returns a reply, or undefined to continue with the next step. */
export type Step<C> = (at: C) => Reply | undefined | Promise<Reply | undefined>;

/** Runs steps in order. Returns the first reply, or undefined if no step replies. */
export const firstReply = async <C>(steps: readonly Step<C>[], at: C): Promise<Reply | undefined> => {
  for (const step of steps) {
    const reply = await step(at);
    if (reply) return reply;
  }
  return undefined;
};
