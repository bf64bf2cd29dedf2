import net from 'node:net';
import { wayOutTo } from '../proxy/upstream.ts';

type Connect = (this: net.Socket, ...args: unknown[]) => net.Socket;

interface Place {
  readonly host?: string | null;
  /** Of a socket in the file system. */
  readonly path?: string | null;
}

/** Where a socket is to connect to: `connect(options)`, `connect(path)`, `connect(port, host)`, or the list of these that Node passes within. */
const placeOf = ([first, second]: readonly unknown[]): Place => {
  if (Array.isArray(first)) return placeOf(first);
  if (typeof first === 'object' && first !== null) return first as Place;
  if (typeof first === 'string' && !/^\d+$/.test(first)) return { path: first };
  return typeof second === 'string' ? { host: second } : {};
};

/** As Node reads it: whatever is empty counts as left out. */
const isHere = ({ host, path }: Place): boolean =>
  Boolean(path) || wayOutTo((host || 'localhost').toLowerCase(), { served: [], vendors: [], tunnel: [] }).to === 'this-machine';

/** Lets `intercept` change how sockets connect, but for those that stay within this machine: databases, the lab. */
export const leaveThisMachine = (intercept: () => void): void => {
  const prototype = net.Socket.prototype as unknown as { connect: Connect };
  const direct = prototype.connect;
  intercept();
  const intercepted = prototype.connect;
  prototype.connect = function (...args) {
    return (isHere(placeOf(args)) ? direct : intercepted).apply(this, args);
  };
};
