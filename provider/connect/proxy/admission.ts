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
  /** Name of a client that the proxy's password tells: `playwright`. */
  readonly client?: string;
}

export interface Rules {
  wayOutTo(host: string): WayOut;
  /** World of a client that names none; `undefined`: it must name one, as browsers do only when they are asked. */
  readonly world: string | undefined;
}

/** Password of a browser whose clock Playwright holds: the name under which it follows the clock. */
export const BROWSER_PASSWORD = 'playwright';

const WORLD_NAME = /^[\w-]{1,64}$/;

/** User name and password of the client's proxy address. */
const credentialsOf = ({ headers }: IncomingMessage): { readonly user: string; readonly password: string } => {
  const [, encoded] = /^basic ([\w+/=]+)$/i.exec(headers['proxy-authorization'] ?? '') ?? [];
  const [user = '', password = ''] = Buffer.from(encoded ?? '', 'base64')
    .toString()
    .split(':');
  return { user, password };
};

/** The world that a user name means; undefined for one that cannot be a world. */
const worldOf = (user: string, otherwise: string | undefined): string | undefined => {
  if (user === '') return otherwise;
  return WORLD_NAME.test(user) ? user : undefined;
};

/** Decides whether a client may go to a host (lower case, without brackets and port). */
export const admit = (req: IncomingMessage, host: string, rules: Rules): Admission | Refusal => {
  const way = rules.wayOutTo(host);
  if (way.to === 'nowhere') return { status: 403, why: way.why };
  const { user, password } = credentialsOf(req);
  const world = worldOf(user, rules.world);
  if (world !== undefined) return { to: way.to, world, ...(password === BROWSER_PASSWORD && { client: BROWSER_PASSWORD }) };
  return {
    status: 407,
    why: 'The user name of the proxy must be the id of a world (letters and digits): http://k3f9:x@127.0.0.1:4480',
  };
};
