import { startServer } from './child.ts';
import { residentMiB } from './memory.ts';
import type { Peer } from './peers.ts';

/** One start of a server. */
export interface Start {
  /** Milliseconds from the start of the process to its first discovery reply. */
  readonly discoveryMs: number;
  /** Milliseconds from the start of the process to the end of its first login. Whatever was loaded late is loaded then. */
  readonly loginMs: number;
  /** Resident memory after the discovery reply. */
  readonly residentMiB: number;
}

/** Starts a server, reads its discovery document, logs somebody in, and ends it. */
export const measureStart = async ({ command, discovery, open }: Peer): Promise<Start> => {
  const prepared = await command();
  const start = performance.now();
  await using server = await startServer(prepared);
  const reply = await fetch(server.url + discovery);
  await reply.arrayBuffer();
  if (reply.status !== 200) throw new Error(`${prepared.args.join(' ')} answered ${reply.status} at ${discovery}`);
  const discoveryMs = performance.now() - start;
  const memory = residentMiB(server.pid);
  await using _client = await open(server.url); // logs in once
  return { discoveryMs, residentMiB: memory, loginMs: performance.now() - start };
};
