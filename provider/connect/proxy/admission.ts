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
  /** World of a client that names none; `undefined`: it must name one, as many clients do only when they are asked. */
  worldOfNameless(to: Admission['to']): Promise<string | undefined>;
}

const WORLD_NAME = /^[\w-]{1,64}$/;

/** The user name of the client's proxy address. */
const nameIn = ({ headers }: IncomingMessage): string | undefined => {
  const [, encoded] = /^basic ([\w+/=]+)$/i.exec(headers['proxy-authorization'] ?? '') ?? [];
  const [name = ''] = Buffer.from(encoded ?? '', 'base64')
    .toString()
    .split(':', 1);
  return name === '' ? undefined : name;
};

const MUST_NAME: Refusal = {
  status: 407,
  why: 'The user name of the proxy must be the id of a world (letters and digits): http://k3f9:x@127.0.0.1:4480',
};

/** Decides whether a client may go to a host (lower case, without brackets and port). */
export const admit = async (req: IncomingMessage, host: string, rules: Rules): Promise<Admission | Refusal> => {
  const way = rules.wayOutTo(host);
  if (way.to === 'nowhere') return { status: 403, why: way.why };
  const { to } = way;
  const named = nameIn(req);
  if (named !== undefined) return WORLD_NAME.test(named) ? { to, world: named } : MUST_NAME;
  const world = await rules.worldOfNameless(to);
  return world === undefined ? MUST_NAME : { to, world };
};
