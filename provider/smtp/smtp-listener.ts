import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { LoginLabError, type WorldCore } from '../model/index.ts';
import type { SmtpPlace } from './smtp-environment.ts';

const LOOPBACK = '127.0.0.1';

export interface SmtpOptions {
  /** The world whose mailbox takes the messages: in this process or another. */
  readonly world: { readonly mailbox: Pick<WorldCore['mailbox'], 'deliver'> };
  /** Default 0: any free port. */
  readonly port?: number;
}

/** An SMTP server on loopback that puts what it is sent into the mailbox of a world. Nothing leaves the lab. */
export interface LabSmtp extends AsyncDisposable, SmtpPlace {
  close(): Promise<void>;
}

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: LOOPBACK }, () => resolve((server.address() as AddressInfo).port));
  });

const portTaken = (port: number, cause: unknown): LoginLabError => {
  const message = `Port ${port} of the SMTP server is taken by another program. Use another port (--smtp ${port + 1}), or any free port: --smtp 0`;
  return new LoginLabError('port-taken', message, { cause, field: '--smtp' });
};

/**
 * Opens an SMTP server. What speaks the protocol is loaded for the first connection: most worlds get no mail of an app.
 * Rejects with `port-taken`.
 */
export const openSmtp = async ({ world, port: wanted = 0 }: SmtpOptions): Promise<LabSmtp> => {
  const sockets = new Set<Socket>();
  const load = async () => (await import('./smtp-server.ts')).createSmtpServer((mail) => world.mailbox.deliver(mail));
  let speaking: ReturnType<typeof load> | undefined;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    speaking ??= load();
    speaking.then(
      (each) => each.connect(socket),
      () => socket.destroy(),
    );
  });
  const port = await listen(server, wanted).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EADDRINUSE' ? portTaken(wanted, error) : error;
  });
  const close = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return { host: LOOPBACK, port, url: `smtp://${LOOPBACK}:${port}`, close, [Symbol.asyncDispose]: close };
};
