import { Refusal } from './problem.ts';

/** Where a request came from, as far as it tells. */
export interface Visit {
  readonly headers: Readonly<Record<string, string>>;
  readonly peer: {
    /** The Host header, or the authority of a request without a socket. */
    readonly host: string;
    /** Port of the listener that took the request. */
    readonly port: number;
  };
}

const LOOPBACK = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::(\d{1,5}))?$/i;

/**
 * Lets only the developer's own programs in: a loopback name of this very listener as Host, which DNS rebinding
 * cannot forge, and no request that a page of another origin made. A port apart is another origin.
 */
export const guard = (visit: Visit): void => {
  checkHost(visit);
  checkOrigin(visit);
};

const checkHost = ({ peer: { host, port } }: Visit): void => {
  const named = LOOPBACK.exec(host);
  if (named !== null && Number(named[1] ?? 80) === port) return;
  throw new Refusal(
    'foreign-host',
    `The control API was asked for as host "${host}"; it answers only as localhost, 127.0.0.1 or [::1] with the port of its own listener. Call http://localhost:${port}/_lab/.`,
  );
};

const checkOrigin = ({ headers: { origin, 'sec-fetch-site': site }, peer: { host } }: Visit): void => {
  if (origin !== undefined && !isOwn(origin, host)) {
    throw new Refusal(
      'foreign-origin',
      `A page of "${origin}" called the control API; only pages of its own origin may. ${WAY_OUT}`,
    );
  }
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    throw new Refusal(
      'foreign-origin',
      `A browser called the control API for another site (Sec-Fetch-Site: ${site}). ${WAY_OUT}`,
    );
  }
};

const isOwn = (origin: string, host: string): boolean =>
  [`http://${host}`, `https://${host}`].some((own) => own.toLowerCase() === origin.toLowerCase());

const WAY_OUT = 'Call it from a program, such as curl or your tests, without an Origin header.';
