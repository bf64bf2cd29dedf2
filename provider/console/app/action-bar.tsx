import { useSignal } from '@preact/signals';
import { type EndpointName, isApi, nameOfEndpoint } from '../../model/index.ts';
import { ENDPOINT_NAMES } from '../../personas/declared.ts';
import type { Action } from './action.ts';
import { ActionButton } from './action-button.tsx';
import * as actions from './actions.ts';
import { Menu } from './menu.tsx';
import * as state from './state.ts';
import { TimeControls } from './time-controls.tsx';
import { Toolbar } from './toolbar.tsx';

const CALLED: readonly EndpointName[] = [...ENDPOINT_NAMES.filter(isApi), 'userinfo'];

/** The API that was called last: the default of the fault action. */
const lastCalled = (): EndpointName =>
  state.exchanges.value.findLast(({ endpoint }) => CALLED.includes(endpoint))?.endpoint ?? 'api:drive.files.list';

const NextCall = () => {
  const chosen = useSignal<EndpointName | undefined>(undefined);
  const on = chosen.value ?? lastCalled();
  return (
    <ActionButton action={actions.nextCallAnswers401(state.world.value, on)}>
      <label>
        Which{' '}
        <select
          value={on}
          onChange={(event) => {
            chosen.value = event.currentTarget.value as EndpointName;
          }}
        >
          {CALLED.map((name) => (
            <option key={name} value={name}>
              {nameOfEndpoint(name)}
            </option>
          ))}
        </select>
      </label>
    </ActionButton>
  );
};

const FailMenu = () => {
  const [world, personas] = [state.world.value, state.personas.value];
  return (
    <Menu label="Make it fail">
      <ActionButton action={actions.nextRefreshFails(world)} />
      <NextCall />
      {personas.map(({ id }) => (
        <ActionButton key={id} action={actions.rotateKeys(world, id)} whole={personas.length > 1} />
      ))}
    </Menu>
  );
};

const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** A button that asks before it acts. `loses`: what would be gone. */
const Destructive = ({ action, loses }: { readonly action: Action; readonly loses: () => string }) => (
  <button
    type="button"
    class="danger"
    aria-haspopup="dialog"
    onClick={() => {
      state.confirming.value = { action, loses: loses() };
    }}
  >
    {action.label} …
  </button>
);

const lostByReset = (): string => {
  const { people, tokens, sessions, exchanges } = state;
  const counts = [
    counted(people.value.length, 'person', 'people'),
    counted(tokens.value.filter(({ died }) => !died).length, 'live token'),
    counted(sessions.value.length, 'session'),
    counted(exchanges.value.length, 'exchange'),
  ];
  return `Now: ${counts.join(', ')}.`;
};

/** The actions on a world: those that end or delete something stand apart. */
export const ActionBar = () => {
  const world = state.world.value;
  return (
    <Toolbar label="Actions on this world">
      <TimeControls />
      <FailMenu />
      <span class="apart">
        <Destructive
          action={actions.endSessions(world)}
          loses={() => `Now: ${counted(state.sessions.value.length, 'session')}.`}
        />
        <Destructive action={actions.resetWorld(world)} loses={lostByReset} />
      </span>
    </Toolbar>
  );
};
