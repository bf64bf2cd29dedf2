import { basicChallenge, readBasicCredentials } from '../basic-credentials.ts';
import { checkPassword, type PasswordResult, tooManyAttempts } from '../passwords.ts';
import { checkDigest, digestChallengeFor, offersDigest } from './digest.ts';
import { deny } from './living.ts';
import { type Denial, type Identity, REALM, type Scheme, type SchemeContext } from './scheme.ts';

/** Wrong credentials and unknown people look alike. */
const WRONG: Denial = { denied: { code: 'invalid_credentials', detail: 'E-mail address or password is incorrect.' } };

const checkBasic = (authorization: string, { ports }: SchemeContext): Promise<PasswordResult> => {
  const { username = '', password = '' } = readBasicCredentials(authorization) ?? {};
  return checkPassword(username, password, ports);
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
    const result = await (withDigest ? checkDigest(value, context) : checkBasic(value, context));
    if ('denied' in result) return result;
    if (result.kind === 'locked') return { denied: tooManyAttempts(result.retryAfterSeconds).problem };
    if (result.kind === 'wrong') return WRONG;
    const { person } = result;
    if (person.status === 'deleted') return WRONG;
    if (person.status === 'disabled') return deny('account', 'account-blocked', undefined, ports);
    return { scheme: 'basic', person, value };
  },
};
