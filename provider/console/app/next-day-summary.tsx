import { renderSpan } from '../../../drawing/epoch-words.ts';
import { remainingSeconds, renderEnding, renderLife } from './life.ts';
import { nameOfToken } from './names.ts';
import type { NextDay } from './next-day.ts';
import * as state from './state.ts';

const Lines = ({ nextDay }: { readonly nextDay: NextDay }) => (
  <ul>
    {nextDay.died.map((token) => (
      <li key={token.id} class="dead">
        <b>{nameOfToken(token)}</b> of {token.person ?? token.sub} {renderEnding(token, state.worldTime.value)}.
      </li>
    ))}
    {nextDay.endedSessions.map((session) => (
      <li key={session.id} class="dead">
        <b>{session.person ?? session.sub}</b> is no longer signed in at {session.persona}.
      </li>
    ))}
    {nextDay.living.map((token) => (
      <li key={token.id}>
        <b>{nameOfToken(token)}</b> of {token.person ?? token.sub} is valid:{' '}
        {renderLife(remainingSeconds(token.expiresAtEpochSeconds, state.worldTime.value))}.
      </li>
    ))}
    {nextDay.sessions.map((session) => (
      <li key={session.id}>
        <b>{session.person ?? session.sub}</b> is still signed in at {session.persona}.
      </li>
    ))}
  </ul>
);

const counted = (count: number): string => `${count === 0 ? 'no' : count} token${count === 1 ? '' : 's'}`;

const isEmpty = ({ died, living, endedSessions, sessions }: NextDay): boolean =>
  [died, living, endedSessions, sessions].every((list) => list.length === 0);

/** Tokens and sessions that ended while the world was aged, and what to do next. */
export const NextDaySummary = () => {
  const nextDay = state.nextDay.value;
  if (nextDay === undefined) return null;
  return (
    <section class="next-day" aria-labelledby="next-day-title">
      <h2 id="next-day-title">
        {renderSpan(nextDay.passedSeconds)} later: {counted(nextDay.died.length)} ended, {counted(nextDay.living.length)} still
        good
      </h2>
      {isEmpty(nextDay) ? (
        <p>No token or session exists yet. Sign in at your app first, then press the button.</p>
      ) : (
        <Lines nextDay={nextDay} />
      )}
      <p>Now use your app again. Its requests appear below, each with the reason of the answer.</p>
      <button
        type="button"
        onClick={() => {
          state.nextDay.value = undefined;
        }}
      >
        Close
      </button>
    </section>
  );
};
