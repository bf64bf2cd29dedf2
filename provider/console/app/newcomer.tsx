import type { Suggestion } from '../../model/index.ts';
import { visible } from '../../pages/drawing/visible.ts';
import { DeedButton } from './deed-button.tsx';
import { register } from './deeds.ts';
import * as state from './state.ts';

/** What was refused has become known since. */
const isKnown = ({ persona, register: { clientId, redirectUris } }: Suggestion): boolean => {
  const client = state.personas.value.find(({ id }) => id === persona)?.clients.find((each) => each.clientId === clientId);
  return client !== undefined && redirectUris.every((uri) => client.redirectUris.includes(uri));
};

/** The one button that makes known what was refused. */
export const Newcomer = ({ suggestion }: { readonly suggestion: Suggestion }) =>
  isKnown(suggestion) ? (
    <p class="newcomer">{visible(suggestion.register.clientId)} is registered now. Try again in the app.</p>
  ) : (
    <div class="newcomer">
      <p>
        <b>{visible(suggestion.why)}</b> The vendor refuses it just so. To go on, make it known here:
      </p>
      <DeedButton deed={register(state.world.value, suggestion)} lead />
      <p>
        <small>
          Next time from the start: <code>{visible(suggestion.switches)}</code>
        </small>
      </p>
    </div>
  );
