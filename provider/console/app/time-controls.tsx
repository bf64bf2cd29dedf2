import { useSignal } from '@preact/signals';
import type { PersonaPreset } from '../../model/index.ts';
import { ActionButton, PlainButton } from './action-button.tsx';
import * as actions from './actions.ts';
import { problemOfDuration } from './duration-text.ts';
import { Menu } from './menu.tsx';
import { performPassing } from './perform.ts';
import * as state from './state.ts';

const Preset = ({ preset: { by, label, effect, persona } }: { readonly preset: PersonaPreset }) => {
  const words = { label, of: `at ${persona}`, effect: `${persona}: ${effect}` };
  const passing = actions.advance(state.world.value, { by }, words);
  return <ActionButton action={passing} act={() => performPassing(passing)} />;
};

/** Of the command while nothing is typed. */
const EXAMPLE = '2h30m';

/** A duration of one's own, for everybody or for the vendors alone. A wrong one is explained at the field. */
const OwnDuration = () => {
  const typed = useSignal('');
  const isTouched = useSignal(false);
  const world = state.world.value;
  const problem = problemOfDuration(typed.value.trim());
  const by = problem === undefined ? typed.value.trim() : EXAMPLE;
  const words = { label: 'Let it pass', effect: 'For the vendors, and for each client that follows the clock.' };
  const passing = actions.advance(world, { by }, words);
  const isReady = (): boolean => {
    isTouched.value = true;
    return problem === undefined;
  };
  return (
    <div class="own-duration">
      <label>
        A duration of your own{' '}
        <input
          value={typed}
          placeholder={EXAMPLE}
          aria-invalid={isTouched.value && problem !== undefined}
          aria-describedby="duration-problem"
          onInput={(event) => {
            typed.value = event.currentTarget.value;
          }}
        />
      </label>
      <p id="duration-problem" class="problem" role="alert">
        {isTouched.value && problem}
      </p>
      <ActionButton action={passing} act={() => performPassing(passing)} isReady={isReady} />
      <ActionButton action={actions.age(world, by)} isReady={isReady} />
    </div>
  );
};

/** Tomorrow, and a menu of the durations at which something ends. */
export const TimeControls = () => {
  const tomorrow = actions.tomorrow(state.world.value);
  const act = (): Promise<void> => performPassing(tomorrow);
  return (
    <span class="split">
      <PlainButton action={tomorrow} act={act} />
      <Menu label="Other times">
        <ActionButton action={tomorrow} act={act} />
        {state.presets.value.map((preset) => (
          <Preset key={`${preset.persona} ${preset.by}`} preset={preset} />
        ))}
        <OwnDuration />
        <ActionButton action={actions.restoreLifetimes(state.world.value)} />
      </Menu>
    </span>
  );
};
