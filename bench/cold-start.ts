import { startServer } from './child.ts';

/** Milliseconds from the start of a process to its first discovery reply. */
export const coldStartMs = async (args: readonly string[], path: string): Promise<number> => {
  const start = performance.now();
  await using server = await startServer(args);
  const reply = await fetch(server.url + path);
  await reply.arrayBuffer();
  if (reply.status !== 200) throw new Error(`${args.join(' ')} answered ${reply.status} at ${path}`);
  return performance.now() - start;
};
