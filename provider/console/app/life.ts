import { renderSpan } from '../../../drawing/epoch-words.ts';
import { describeTokenEnding, type TokenInfo } from '../../model/index.ts';

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
  expEpochSeconds: number,
  { nowEpochSeconds, agedSeconds, shiftedSeconds }: WorldTime,
  agedThenSeconds: number = agedSeconds,
): number => Math.floor(expEpochSeconds - nowEpochSeconds - shiftedSeconds - (agedSeconds - agedThenSeconds));

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
export const renderLife = (seconds: number): string =>
  seconds > 0 ? `${renderSpan(seconds)} left` : `expired ${renderSpan(-seconds)} ago`;
