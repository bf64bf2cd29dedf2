import type { Action } from './action.ts';
import { wordsOf } from './failure.ts';
import * as state from './state.ts';
import { call, readHoldings, readPersonas, readSettings } from './sync.ts';
import { type Living, readMorning } from './tomorrow.ts';

/** Does something, and tells how it went. */
export const attempt = async (what: () => Promise<string>): Promise<void> => {
  try {
    state.notice.value = { isError: false, text: await what() };
  } catch (error) {
    state.notice.value = { isError: true, text: wordsOf(error) };
  }
};

/** Does a action and shows what became of the world. */
export const perform = (action: Action): Promise<void> =>
  attempt(async () => {
    const said = await action.perform(call);
    await Promise.all([readHoldings(), readPersonas(), readSettings()]);
    return said;
  });

const living = (): Living => ({
  agedSeconds: state.clock.value.agedSeconds,
  tokens: state.tokens.value,
  sessions: state.sessions.value,
});

/** As `perform`, and keeps what died of it to be shown. */
export const performOvernight = (action: Action): Promise<void> =>
  attempt(async () => {
    await readHoldings();
    const evening = living();
    const said = await action.perform(call);
    await readHoldings();
    state.morning.value = readMorning(evening, living());
    return said;
  });

/** Shows the secrets of one exchange. */
export const reveal = (exchange: string): Promise<void> =>
  attempt(async () => {
    const shown = await call('wire.find', { path: { world: state.world.value, exchange }, query: { reveal: true } });
    state.revealed.value = new Map([...state.revealed.value, [exchange, shown]]);
    return `The secrets of ${exchange} are shown on this page until it is loaded again.`;
  });

/** Covers them again. */
export const cover = (exchange: string): void => {
  state.revealed.value = new Map([...state.revealed.value].filter(([id]) => id !== exchange));
};
