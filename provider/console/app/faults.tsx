import { visible } from '../../../drawing/visible.ts';
import type { FaultState } from '../../model/index.ts';
import { ActionButton } from './action-button.tsx';
import { removeFault } from './actions.ts';
import * as state from './state.ts';

const whereOf = ({ fault: { on, persona, where } }: FaultState): string =>
  [on.replace(/^api:/, ''), persona && `of ${persona}`, where && JSON.stringify(where)].filter(Boolean).join(' ');

const timesOf = ({ fault: { times }, struck }: FaultState): string => {
  if (times === undefined) return `struck ${struck} times, and goes on`;
  return struck >= times ? 'struck, and is spent' : `waits; will strike ${times - struck} more`;
};

/** Injected failures, waiting or spent. */
export const Faults = () => (
  <section class="card" aria-labelledby="faults-title">
    <h2 id="faults-title">Faults in force</h2>
    {state.faults.value.length === 0 && <p>None. Everything answers as the vendor would.</p>}
    <ul class="rows">
      {state.faults.value.map((each) => (
        <li key={each.id}>
          <b>{each.id}</b> <small>at {visible(whereOf(each))}</small>
          <p class="standing">
            {timesOf(each)}: <code>{visible(JSON.stringify(each.fault.do))}</code>
          </p>
          <ActionButton action={removeFault(state.world.value, each)} small />
        </li>
      ))}
    </ul>
  </section>
);
