import { renderSpan } from '../../../drawing/epoch-words.ts';

/** Where in time a world is. */
export interface WorldTime {
  /** Real time. */
  readonly nowEpochSeconds: number;
  readonly agedSeconds: number;
  readonly shiftedSeconds: number;
}

/**
 * Seconds that are left until `expEpochSeconds` by the clock of the world. A moment that was told when the world was aged
 * by less (`agedThenSeconds`) has come nearer since; one that is told anew with every reading has `agedThenSeconds` of now.
 */
export const remainingSeconds = (
  expEpochSeconds: number | undefined,
  { nowEpochSeconds, agedSeconds, shiftedSeconds }: WorldTime,
  agedThenSeconds: number = agedSeconds,
): number =>
  Math.floor((expEpochSeconds ?? Number.POSITIVE_INFINITY) - nowEpochSeconds - shiftedSeconds - (agedSeconds - agedThenSeconds));

/** `59 minutes 12 seconds left`, `over for 3 minutes` */
export const renderLife = (seconds: number): string => {
  if (seconds === Number.POSITIVE_INFINITY) return 'never expires';
  return seconds > 0 ? `${renderSpan(seconds)} left` : `over for ${renderSpan(-seconds)}`;
};
