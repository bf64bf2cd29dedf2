import { bearerToken } from '../model/index.ts';
import { isOwnHost, type Listening } from '../world/index.ts';
import { isSameText } from '../world/same-text.ts';
import { Refusal } from './problem.ts';

/** A listener that takes control calls, and whom it lets in. */
export interface ControlListener extends Listening {
  /**
   * `own`: pages of its own origin may call. Listeners with personas allow no pages, because they show untrusted content
   * under the same origin.
   */
  readonly pages?: 'own';
  /** What every call must bring as `Authorization: Bearer …`. */
  readonly token?: string | undefined;
}

type Headers = Readonly<Record<string, string>>;

/**
 * Lets only the developer's own programs and console in: by a name of this very listener as Host, which DNS rebinding
 * cannot forge; with no request that another page made, a port apart being another origin; and with the token, if there is one.
 */
export const guard = (headers: Headers, listener: ControlListener): void => {
  checkHost(headers, listener);
  checkOrigin(headers, listener);
  checkToken(headers, listener);
};

const checkHost = ({ host = '' }: Headers, listener: ControlListener): void => {
  if (isOwnHost(host, listener)) return;
  const names = listener.host === undefined ? 'localhost, 127.0.0.1 or [::1]' : `localhost, ${listener.host} or a private name`;
  throw new Refusal(
    'foreign-host',
    `The control API was called with the host "${host}"; it accepts only ${names} with the port of its own listener. Call http://localhost:${listener.port}/_lab/.`,
  );
};

const checkOrigin = ({ host = '', origin, 'sec-fetch-site': site }: Headers, { pages }: ControlListener): void => {
  if (origin !== undefined && !(pages === 'own' && isSame(origin, host))) {
    throw new Refusal(
      'foreign-origin',
      `A page of "${origin}" called the control API, which answers ${WHOM[pages ?? 'none']}. ${WAY_OUT}`,
    );
  }
  if (site !== undefined && site !== 'none' && !(pages === 'own' && site === 'same-origin')) {
    throw new Refusal(
      'foreign-origin',
      `A page called the control API (Sec-Fetch-Site: ${site}), which answers ${WHOM[pages ?? 'none']}. ${WAY_OUT}`,
    );
  }
};

const WHOM = { own: 'no pages but its own', none: 'no pages here, because the pages of personas have this origin' } as const;

const isSame = (origin: string, host: string): boolean =>
  [`http://${host}`, `https://${host}`].some((own) => own.toLowerCase() === origin.toLowerCase());

const WAY_OUT = 'Call it from a program, such as curl or your tests, without an Origin header.';

const checkToken = ({ authorization }: Headers, { token }: ControlListener): void => {
  if (token === undefined) return;
  const found = bearerToken(authorization);
  if (found !== undefined && isSameText(found, token)) return;
  throw new Refusal(
    'no-token',
    'This lab listens beyond loopback, so its control API requires the token that it printed at the start: `Authorization: Bearer TOKEN` (for the command line and for connectLab: LOGINLAB_TOKEN).',
    { 'www-authenticate': 'Bearer realm="loginlab"' },
  );
};
