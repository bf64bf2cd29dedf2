import type { IncomingMessage } from 'node:http';
import type { WayOut } from './upstream.ts';

/** What is answered instead of letting a client through. */
export interface Refusal {
  readonly status: 400 | 403 | 407 | 421;
  /** One line of plain ASCII: it stands in headers and status lines. */
  readonly why: string;
}

/** A client that may go on: where to, and in which world. */
export interface Admission {
  readonly to: 'lab' | 'this-machine' | 'outside';
  readonly world: string;
}

export interface Rules {
  wayOutTo(host: string): WayOut;
  /** World of a client that names none; `undefined`: it must name one, as browsers do only when they are asked. */
  readonly world: string | undefined;
}

const WORLD_NAME = /^[\w-]{1,64}$/;

/** The user name of the client's proxy address; undefined for one that cannot be a world. */
const worldOf = ({ headers }: IncomingMessage, otherwise: string | undefined): string | undefined => {
  const [, encoded] = /^basic ([\w+/=]+)$/i.exec(headers['proxy-authorization'] ?? '') ?? [];
  const [name = ''] = Buffer.from(encoded ?? '', 'base64')
    .toString()
    .split(':', 1);
  if (name === '') return otherwise;
  return WORLD_NAME.test(name) ? name : undefined;
};

/** Decides whether a client may go to a host (lower case, without brackets and port). */
export const admit = (req: IncomingMessage, host: string, rules: Rules): Admission | Refusal => {
  const way = rules.wayOutTo(host);
  if (way.to === 'nowhere') return { status: 403, why: way.why };
  const world = worldOf(req, rules.world);
  if (world !== undefined) return { to: way.to, world };
  return {
    status: 407,
    why: 'The user name of the proxy must be the id of a world (letters and digits): http://k3f9:x@127.0.0.1:4480',
  };
};
