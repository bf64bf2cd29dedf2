import { useSignal } from '@preact/signals';
import { type EndpointName, isApi } from '../../model/index.ts';
import { ENDPOINT_NAMES } from '../../personas/declared.ts';
import { ActionButton } from './action-button.tsx';
import * as actions from './actions.ts';
import { performAgeing } from './perform.ts';
import * as state from './state.ts';

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
              {name.replace(/^api:/, '')}
            </option>
          ))}
        </select>
      </label>
    </ActionButton>
  );
};

/** The actions on a world. */
export const ActionBar = () => {
  const [world, personas] = [state.world.value, state.personas.value];
  return (
    <section class="board" aria-label="Actions on this world">
      <ActionButton action={actions.tomorrow(world)} lead act={performAgeing} />
      <ActionButton action={actions.ageAnHour(world)} act={performAgeing} />
      <ActionButton action={actions.endSessions(world)} />
      {personas.map(({ id }) => (
        <ActionButton key={id} action={actions.rotateKeys(world, id)} whole={personas.length > 1} />
      ))}
      <ActionButton action={actions.nextRefreshFails(world)} />
      <NextCall />
      <ActionButton action={actions.resetWorld(world)} />
    </section>
  );
};
