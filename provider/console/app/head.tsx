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
      <b>The connection to the lab was lost.</b> The page shows the last known state. It tries to reconnect every second and
      resumes when the lab is back.
    </p>
    <p>
      Start the lab again at this address: <code>loginlab serve --console {location.port}</code>
    </p>
  </>
);

const WorldAway = ({ why }: { readonly why: string }) => (
  <p>
    <b>This world no longer exists.</b> {why}{' '}
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
  return connection.what === 'lab' ? 'Connection to the lab lost' : 'World not found';
};

/** The world, its clock, and the state of the connection. */
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

const LastAction = () => {
  const notice = state.notice.value;
  if (notice === undefined) return null;
  const dismiss = (): void => {
    state.notice.value = undefined;
  };
  return (
    <div class={`notice ${notice.isError ? 'error' : ''}`}>
      <p>
        {notice.isError && <b>The action failed. </b>}
        {visible(notice.text)}
      </p>
      <button type="button" onClick={dismiss}>
        Dismiss
      </button>
    </div>
  );
};

/** Notices: lost connection, and the result of the last action. */
export const Notices = () => (
  <div class="notices" aria-live="polite">
    <Away />
    <LastAction />
  </div>
);
