import { connect, createServer } from 'node:net';

/** A TCP port of 127.0.0.1 that nobody uses now. */
export const findFreePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port was given')),
      );
    });
  });

/** True when somebody listens there already. */
export const isListening = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port }, () => answer(true));
    const answer = (listens: boolean) => {
      socket.destroy();
      resolve(listens);
    };
    socket.once('error', () => answer(false));
  });
