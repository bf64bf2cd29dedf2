import { type Client, cookieValue, type HeaderList, type LabRequest, type Person, type Ports } from '../../../model/index.ts';
import { SESSION_COOKIE } from '../credential-kinds.ts';
import { ENDPOINTS } from '../endpoints.ts';
import { checkLiving, endAllLiving, endLiving, issueLiving } from './living.ts';
import { challenge, REALM, type Scheme } from './scheme.ts';

const ID_LENGTH = 32;

/** Pages and API have one root, below which the cookie is sent: `/`, or the lab's path of this API. */
const rootOf = (ports: Ports): string => new URL(ports.address(ENDPOINTS.home)).pathname.replace(/(?<=.)\/$/, '');

const cookieHeader = (value: string, extra: string, ports: Ports): HeaderList[number] => {
  const isSecure = ports.address(ENDPOINTS.home).startsWith('https:');
  return [
    'Set-Cookie',
    `${SESSION_COOKIE}=${value}; Path=${rootOf(ports)}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}${extra}`,
  ];
};

/** Starts a session. Its cookie is set until the browser closes, or as long as it is remembered. */
export const startSession = async (
  about: { readonly person: Person; readonly client: Client; readonly rememberMe: boolean; readonly sent?: string | undefined },
  ports: Ports,
): Promise<{ readonly value: string; readonly cookie: HeaderList[number] }> => {
  const { sent } = about;
  const { id } = ports.decide('session.id', { ...(sent !== undefined && { sent }) }, { id: 'sent' });
  const value = id === 'sent' && sent !== undefined ? sent : ports.random(ID_LENGTH);
  if (value !== sent && sent !== undefined) await endLiving('session', sent, ports);
  const expires = await issueLiving('session', value, about, ports);
  const maxAge = about.rememberMe && expires !== null ? `; Max-Age=${expires - ports.nowEpochSeconds()}` : '';
  return { value, cookie: cookieHeader(value, maxAge, ports) };
};

/** Returns the session that the browser sends. */
export const sentSession = ({ headers }: LabRequest): string | undefined => cookieValue(headers.cookie, SESSION_COOKIE);

/** Returns the header that removes the cookie. */
export const dropCookie = (ports: Ports): HeaderList[number] => cookieHeader('', '; Max-Age=0', ports);

/** A cookie that `POST /login` sets. */
export const session: Scheme = {
  id: 'session',
  challenges: (params, { ports }) => [
    challenge('Cookie', [
      REALM,
      ['form-action', new URL(ports.address(ENDPOINTS.login)).pathname],
      ['cookie-name', SESSION_COOKIE],
      ...params,
    ]),
  ],
  read(request) {
    const value = sentSession(request);
    return value === undefined ? undefined : { value };
  },
  check: ({ value }, context) => checkLiving('session', value, context),
  end: ({ value }, ports) => endLiving('session', value, ports),
  endAll: (person, ports, why, except) => endAllLiving('session', person, ports, why, except),
};
