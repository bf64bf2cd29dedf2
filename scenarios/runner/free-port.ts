import { connect, createServer } from 'node:net';
import { randomDigits } from '../../provider/world/random.ts';

/** Below the ports that systems give to outgoing connections: one of those could take the port of an app before it starts. */
const [FIRST, LAST] = [20_000, 32_767];
/** Windows keeps whole ranges for itself. */
const MOST_TRIES = 2_000;

/** Runs at the same time begin at different ones. */
let next = FIRST + (Number(randomDigits(6)) % (LAST + 1 - FIRST));

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

/** A free TCP port of 127.0.0.1, each time another one. Rejects where there is none. */
export const findFreePort = async (): Promise<number> => {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const port = next;
    next = port === LAST ? FIRST : port + 1;
    if (await isFree(port)) return port;
  }
  throw new Error(`No port of 127.0.0.1 is free: ${MOST_TRIES} between ${FIRST} and ${LAST} were tried.`);
};

/** A program that listens accepts at once; one whose queue is full, or a machine that is not there, never answers. */
const ACCEPTED_WITHIN_MS = 5_000;

/** True when a program already listens there. */
export const isListening = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout: ACCEPTED_WITHIN_MS }, () => answer(true));
    const answer = (listens: boolean) => {
      socket.destroy();
      resolve(listens);
    };
    socket.once('error', () => answer(false)).once('timeout', () => answer(false));
  });

/** The port of an address, also where it is that of its scheme. */
export const portOf = ({ port, protocol }: URL): number => Number(port || (protocol === 'https:' ? 443 : 80));

/** The host of an address as sockets take it: an IPv6 address without its brackets. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');
