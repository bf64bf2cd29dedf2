import { oauthOf, type Stages } from '../model/index.ts';
import { askBehaviours, type ExchangeContext, nowEpochSeconds } from '../world/index.ts';

/** A grant outlives its tokens: these have lifetimes of their own, and using a refresh token may prolong it. */
export const GRANT_SECONDS = 20 * 365 * 86_400;

type LifetimeInput = Stages['token.lifetime']['input'];

/** Returns the lifetime of a token: the short one of the world, else the persona's, else the engine's. */
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

/** Returns the seconds that a browser session lives from now on. */
export const sessionSeconds = (context: ExchangeContext, signedInAtEpochSeconds = nowEpochSeconds()): number => {
  const input = { signedInAtEpochSeconds, nowEpochSeconds: nowEpochSeconds() };
  const decided = askBehaviours(context, 'session.lifetime', input);
  return Math.max(1, decided?.lifetimeSeconds ?? oauthOf(context.persona).lifetimeSeconds.session);
};
