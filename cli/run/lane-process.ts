/** A worker process that runs lanes. `lane-processes.ts` starts it; it exits when told to, and when its parent is gone. */
import { LoginLabError } from '../../provider/model/index.ts';
import { type LanePlayer, openLanePlayer } from '../../scenarios/runner/index.ts';
import { loadConfig } from '../config/index.ts';
import type { Failure, FromProcess, ToProcess } from './lane-messages.ts';

const stop = new AbortController();
let player: Promise<LanePlayer> | undefined;

/** The parent may be gone already. */
const tell = (message: FromProcess): void => void (process.connected && process.send?.(message, () => undefined));

const open = async ({ configFile, options, context }: Extract<ToProcess, { type: 'open' }>): Promise<LanePlayer> => {
  const { config } = await loadConfig(configFile);
  const onEvent = (event: Extract<FromProcess, { type: 'event' }>['event']): void => tell({ type: 'event', event });
  return openLanePlayer({ ...options, config, onEvent }, { ...context, signal: stop.signal });
};

const failureOf = (error: unknown): Failure => {
  if (!(error instanceof LoginLabError))
    return { message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  const { message, code, field } = error;
  return { message, code, ...(field === undefined ? {} : { field }) };
};

const play = async (lane: number): Promise<void> => {
  try {
    await (await player)?.play(lane, {
      done: (unit, outcome) => tell({ type: 'done', lane, unit, outcome }),
      checked: (outcome) => tell({ type: 'checked', lane, outcome }),
    });
    tell({ type: 'ended', lane });
  } catch (error) {
    tell({ type: 'ended', lane, failure: failureOf(error) });
  }
};

const ALIVE_EVERY_MS = 2_000;
setInterval(() => tell({ type: 'alive' }), ALIVE_EVERY_MS).unref();

const plays = new Set<Promise<void>>();

const end = async (): Promise<void> => {
  stop.abort(new Error('the run was stopped'));
  await Promise.allSettled(plays);
  await (await player?.catch(() => undefined))?.[Symbol.asyncDispose]();
  process.exit();
};

process.on('message', (message: ToProcess) => {
  if (message.type === 'open') player = open(message);
  player?.catch(() => undefined); // reported to the next request for a lane
  if (message.type === 'play') plays.add(play(message.lane));
  if (message.type === 'stop') void end();
});
process.once('disconnect', () => process.exit()); // its child processes exit with it
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined); // the parent received the signal too and decides
