import { connect, createServer } from 'node:net';

/** A free TCP port of 127.0.0.1. */
export const findFreePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('the system assigned no port')),
      );
    });
  });

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
