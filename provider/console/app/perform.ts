import type { Action } from './action.ts';
import { wordsOf } from './failure.ts';
import { compareNextDay, type WorldState } from './next-day.ts';
import * as state from './state.ts';
import { call, readPersonas, readSettings, readTokens } from './sync.ts';

/** Runs something and shows the result as a notice. */
export const attempt = async (what: () => Promise<string>): Promise<void> => {
  try {
    state.notice.value = { isError: false, text: await what() };
  } catch (error) {
    state.notice.value = { isError: true, text: wordsOf(error) };
  }
};

/** Runs an action and reads the state of the world again. */
export const perform = (action: Action): Promise<void> =>
  attempt(async () => {
    const said = await action.perform(call);
    await Promise.all([readTokens(), readPersonas(), readSettings()]);
    return said;
  });

const living = (): WorldState => ({
  agedSeconds: state.clock.value.agedSeconds,
  tokens: state.tokens.value,
  sessions: state.sessions.value,
});

/** As `perform`, and shows which tokens and sessions ended. */
export const performAgeing = (action: Action): Promise<void> =>
  attempt(async () => {
    await readTokens();
    const before = living();
    const said = await action.perform(call);
    await readTokens();
    state.nextDay.value = compareNextDay(before, living());
    return said;
  });

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
