import type { Stages } from '../model/index.ts';
import { askBehaviours, nowEpochSeconds, type Scene } from '../world/index.ts';

type LifetimeTurn = Stages['token.lifetime']['turn'];

/** How long a token lives: honestly short when asked for, else as the persona says, else as the engine would. */
export const lifetimeOf = (scene: Scene, turn: Omit<LifetimeTurn, 'nowEpochSeconds'>, plainSeconds: number): number => {
  const short = scene.world.shortLifetimeSeconds;
  if (short !== undefined && (turn.kind === 'access-token' || turn.kind === 'id-token')) return short;
  return askBehaviours(scene, 'token.lifetime', { ...turn, nowEpochSeconds: nowEpochSeconds() })?.lifetimeSeconds ?? plainSeconds;
};
