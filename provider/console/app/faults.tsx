import { visible } from '../../../drawing/visible.ts';
import { type FaultState, nameOfEndpoint } from '../../model/index.ts';
import { ActionButton } from './action-button.tsx';
import { removeFault } from './actions.ts';
import * as state from './state.ts';

const whereOf = ({ fault: { on, persona, where } }: FaultState): string =>
  [nameOfEndpoint(on), persona && `of ${persona}`, where && JSON.stringify(where)].filter(Boolean).join(' ');

const timesOf = ({ fault: { times }, struck }: FaultState): string => {
  if (times === undefined) return `applied ${struck} times, still active`;
  return struck >= times ? 'applied, no longer active' : `will apply ${times - struck} more times`;
};

/** Injected faults, active and used. */
export const Faults = () => (
  <section class="card" aria-labelledby="faults-title">
    <h2 id="faults-title">Faults</h2>
    {state.faults.value.length === 0 && <p>None. Every answer is the vendor's.</p>}
    <ul class="rows">
      {state.faults.value.map((each) => (
        <li key={each.id}>
          <b>{each.id}</b> <small>at {visible(whereOf(each))}</small>
          <p class="row-state">
            {timesOf(each)}: <code>{visible(JSON.stringify(each.fault.do))}</code>
          </p>
          <ActionButton action={removeFault(state.world.value, each)} small />
        </li>
      ))}
    </ul>
  </section>
);
