/** A process that plays lanes of a run. `helpers.ts` starts it; it goes when it is told to, and when its parent is gone. */
import { LoginLabError } from '../../provider/model/index.ts';
import { type Help, helpOut } from '../../scenarios/harness/index.ts';
import { loadConfig } from '../config/index.ts';
import type { Failure, FromHelper, ToHelper } from './helper-messages.ts';

const stop = new AbortController();
let help: Promise<Help> | undefined;

const tell = (message: FromHelper): void => void process.send?.(message);

const open = async ({ configFile, options, context }: Extract<ToHelper, { type: 'open' }>): Promise<Help> => {
  const { config } = await loadConfig(configFile);
  const onEvent = (event: Extract<FromHelper, { type: 'event' }>['event']): void => tell({ type: 'event', event });
  return helpOut({ ...options, config, onEvent }, { ...context, signal: stop.signal });
};

const failureOf = (error: unknown): Failure => {
  if (!(error instanceof LoginLabError))
    return { message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  const { message, code, field } = error;
  return { message, code, ...(field === undefined ? {} : { field }) };
};

const play = async (lane: number): Promise<void> => {
  try {
    await (await help)?.play(lane, (unit, outcome) => tell({ type: 'done', lane, unit, outcome }));
    tell({ type: 'ended', lane });
  } catch (error) {
    tell({ type: 'ended', lane, failure: failureOf(error) });
  }
};

const plays = new Set<Promise<void>>();

const end = async (): Promise<void> => {
  stop.abort(new Error('the run was stopped'));
  await Promise.allSettled(plays);
  await (await help?.catch(() => undefined))?.[Symbol.asyncDispose]();
  process.exit();
};

process.on('message', (message: ToHelper) => {
  if (message.type === 'open') help = open(message);
  help?.catch(() => undefined); // told to whoever asks for a lane
  if (message.type === 'play') plays.add(play(message.lane));
  if (message.type === 'stop') void end();
});
process.once('disconnect', () => process.exit()); // whatever it started goes with it
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined); // the parent got it too, and says what to do
