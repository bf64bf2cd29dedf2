import { visible } from '../../../drawing/visible.ts';
import type { Suggestion } from '../../model/index.ts';
import { ActionButton } from './action-button.tsx';
import { register } from './actions.ts';
import * as state from './state.ts';

/** A page is for a few; whoever has more has another question. */
const MOST = 3;

const Newcomer = ({ suggestion }: { readonly suggestion: Suggestion }) => (
  <div class="newcomer">
    <p>
      <b>{visible(suggestion.why)}</b> The vendor refuses it just so. To go on, make it known:
    </p>
    <ActionButton action={register(state.world.value, suggestion)} lead />
    <p>
      <small>
        Next time from the start: <code>{visible(suggestion.switches)}</code>
      </small>
    </p>
  </div>
);

/** Clients that were refused for want of a registration, each with the one button that registers exactly it. */
export const Newcomers = () =>
  state.newcomers.value
    .slice(0, MOST)
    .map((suggestion) => <Newcomer key={`${suggestion.persona} ${suggestion.register.clientId}`} suggestion={suggestion} />);
