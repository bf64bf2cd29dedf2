import { useSignal } from '@preact/signals';
import { ENDPOINT_NAMES, type EndpointName, isApi } from '../../model/index.ts';
import { DeedButton } from './deed-button.tsx';
import * as deeds from './deeds.ts';
import { performOvernight } from './perform.ts';
import * as state from './state.ts';

const CALLED: readonly EndpointName[] = [...ENDPOINT_NAMES.filter(isApi), 'userinfo'];

/** The API that was called last, which is the likeliest to be called next. */
const lastCalled = (): EndpointName =>
  state.exchanges.value.findLast(({ endpoint }) => CALLED.includes(endpoint))?.endpoint ?? 'api:drive.files.list';

const NextCall = () => {
  const chosen = useSignal<EndpointName | undefined>(undefined);
  const on = chosen.value ?? lastCalled();
  return (
    <DeedButton deed={deeds.nextCallAnswers401(state.world.value, on)}>
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
    </DeedButton>
  );
};

/** What one can do to the world, the night first. */
export const DeedBoard = () => {
  const [world, personas] = [state.world.value, state.personas.value];
  return (
    <section class="board" aria-label="What to do to this world">
      <DeedButton deed={deeds.tomorrow(world)} lead act={performOvernight} />
      <DeedButton deed={deeds.ageAnHour(world)} act={performOvernight} />
      <DeedButton deed={deeds.endSessions(world)} />
      {personas.map(({ id }) => (
        <DeedButton key={id} deed={deeds.rotateKeys(world, id)} whole={personas.length > 1} />
      ))}
      <DeedButton deed={deeds.nextRefreshFails(world)} />
      <NextCall />
      <DeedButton deed={deeds.resetWorld(world)} />
    </section>
  );
};
