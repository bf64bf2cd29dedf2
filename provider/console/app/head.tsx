import { renderMoment, renderSpan } from '../../../drawing/epoch-words.ts';
import { visible } from '../../../drawing/visible.ts';
import { ActionButton } from './action-button.tsx';
import { openWorld } from './actions.ts';
import { type AppSeen, readApps } from './apps.ts';
import { countFindings, markOf } from './findings.ts';
import { Menu } from './menu.tsx';
import { shortClientId } from './names.ts';
import * as state from './state.ts';
import { readPlace } from './story-steps.ts';
import { enterWorld } from './sync.ts';

const WorldMenu = () => (
  <Menu
    label={
      <>
        World <b>{visible(state.world.value)}</b>
      </>
    }
  >
    <label for="world">World</label>
    <select id="world" value={state.world.value} onChange={(event) => enterWorld(event.currentTarget.value)}>
      {[...new Set([...state.worlds.value, state.world.value])].map((id) => (
        <option key={id} value={id}>
          {id}
        </option>
      ))}
    </select>
    <ActionButton action={openWorld(enterWorld)} />
  </Menu>
);

const FindingCount = () => {
  const findings = state.findings.value;
  const [worst] = findings?.map(markOf).toSorted() ?? []; // fail, info, warn: what fails is first
  if (findings === undefined || worst === undefined) return <p class="finding-count">{countFindings(findings)}</p>;
  return (
    <p class="finding-count">
      <a class={`mark ${worst}`} href="#findings">
        {countFindings(findings)}
      </a>
    </p>
  );
};

const connectionWords = (): string => {
  const connection = state.connection.value;
  if (connection.kind !== 'away') return { connecting: 'Connecting …', live: 'Live' }[connection.kind];
  return connection.what === 'lab' ? 'Connection to the lab lost' : 'World not found';
};

/** Apps that are named; more are counted. */
const APPS = 3;

const App = ({ app: { clientId, userAgents } }: { readonly app: AppSeen }) => (
  <span class="app">
    <code title={clientId}>{clientId === undefined ? 'unknown client' : visible(shortClientId(clientId))}</code>
    {userAgents.length > 0 && ` (${visible(userAgents.slice(0, 2).join(', '))})`}
  </span>
);

const Apps = () => {
  const apps = readApps(
    state.exchanges.value,
    state.personas.value.flatMap(({ clients }) => clients),
  );
  const isSeen = apps.some(({ userAgents }) => userAgents.length > 0) || state.exchanges.value.length > 0;
  return (
    <span class="apps">
      {isSeen ? 'Apps ' : 'Registered, not seen yet '}
      {apps.slice(0, APPS).map((app) => (
        <App key={app.clientId ?? ''} app={app} />
      ))}
      {apps.length > APPS && ` and ${apps.length - APPS} more`}
      {apps.length === 0 && <b>none</b>}
    </span>
  );
};

const ClockWords = () => {
  const { agedSeconds, shiftedSeconds, followers } = state.clock.value;
  const moment = renderMoment((state.now.value + shiftedSeconds) * 1000);
  return (
    <span class="clock">
      Clock <time>{moment}</time>
      {shiftedSeconds !== 0 && <b> {renderSpan(shiftedSeconds)} ahead</b>}
      {agedSeconds !== 0 && (
        <>
          {' '}
          Aged by <b>{renderSpan(agedSeconds)}</b>
        </>
      )}
      {followers.length > 0 && <> Followed by {visible(followers.join(', '))}</>}
    </span>
  );
};

const Facts = () => (
  <p class="facts">
    <span>
      Personas <b>{state.personas.value.map(({ id }) => id).join(', ') || 'none'}</b>
    </span>{' '}
    <Apps /> <ClockWords />
  </p>
);

/** Which lab and world this is, its personas, apps and clock, and how many findings there are. */
export const Head = () => (
  <header>
    <div class="title">
      <h1>Login Lab</h1>
      <p class={`connection ${state.connection.value.kind}`} role="status">
        {connectionWords()}
      </p>
      <p class="lab">
        Lab <code>{state.labUrl.value.host}</code>
      </p>
      <WorldMenu />
      <p class="lab">
        <a href={`/mailbox/${encodeURIComponent(state.world.value)}`}>Mailbox</a>
      </p>
      {state.hasStories.value && (
        <p class="lab">{readPlace(state.opened.value) ? <a href="#lab">Back to the lab</a> : <a href="#stories">Stories</a>}</p>
      )}
      <FindingCount />
    </div>
    {readPlace(state.opened.value) === undefined && <Facts />}
  </header>
);
