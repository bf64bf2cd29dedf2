import { renderMoment, renderSpan } from '../../../drawing/epoch-words.ts';
import { visible } from '../../../drawing/visible.ts';
import { ActionButton } from './action-button.tsx';
import { openWorld } from './actions.ts';
import * as state from './state.ts';
import { enterWorld } from './sync.ts';

const WorldPicker = () => (
  <div class="picker">
    <label for="world">World</label>
    <select id="world" value={state.world.value} onChange={(event) => enterWorld(event.currentTarget.value)}>
      {[...new Set([...state.worlds.value, state.world.value])].map((id) => (
        <option key={id} value={id}>
          {id}
        </option>
      ))}
    </select>
  </div>
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

const LabAway = () => (
  <>
    <p>
      <b>The lab went away.</b> What stands below is as it was last. This page tries again every second and comes back by itself
      when the lab does.
    </p>
    <p>
      Start it again at this very address: <code>loginlab serve --console {location.port}</code>
    </p>
  </>
);

const WorldAway = ({ why }: { readonly why: string }) => (
  <p>
    <b>This world is gone.</b> {why}{' '}
    <button type="button" onClick={() => enterWorld('default')}>
      Show the default world
    </button>
  </p>
);

const Away = () => {
  const connection = state.connection.value;
  if (connection.kind !== 'away') return null;
  return <div class="away">{connection.what === 'lab' ? <LabAway /> : <WorldAway why={connection.why} />}</div>;
};

const connectionWords = (): string => {
  const connection = state.connection.value;
  if (connection.kind !== 'away') return { connecting: 'Connecting …', live: 'Live' }[connection.kind];
  return connection.what === 'lab' ? 'The lab went away' : 'This world is gone';
};

/** Which world, what time it is there, and whether the lab is still there. */
export const Head = () => (
  <header>
    <div class="title">
      <h1>Login Lab</h1>
      <p class={`connection ${state.connection.value.kind}`} role="status">
        {connectionWords()}
      </p>
      <WorldPicker />
      <ActionButton action={openWorld(enterWorld)} small />
    </div>
    <ClockLine />
  </header>
);

const LastDeed = () => {
  const notice = state.notice.value;
  if (notice === undefined) return null;
  const dismiss = (): void => {
    state.notice.value = undefined;
  };
  return (
    <div class={`notice ${notice.isError ? 'error' : ''}`}>
      <p>
        {notice.isError && <b>It did not work. </b>}
        {visible(notice.text)}
      </p>
      <button type="button" onClick={dismiss}>
        Dismiss
      </button>
    </div>
  );
};

/** What one must not miss wherever one reads: that the lab is gone, and how the last action went. */
export const Notices = () => (
  <div class="notices" aria-live="polite">
    <Away />
    <LastDeed />
  </div>
);
