/** What is measured under load: all servers run at once, and each round measures them in turn. */

import { fileURLToPath } from 'node:url';
import { startServer } from './child.ts';
import type { LoadClient, TokenReply } from './clients/load-client.ts';
import { operationsPerSecond, repeat } from './load.ts';
import { residentMiB } from './memory.ts';
import { PEERS, type Peer, type PeerId } from './peers.ts';
import { inTurn } from './turns.ts';

export interface LoadOptions {
  readonly rounds: number;
  readonly sliceMs: number;
  /** Logins before memory is read for the first time, and again before the second. */
  readonly memoryLogins: number;
  say(text: string): void;
}

/** Operations per second by server, one value for each round. */
export type Rates = Readonly<Partial<Record<PeerId, readonly number[]>>>;

export interface UnderLoad {
  readonly login: Rates;
  readonly refresh: Rates;
  /** Of the lab: logins per second without and with somebody who follows its wire log. */
  readonly followed: { readonly alone: readonly number[]; readonly followed: readonly number[] };
  /** RS256 signatures of one login, and of one refresh. */
  readonly signatures: Readonly<Record<'login' | 'refresh', Readonly<Partial<Record<PeerId, number>>>>>;
  readonly firstLoginRequests: Readonly<Partial<Record<PeerId, number>>>;
  /** MiB of the lab after so many logins, and after twice as many. */
  readonly memory: { readonly first: number; readonly second: number };
}

interface Running {
  readonly peer: Peer;
  readonly url: string;
  readonly pid: number;
  readonly client: LoadClient;
}

const measureRates = async (
  servers: readonly Running[],
  operation: 'login' | 'refresh',
  { rounds, sliceMs, say }: LoadOptions,
): Promise<Rates> => {
  const rates: Partial<Record<PeerId, number[]>> = {};
  for (let round = 0; round < rounds; round += 1) {
    for (const { peer, client } of inTurn(servers, round)) {
      if (operation === 'refresh') await client.renewRefreshToken();
      const rate = await operationsPerSecond(() => client[operation](), sliceMs);
      rates[peer.id] = [...(rates[peer.id] ?? []), rate];
    }
    const shown = servers.map(({ peer }) => `${peer.id} ${rates[peer.id]?.[round]?.toFixed(0)}/s`);
    say(`  ${operation} ${round + 1}/${rounds}: ${shown.join(', ')}`);
  }
  return rates;
};

const FOLLOWER = fileURLToPath(new URL('servers/follower.mjs', import.meta.url));

/** The follower runs in a process of its own, and is gone before the slice without it. */
const measureFollowed = async (
  { url, client }: Running,
  { rounds, sliceMs, say }: LoadOptions,
): Promise<UnderLoad['followed']> => {
  const slices = { alone: [] as number[], followed: [] as number[] };
  const slice = () => operationsPerSecond(() => client.login(), sliceMs);
  for (let round = 0; round < rounds; round += 1) {
    for (const kind of inTurn(['alone', 'followed'] as const, round)) {
      await using _follower = kind === 'followed' ? await startServer({ args: [FOLLOWER, url] }) : undefined;
      slices[kind].push(await slice());
    }
    say(
      `  follower ${round + 1}/${rounds}: alone ${slices.alone[round]?.toFixed(0)}/s, followed ${slices.followed[round]?.toFixed(0)}/s`,
    );
  }
  return slices;
};

const JWT = /^ey[\w-]+\.[\w-]+\.[\w-]+$/;

const jwtsIn = (reply: TokenReply): number => new Set(Object.values(reply).filter((value) => JWT.test(String(value)))).size;

const measureMemory = async ({ client, pid }: Running, { memoryLogins, say }: LoadOptions): Promise<UnderLoad['memory']> => {
  say(`  memory: twice ${memoryLogins} logins`);
  await repeat(() => client.login(), memoryLogins);
  const first = residentMiB(pid);
  await repeat(() => client.login(), memoryLogins);
  return { first, second: residentMiB(pid) };
};

const startAll = async (open: AsyncDisposableStack): Promise<readonly Running[]> => {
  const running: Running[] = [];
  for (const peer of PEERS) {
    const { url, pid } = open.use(await startServer(await peer.command()));
    running.push({ peer, url, pid, client: open.use(await peer.open(url)) });
  }
  return running;
};

const byPeer = async <T>(
  servers: readonly Running[],
  value: (server: Running) => Promise<T>,
): Promise<Partial<Record<PeerId, T>>> =>
  Object.fromEntries(await Promise.all(servers.map(async (server) => [server.peer.id, await value(server)] as const)));

export const measureUnderLoad = async (options: LoadOptions): Promise<UnderLoad> => {
  await using open = new AsyncDisposableStack();
  const servers = await startAll(open);
  const lab = servers.find(({ peer }) => peer.id === 'lab');
  if (!lab) throw new Error('the lab is not among the servers');
  for (const { client } of servers) await operationsPerSecond(() => client.login(), options.sliceMs); // warm
  const login = await measureRates(servers, 'login', options);
  const signed = await byPeer(servers, async ({ client }) => jwtsIn(await client.login())); // before refreshes: servers forget sessions over them
  const refreshing = servers.filter(({ client }) => client.refreshes);
  const refresh = await measureRates(refreshing, 'refresh', options);
  const signatures = {
    login: signed,
    refresh: await byPeer(refreshing, async ({ client }) => jwtsIn(await client.refresh())),
  };
  const firstLoginRequests = await byPeer(servers, async ({ client }) => client.firstLoginRequests);
  const followed = await measureFollowed(lab, options);
  return { login, refresh, signatures, firstLoginRequests, followed, memory: await measureMemory(lab, options) };
};
