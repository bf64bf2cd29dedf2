import { visible } from '../../../drawing/visible.ts';
import type { Suggestion } from '../../model/index.ts';
import { ActionButton } from './action-button.tsx';
import { register } from './actions.ts';
import * as state from './state.ts';

/** Most offers that are shown. */
const MOST = 3;

const UnregisteredClient = ({ suggestion }: { readonly suggestion: Suggestion }) => (
  <div class="unregistered">
    <p>
      <b>{visible(suggestion.why)}</b> The vendor would refuse it as well. Register it to continue:
    </p>
    <ActionButton action={register(state.world.value, suggestion)} lead />
    {suggestion.switches !== '' && (
      <p>
        <small>
          Or start the lab with: <code>{visible(suggestion.switches)}</code>
        </small>
      </p>
    )}
  </div>
);

/** Clients that were refused because they are not registered, each with a button that registers it. */
export const UnregisteredClients = () =>
  state.unregistered.value
    .slice(0, MOST)
    .map((suggestion) => (
      <UnregisteredClient key={`${suggestion.persona} ${suggestion.register.clientId}`} suggestion={suggestion} />
    ));
