import { renderSpan } from '../../../drawing/epoch-words.ts';
import { remainingSeconds, renderEnding, renderLife } from './life.ts';
import { nameOfToken } from './names.ts';
import * as state from './state.ts';
import type { Morning } from './tomorrow.ts';

const Lines = ({ morning }: { readonly morning: Morning }) => (
  <ul>
    {morning.died.map((token) => (
      <li key={token.id} class="dead">
        <b>{nameOfToken(token)}</b> of {token.person ?? token.sub} {renderEnding(token, state.worldTime.value)}.
      </li>
    ))}
    {morning.endedSessions.map((session) => (
      <li key={session.id} class="dead">
        <b>{session.person ?? session.sub}</b> is no longer signed in at {session.persona}.
      </li>
    ))}
    {morning.living.map((token) => (
      <li key={token.id}>
        <b>{nameOfToken(token)}</b> of {token.person ?? token.sub} lives:{' '}
        {renderLife(remainingSeconds(token.expiresAtEpochSeconds, state.worldTime.value))}.
      </li>
    ))}
    {morning.sessions.map((session) => (
      <li key={session.id}>
        <b>{session.person ?? session.sub}</b> is still signed in at {session.persona}.
      </li>
    ))}
  </ul>
);

const counted = (count: number): string => `${count === 0 ? 'no' : count} token${count === 1 ? '' : 's'}`;

const isEmpty = ({ died, living, endedSessions, sessions }: Morning): boolean =>
  [died, living, endedSessions, sessions].every((list) => list.length === 0);

/** What died while time went by, and what to do next. */
export const NextDaySummary = () => {
  const morning = state.morning.value;
  if (morning === undefined) return null;
  return (
    <section class="morning" aria-labelledby="morning-title">
      <h2 id="morning-title">
        {renderSpan(morning.passedSeconds)} later: {counted(morning.died.length)} died, {counted(morning.living.length)} still
        good
      </h2>
      {isEmpty(morning) ? (
        <p>There was nothing that could die. Sign in at your app first, then press the button.</p>
      ) : (
        <Lines morning={morning} />
      )}
      <p>Now use your app as if you came back to it. What it does shows below, with the reason.</p>
      <button
        type="button"
        onClick={() => {
          state.morning.value = undefined;
        }}
      >
        Close
      </button>
    </section>
  );
};
