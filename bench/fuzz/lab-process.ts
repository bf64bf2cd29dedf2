/** The labs under attack, in a process of their own: its memory is theirs, and a crash ends nothing else. */
import { setTimeout } from 'node:timers/promises';
import { openTargets } from './targets.ts';

const say = (message: object): void => void process.send?.(message);
const failed = (error: unknown): void =>
  say({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) });

process.on('unhandledRejection', failed);
process.on('uncaughtException', failed);

const { lab, secure, console: consolePort, proxy, other } = await openTargets(failed);
say({ targets: { lab, secure, console: consolePort, proxy, other } });

/** What a client just closed ends a moment later. */
const SETTLES_MS = 200;

process.on('message', async () => {
  await setTimeout(SETTLES_MS);
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  const { getActiveResourcesInfo } = process;
  say({ memory: { rss, heapUsed, sockets: getActiveResourcesInfo().filter((name) => name.startsWith('TCPSocket')).length } });
});
process.on('disconnect', () => process.exit(0));
