import { renderMoment, renderSpan } from '../../pages/drawing/epoch-words.ts';
import { DeedButton } from './deed-button.tsx';
import { openWorld } from './deeds.ts';
import * as state from './state.ts';
import { enterWorld } from './sync.ts';

const CONNECTED = { connecting: 'Connecting …', live: 'Live', away: 'The lab went away' } as const;

const WorldPicker = () => (
  <label class="picker">
    World
    <select value={state.world.value} onChange={(event) => enterWorld(event.currentTarget.value)}>
      {[...new Set([...state.worlds.value, state.world.value])].map((id) => (
        <option key={id} value={id}>
          {id}
        </option>
      ))}
    </select>
  </label>
);

const span = (seconds: number): string => (seconds === 0 ? 'nothing' : renderSpan(seconds));

const ClockLine = () => {
  const { agedSeconds, shiftedSeconds, followers } = state.clock.value;
  const moment = renderMoment((state.now.value + shiftedSeconds) * 1000);
  return (
    <p class="clock">
      <span>
        Aged by <b>{span(agedSeconds)}</b>
      </span>{' '}
      <span>
        Shifted by <b>{span(shiftedSeconds)}</b>
        {followers.length > 0 && ` with ${followers.join(', ')}`}
      </span>{' '}
      <span>
        Its clock says <time>{moment}</time>
      </span>
    </p>
  );
};

/** Said aloud only when the lab goes and when it comes back. */
const Away = () =>
  state.connection.value.kind === 'away' ? (
    <div class="away">
      <p>
        <b>The lab went away.</b> {state.connection.value.why} What stands below is as it was last. This page tries again every
        second and comes back by itself when the lab does.
      </p>
      <p>
        Start it again at this very address: <code>loginlab serve --console {location.port}</code>
      </p>
    </div>
  ) : null;

/** Which world, what time it is there, and whether the lab is still there. */
export const Head = () => (
  <header>
    <div class="title">
      <h1>Login Lab</h1>
      <p class={`connection ${state.connection.value.kind}`} role="status">
        {CONNECTED[state.connection.value.kind]}
      </p>
      <WorldPicker />
      <DeedButton deed={openWorld(enterWorld)} small />
    </div>
    <ClockLine />
    <Away />
  </header>
);

/** How the last deed went. */
export const NoticeLine = () => {
  const notice = state.notice.value;
  return (
    <div class="notices" aria-live="polite">
      {notice && (
        <p class={`notice ${notice.isError ? 'error' : ''}`}>
          {notice.isError && <b>It did not work. </b>}
          {notice.text}
        </p>
      )}
    </div>
  );
};
