import { renderSpan } from '../../../drawing/epoch-words.ts';
import { describeTokenEnding, type TokenInfo } from '../../model/index.ts';

/** The clock of a world. */
export interface WorldTime {
  /** Real time. */
  readonly nowEpochSeconds: number;
  readonly agedSeconds: number;
  readonly shiftedSeconds: number;
}

/**
 * Seconds left until `expEpochSeconds` by the clock of the world. A time that was read when the world was aged
 * by less (`agedThenSeconds`) has come nearer since. The default is for times that are read anew.
 */
export const remainingSeconds = (
  expEpochSeconds: number | undefined,
  { nowEpochSeconds, agedSeconds, shiftedSeconds }: WorldTime,
  agedThenSeconds: number = agedSeconds,
): number =>
  Math.floor((expEpochSeconds ?? Number.POSITIVE_INFINITY) - nowEpochSeconds - shiftedSeconds - (agedSeconds - agedThenSeconds));

/** `expired 23 h ago (lifetime 1 h)`; undefined for a live token. The times of a token are those of its last reading. */
export const renderEnding = (
  { died, issuedAtEpochSeconds, expiresAtEpochSeconds }: Omit<TokenInfo, 'kind'>,
  { nowEpochSeconds, shiftedSeconds }: WorldTime,
): string | undefined =>
  died &&
  describeTokenEnding(
    { why: died.why, diedAtEpochSeconds: died.atEpochSeconds, issuedAtEpochSeconds, expiresAtEpochSeconds },
    nowEpochSeconds + shiftedSeconds,
  );

/** `59 minutes 12 seconds left`, `expired 3 minutes ago` */
export const renderLife = (seconds: number): string => {
  if (seconds === Number.POSITIVE_INFINITY) return 'never expires';
  return seconds > 0 ? `${renderSpan(seconds)} left` : `expired ${renderSpan(-seconds)} ago`;
};
