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
  /** World of a client that names none; `undefined`: it must name one, as many clients do only when they are asked. */
  worldOfNameless(to: Admission['to']): Promise<string | undefined>;
}

/** Password of a browser whose clock Playwright holds: the name under which it follows the clock. */
export const BROWSER_PASSWORD = 'playwright';

const WORLD_NAME = /^[\w-]{1,64}$/;

/** User name and password of the client's proxy address; no user: it named none. */
const credentialsOf = ({ headers }: IncomingMessage): { readonly user: string; readonly password: string } => {
  const [, encoded] = /^basic ([\w+/=]+)$/i.exec(headers['proxy-authorization'] ?? '') ?? [];
  const [user = '', password = ''] = Buffer.from(encoded ?? '', 'base64')
    .toString()
    .split(':');
  return { user, password };
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
  const { user, password } = credentialsOf(req);
  const client = password === BROWSER_PASSWORD && { client: BROWSER_PASSWORD };
  if (user !== '') return WORLD_NAME.test(user) ? { to, world: user, ...client } : MUST_NAME;
  const world = await rules.worldOfNameless(to);
  return world === undefined ? MUST_NAME : { to, world, ...client };
};
