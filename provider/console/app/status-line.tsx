import { visible } from '../../../drawing/visible.ts';
import { Curl } from './command.tsx';
import * as state from './state.ts';
import { enterWorld } from './sync.ts';

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

const LastAction = () => {
  const notice = state.notice.value;
  if (notice === undefined) return null;
  return (
    <p class={`notice ${notice.tone}`}>
      {notice.tone === 'failed' && <b>The action failed. </b>}
      {visible(notice.text)}
    </p>
  );
};

/** The result of the last action with its command, and a lost connection. It has its own place and covers nothing. */
export const StatusLine = () => (
  <div class="status-line">
    <div aria-live="polite">
      <Away />
      <LastAction />
    </div>
    {state.notice.value?.curl !== undefined && <Curl text={state.notice.value.curl} of="the last action" />}
  </div>
);
