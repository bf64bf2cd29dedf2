import net from 'node:net';
import process from 'node:process';
import { hostName, isLocalhost, isThisMachine } from '../proxy/host-names.ts';

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
const hostOf = ({ host }: Place): string => hostName(host || 'localhost');
const isHere = (place: Place): boolean => Boolean(place.path) || isThisMachine(hostOf(place));

/** A name below `localhost` is not looked up: a name server of others could be asked for it. */
const withoutLookup = (args: unknown[], host: string): unknown[] => {
  if (host === 'localhost' || !isLocalhost(host)) return args;
  const [first, ...rest] = args;
  // Node marks the list with a symbol.
  if (Array.isArray(first)) return [Object.assign([], first, { 0: { ...first[0], host: 'localhost' } }), ...rest];
  if (typeof first === 'object') return [{ ...first, host: 'localhost' }, ...rest];
  return [first, 'localhost', ...rest.slice(1)];
};

/** Node writes it; the type only reads it. */
const refuse = (socket: net.Socket, error: Error): net.Socket => {
  Object.assign(socket, { connecting: true }); // what is written until then waits
  process.nextTick(() => socket.destroy(error));
  return socket;
};

/**
 * Lets `intercept` change how sockets connect, but for those that stay within this machine: databases, the lab. What is no
 * host fails with the error of `refused`: to look it up would be to ask somebody else's name server.
 */
export const leaveThisMachine = (intercept: () => void, refused: (host: string) => Error | undefined): void => {
  const prototype = net.Socket.prototype as unknown as { connect: Connect };
  const direct = prototype.connect;
  intercept();
  const intercepted = prototype.connect;
  prototype.connect = function (...args) {
    const place = placeOf(args);
    if (isHere(place)) return direct.apply(this, withoutLookup(args, hostOf(place)));
    const error = refused(hostOf(place));
    return error ? refuse(this, error) : intercepted.apply(this, args);
  };
};
