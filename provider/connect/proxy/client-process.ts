import { readdir, readFile, readlink } from 'node:fs/promises';

/** A process on this machine. */
export interface ClientProcess {
  readonly pid: number;
  /** `python3 4711` */
  readonly name: string;
}

/** Ports of a connection within this machine. */
export interface Connection {
  readonly clientPort: number;
  readonly serverPort: number;
}

const PID = /^\d+$/;

const hexPort = (port: number): string => port.toString(16).toUpperCase().padStart(4, '0');

const textOf = (file: string): Promise<string> => readFile(file, 'utf8').catch(() => '');

/** Inode of the client's socket. The columns are: number, local address, remote address, state, …, inode. */
const inodeOf = async ({ clientPort, serverPort }: Connection): Promise<string | undefined> => {
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    for (const line of (await textOf(table)).split('\n')) {
      const [, local = '', remote = '', , , , , , , inode] = line.trim().split(/\s+/);
      if (local.endsWith(`:${hexPort(clientPort)}`) && remote.endsWith(`:${hexPort(serverPort)}`)) return inode;
    }
  }
  return undefined;
};

const holds = async (pid: string, socket: string): Promise<boolean> => {
  const files = await readdir(`/proc/${pid}/fd`).catch(() => []); // ended, or another user's
  for (const file of files) if ((await readlink(`/proc/${pid}/fd/${file}`).catch(() => '')) === socket) return true;
  return false;
};

/**
 * Finds the processes at the other end of connections. Linux tells them in `/proc`; elsewhere, and for processes of other
 * users, there is none.
 */
export class ClientProcesses {
  readonly #known = new Map<string, ClientProcess>();

  async find(connection: Connection): Promise<ClientProcess | undefined> {
    const inode = await inodeOf(connection);
    if (inode === undefined) return undefined;
    // Oldest first: a child may have inherited the socket.
    const pids = (await readdir('/proc')).filter((name) => PID.test(name));
    const isKnown = (pid: string) => this.#known.has(pid);
    for (const pid of [...pids.filter(isKnown), ...pids.filter((each) => !isKnown(each))]) {
      if (await holds(pid, `socket:[${inode}]`)) return this.#named(pid);
    }
    return undefined;
  }

  async #named(pid: string): Promise<ClientProcess> {
    const name = (await textOf(`/proc/${pid}/comm`)).trim();
    const process = { pid: Number(pid), name: `${name} ${pid}` };
    this.#known.set(pid, process);
    return process;
  }
}
