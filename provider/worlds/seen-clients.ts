import type { SeenClient } from '../model/index.ts';
import { FROM_VENDOR, FRONT_CHANNEL } from '../personas/declared.ts';
import type { Sender } from '../wire/index.ts';
import type { WorldState } from '../world/index.ts';

const headerOf = ({ headers }: Sender, wanted: string): string | undefined =>
  headers.find(([name]) => name.toLowerCase() === wanted)?.[1];

/**
 * A browser's own navigations and page resources hold no tokens. A script that calls an API across origins is a client, and
 * so is `fetch` of Node, which sends the mode alone.
 */
const isBrowserItself = (sender: Sender): boolean =>
  (headerOf(sender, 'sec-fetch-mode') ?? 'cors') !== 'cors' || (headerOf(sender, 'sec-fetch-dest') ?? 'empty') !== 'empty';

const isClient = (sender: Sender): boolean =>
  !FRONT_CHANNEL.has(sender.endpoint) && !FROM_VENDOR.has(sender.endpoint) && !isBrowserItself(sender);

/** True if one of the followers is this client: its process, its user agent with or without version, or its client id. */
const follows = ({ followers }: WorldState, sender: Sender): boolean => {
  const agent = headerOf(sender, 'user-agent');
  return [sender.process, agent, agent?.split(/[/ ]/)[0], sender.client].some(
    (name) => name !== undefined && followers.has(name),
  );
};

/** True for a process that followed the clock and then ended. */
const hasEnded = ({ followers }: WorldState, { process, startedAtEpochMs }: Sender): boolean =>
  process !== undefined && (followers.leftAtEpochMs(process) ?? 0) > startedAtEpochMs;

const describe = (senders: readonly Sender[]): SeenClient => {
  const [first] = senders;
  const process = first?.process;
  return {
    userAgent: (first && headerOf(first, 'user-agent')) ?? '',
    ...(process !== undefined && { process }),
    clientIds: [...new Set(senders.flatMap(({ client }) => (client === undefined ? [] : [client])))],
  };
};

/** Clients in the wire log that do not follow the clock of their world, in the order of their first exchange. */
export const clientsNotFollowing = (world: WorldState): readonly SeenClient[] => {
  const senders = world.recorder.senders().filter(isClient);
  const bySender = Map.groupBy(senders, (sender) => JSON.stringify([sender.process, headerOf(sender, 'user-agent')]));
  return [...bySender.values()]
    .map((all) => all.filter((sender) => !hasEnded(world, sender)))
    .filter((all) => all.length > 0 && !all.some((sender) => follows(world, sender)))
    .map(describe);
};

/** `python-requests/2.31.0 (python3 4711)` */
export const nameOfClient = ({ userAgent, process }: SeenClient): string =>
  `${userAgent || 'a client without a user agent'}${process === undefined ? '' : ` (${process})`}`;
