import type { Stages } from '../model/index.ts';
import { askBehaviours, type ExchangeContext, nowEpochSeconds } from '../world/index.ts';

type LifetimeInput = Stages['token.lifetime']['input'];

/** How long a token lives: honestly short when asked for, else as the persona says, else as the engine would. */
export const lifetimeOf = (
  context: ExchangeContext,
  input: Omit<LifetimeInput, 'nowEpochSeconds'>,
  plainSeconds: number,
): number => {
  const short = context.world.shortLifetimeSeconds;
  if (short !== undefined && (input.kind === 'access-token' || input.kind === 'id-token')) return short;
  return (
    askBehaviours(context, 'token.lifetime', { ...input, nowEpochSeconds: nowEpochSeconds() })?.lifetimeSeconds ?? plainSeconds
  );
};
