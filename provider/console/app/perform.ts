import { advanceRefusalOf, LoginLabError } from '../../model/index.ts';
import type { Action } from './action.ts';
import { describePassed, type Passing } from './actions.ts';
import { wordsOf } from './failure.ts';
import * as state from './state.ts';
import { call, readLastSequence, readPersonas, readSettings, readTokens } from './sync.ts';

/** Runs something and shows the result in the status line. `curl`: the same as a command, if it is one call. */
export const attempt = async (what: () => Promise<string>, curl?: string): Promise<void> => {
  const command = curl === undefined ? {} : { curl };
  try {
    state.notice.value = { tone: 'done', text: await what(), ...command };
  } catch (error) {
    state.notice.value = { tone: 'failed', text: wordsOf(error), ...command };
  }
};

const readAgain = () => Promise.all([readTokens(), readPersonas(), readSettings()]);

/** Runs an action and reads the state of the world again. */
export const perform = (action: Action): Promise<void> =>
  attempt(async () => {
    const said = await action.perform(call);
    await readAgain();
    return said;
  }, action.curl(state.labUrl.value));

const letPass = async (passing: Passing): Promise<string> => {
  const afterSequence = await readLastSequence();
  const result = await passing.advance(call);
  await readAgain();
  state.passed.value = { kind: 'done', result, afterSequence };
  return describePassed(result);
};

/** As `perform`, for the passing of time: a refusal because no client follows the clock is shown with its offers. */
export const performPassing = async (passing: Passing): Promise<void> => {
  const curl = passing.curl(state.labUrl.value);
  try {
    state.notice.value = { tone: 'done', text: await letPass(passing), curl };
  } catch (error) {
    const refusal = error instanceof LoginLabError ? advanceRefusalOf(error) : undefined;
    if (refusal) state.passed.value = { kind: 'refused', request: passing.request, refusal };
    state.notice.value = refusal
      ? { tone: 'refused', text: 'Time did not pass: no client follows the clock. Choose a substitute.', curl }
      : { tone: 'failed', text: wordsOf(error), curl };
  }
};

/** Shows the secrets of one exchange. */
export const reveal = (exchange: string): Promise<void> =>
  attempt(async () => {
    const shown = await call('wire.find', { path: { world: state.world.value, exchange }, query: { reveal: true } });
    state.revealed.value = new Map([...state.revealed.value, [exchange, shown]]);
    return `The secrets of ${exchange} are shown until this page is reloaded.`;
  });

/** Hides them again. */
export const cover = (exchange: string): void => {
  state.revealed.value = new Map([...state.revealed.value].filter(([id]) => id !== exchange));
};
