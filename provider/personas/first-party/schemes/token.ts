import { createHash } from 'node:crypto';
import type { Client, Person, Ports } from '../../../model/index.ts';
import { checkLiving, endAllLiving, endLiving, issueLiving } from './living.ts';
import { challenge, REALM, type Scheme } from './scheme.ts';

/** Forty hexadecimal digits, after a word that many clients get wrong. */
const HEADER = /^(?:Token|Bearer) +([0-9a-f]{40})$/i;

/** Any text after this word means this scheme. After `Bearer` only what looks like one: the OAuth scheme has other tokens. */
const WORD = /^Token +(\S+)$/i;

const RANDOM_LENGTH = 40;

/** A new token with its end as ISO 8601; `null`: it never expires. */
export const issueToken = async (
  about: { readonly person: Person; readonly client: Client; readonly rememberMe: boolean },
  ports: Ports,
): Promise<{ readonly token: string; readonly expiresAt: string | null }> => {
  const token = createHash('sha1').update(ports.random(RANDOM_LENGTH)).digest('hex');
  const expires = await issueLiving('token', token, about, ports);
  return { token, expiresAt: expires === null ? null : new Date(expires * 1000).toISOString() };
};

/** A row for each token, as Django REST framework has it. */
export const token: Scheme = {
  id: 'token',
  challenges: (params) => [challenge('Token', [REALM, ...params])],
  read({ headers: { authorization = '' } }) {
    const value = HEADER.exec(authorization)?.[1]?.toLowerCase() ?? WORD.exec(authorization)?.[1];
    return value === undefined ? undefined : { value };
  },
  check: ({ value }, context) => checkLiving('token', value, context),
  end: ({ value }, ports) => endLiving('token', value, ports),
  endAll: (person, ports, why, except) => endAllLiving('token', person, ports, why, except),
};
