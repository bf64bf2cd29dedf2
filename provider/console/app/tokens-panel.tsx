import { visible } from '../../../drawing/visible.ts';
import type { TokenInfo } from '../../model/index.ts';
import { ActionButton } from './action-button.tsx';
import * as actions from './actions.ts';
import { remainingSeconds, renderEnding, renderLife } from './life.ts';
import { nameOfToken } from './names.ts';
import * as state from './state.ts';

/** Number of ended tokens that are shown. */
const DEAD_SHOWN = 10;

const lifeOf = (expiresAtEpochSeconds: number | undefined): string =>
  renderLife(remainingSeconds(expiresAtEpochSeconds, state.worldTime.value));

const TokenRow = ({ token }: { readonly token: TokenInfo }) => (
  <li class={token.died ? 'dead' : 'living'}>
    <code>{nameOfToken(token)}</code> <small>of {visible(token.person ?? token.sub)}</small>
    <p class="row-state">{renderEnding(token, state.worldTime.value) ?? lifeOf(token.expiresAtEpochSeconds)}</p>
    {!token.died && <ActionButton action={actions.expireToken(state.world.value, token)} small />}
  </li>
);

const Tokens = () => {
  const [dead, living] = [true, false].map((isDead) => state.tokens.value.filter(({ died }) => (died !== undefined) === isDead));
  const shown = [...(living ?? []).toReversed(), ...(dead ?? []).toReversed().slice(0, DEAD_SHOWN)];
  const hidden = (dead ?? []).length - DEAD_SHOWN;
  return (
    <>
      <h3>Tokens</h3>
      {shown.length === 0 && <p>None yet. Sign in at your app, or make a token for a person.</p>}
      <ul class="rows">
        {shown.map((token) => (
          <TokenRow key={token.id} token={token} />
        ))}
      </ul>
      {hidden > 0 && <p class="note">And {hidden} that ended earlier.</p>}
    </>
  );
};

const Grants = () => (
  <>
    <h3>Grants</h3>
    {state.grants.value.length === 0 && <p>No consents yet.</p>}
    <ul class="rows">
      {state.grants.value.map((grant) => (
        <li key={`${grant.persona} ${grant.sub} ${grant.key}`}>
          <b>{visible(grant.person ?? grant.sub)}</b> <small>allowed {visible(grant.clientIds.join(', ') || grant.key)}</small>
          <p class="row-state">{visible(grant.scopes.join(' '))}</p>
          {grant.clientIds.slice(0, 1).map((clientId) => (
            <ActionButton key={clientId} action={actions.revokeGrant(state.world.value, grant, clientId)} small />
          ))}
        </li>
      ))}
    </ul>
  </>
);

const Sessions = () => (
  <>
    <h3>Sessions</h3>
    {state.sessions.value.length === 0 && <p>No sessions.</p>}
    <ul class="rows">
      {state.sessions.value.map((session) => (
        <li key={session.id}>
          <b>{visible(session.person ?? session.sub)}</b> <small>at {session.persona}</small>
          <p class="row-state">{lifeOf(session.expiresAtEpochSeconds)}</p>
          <ActionButton action={actions.endSession(state.world.value, session)} small />
        </li>
      ))}
    </ul>
  </>
);

const Keys = () => (
  <>
    <h3>Keys</h3>
    <ul class="rows">
      {state.personas.value.map(({ id, keys }) => (
        <li key={id}>
          <b>{id}</b>
          <ul>
            {keys.map(({ kid, state: status }) => (
              <li key={kid}>
                <code>{kid}</code> <small>{status}</small>
              </li>
            ))}
          </ul>
          <ActionButton action={actions.rotateKeys(state.world.value, id)} small />
        </li>
      ))}
    </ul>
  </>
);

/** Tokens, consents, sessions and keys of the world, with the actions that end them. */
export const TokensPanel = () => (
  <section class="card" aria-labelledby="tokens-title">
    <h2 id="tokens-title">Tokens and sessions</h2>
    <Tokens />
    <Grants />
    <Sessions />
    <Keys />
  </section>
);
