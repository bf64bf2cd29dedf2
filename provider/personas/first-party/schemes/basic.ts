import type { Person } from '../../../model/index.ts';
import { basicChallenge, readBasicCredentials } from '../basic-credentials.ts';
import { checkPassword, tooManyAttempts } from '../passwords.ts';
import { checkDigest, digestChallengeFor, offersDigest } from './digest.ts';
import { deny } from './living.ts';
import { type Denial, type Identity, REALM, type Scheme, type SchemeContext } from './scheme.ts';

/** Wrong credentials and unknown people look alike. */
const WRONG: Denial = { denied: { code: 'invalid_credentials', detail: 'E-mail address or password is incorrect.' } };

const checkBasic = async (authorization: string, { ports }: SchemeContext): Promise<Person | Denial> => {
  const { username = '', password = '' } = readBasicCredentials(authorization) ?? {};
  const result = await checkPassword(username, password, ports);
  if (result.kind === 'right') return result.person;
  return result.kind === 'wrong' ? WRONG : { denied: tooManyAttempts(result.retryAfterSeconds).problem };
};

const isDigest = (authorization: string): boolean => /^Digest\b/i.test(authorization);

/** E-mail address and password with each request, in the clear or hashed with a nonce. */
export const basic: Scheme = {
  id: 'basic',
  async challenges(params, context) {
    const isStale = params.some(([name]) => name === 'stale');
    const plain = basicChallenge(REALM[1]);
    return offersDigest(context.ports.quiet) ? [await digestChallengeFor(context, isStale), plain] : [plain];
  },
  read({ headers: { authorization = '' } }) {
    const value = authorization.trim();
    return /^(?:Basic|Digest)(?: |$)/i.test(value) ? { value } : undefined;
  },
  async check({ value }, context): Promise<Identity | Denial> {
    const { ports } = context;
    const withDigest = isDigest(value);
    if (withDigest && !offersDigest(ports)) return WRONG;
    const found = withDigest ? ((await checkDigest(value, context)) ?? WRONG) : await checkBasic(value, context);
    if ('denied' in found) return found;
    ports.note({ person: found });
    if (found.status === 'deleted') return WRONG;
    if (found.status === 'disabled') return deny('account', 'account-blocked', undefined, ports);
    return { scheme: 'basic', person: found, value };
  },
};
