import { renderSpan } from '../../../drawing/epoch-words.ts';
import { visible } from '../../../drawing/visible.ts';
import type { AdvanceOffer, AdvanceResult, Motion, NextStep, SeenClient } from '../../model/index.ts';
import { ActionButton } from './action-button.tsx';
import * as actions from './actions.ts';
import type { Passed } from './advance.ts';
import { type Conduct, readConduct } from './conduct.ts';
import { shortClientId } from './names.ts';
import { performPassing } from './perform.ts';
import * as state from './state.ts';

const titleOf = ({ by, motion, lifetimeSeconds }: AdvanceResult): string => {
  if (motion === 'short') return `New access tokens live ${renderSpan(lifetimeSeconds ?? 0)}`;
  return motion === 'shift' ? `${renderSpan(by)} later` : `Aged by ${renderSpan(by)}`;
};

/** What a motion means, where it is not simply later for everybody. */
const MEANING = {
  shift: undefined,
  age: 'Only the vendors forgot. A refusal now is one that the client could not expect; it is not what tomorrow brings.',
  short: 'Nothing ended. Sign in again: the next token says itself when it ends.',
} as const;

const MARKS = { right: 'pass', wrong: 'fail', open: 'warn', waiting: 'info' } as const;
const WORDS = { right: 'Right', wrong: 'Wrong so far', open: 'Not decided', waiting: 'Waiting' } as const;

const Did = ({ conduct: { verdict, says, exchange } }: { readonly conduct: Conduct }) => (
  <p class="conduct">
    <span class={`mark ${MARKS[verdict]}`}>{WORDS[verdict]}</span> This client {visible(says)}
    {exchange !== undefined && (
      <>
        {' '}
        (<a href={`#${exchange}`}>{exchange}</a>)
      </>
    )}
    .
  </p>
);

interface StepProps {
  readonly step: NextStep;
  readonly motion: Motion;
  readonly afterSequence: number;
}

const Step = ({ step, motion, afterSequence }: StepProps) => {
  const since = state.exchanges.value.filter(({ sequence }) => sequence > afterSequence);
  return (
    <li>
      <p>
        <b>{visible(step.person)}</b> <small>with {visible(shortClientId(step.clientId))}</small>
      </p>
      <p>
        A right client: <b>{visible(step.rightClient)}</b>
      </p>
      <Did conduct={readConduct(step, since, motion)} />
    </li>
  );
};

const nameOfClient = ({ userAgent, process, clientIds }: SeenClient): string =>
  [
    userAgent || 'no user agent',
    process && `(${process})`,
    clientIds.length > 0 && `as ${clientIds.map(shortClientId).join(', ')}`,
  ]
    .filter(Boolean)
    .join(' ');

const NotFollowing = ({ clients }: { readonly clients: readonly SeenClient[] }) => (
  <ul class="not-following">
    {clients.map((client) => (
      <li key={nameOfClient(client)}>{visible(nameOfClient(client))}</li>
    ))}
  </ul>
);

const Done = ({ result, afterSequence }: { readonly result: AdvanceResult; readonly afterSequence: number }) => {
  const { died, next, notFollowing, motion } = result;
  return (
    <>
      {MEANING[motion] && <p>{MEANING[motion]}</p>}
      {died.length > 0 && (
        <ul class="ended">
          {died.map(({ kind, id, says }) => (
            <li key={`${kind} ${id}`}>{visible(says)}</li>
          ))}
        </ul>
      )}
      {died.length === 0 && motion !== 'short' && <p>Nothing ended.</p>}
      {next.length === 0 && <p>Nobody has tokens yet. Sign in at your app, and let time pass again.</p>}
      <ul class="rows">
        {next.map((step) => (
          <Step
            key={`${step.persona} ${step.clientId} ${step.person}`}
            step={step}
            motion={motion}
            afterSequence={afterSequence}
          />
        ))}
      </ul>
      {motion === 'shift' && notFollowing.length > 0 && (
        <>
          <p>These clients did not follow; for them it is still today:</p>
          <NotFollowing clients={notFollowing} />
        </>
      )}
    </>
  );
};

const Offer = ({ offer }: { readonly offer: AdvanceOffer }) => {
  const { label, meaning, request } = offer;
  const passing = actions.advance(state.world.value, request, { label, effect: meaning });
  return <ActionButton action={passing} act={() => performPassing(passing)} />;
};

const Refused = ({ refusal }: Extract<Passed, { kind: 'refused' }>) => (
  <>
    <p>
      {refusal.notFollowing.length > 0
        ? 'These clients have clocks of their own. If only the vendors lived later, you would see failures that a real day does not bring:'
        : 'No client has been seen yet, so nobody would live later with the vendors. Sign in at your app first.'}
    </p>
    <NotFollowing clients={refusal.notFollowing} />
    <h3>What you can do instead</h3>
    {refusal.offers.map((offer) => (
      <Offer key={offer.unfollowed} offer={offer} />
    ))}
  </>
);

const close = (): void => {
  state.passed.value = undefined;
};

/** After time passed: what ended, what a right client does now, what this one did. Or why it could not pass. */
export const PassedPanel = () => {
  const passed = state.passed.value;
  if (passed === undefined) return null;
  return (
    <section class="passed card" aria-labelledby="passed-title">
      <div class="passed-head">
        <h2 id="passed-title">{passed.kind === 'done' ? titleOf(passed.result) : 'No client follows the clock'}</h2>
        <button type="button" onClick={close}>
          Close
        </button>
      </div>
      {passed.kind === 'done' ? <Done result={passed.result} afterSequence={passed.afterSequence} /> : <Refused {...passed} />}
    </section>
  );
};
