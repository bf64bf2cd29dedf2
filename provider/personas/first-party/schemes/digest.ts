import type { Person, Ports } from '../../../model/index.ts';
import { isSameText } from '../../../world/same-text.ts';
import { type DigestCredentials, digestChallenge, digestResponse, readDigestCredentials } from '../digest-credentials.ts';
import { isFirstUse } from '../first-use.ts';
import { countAttempt, type PasswordResult } from '../passwords.ts';
import { targetsOf } from './request-targets.ts';
import { type Denial, REALM, type SchemeContext } from './scheme.ts';

const REALM_NAME = REALM[1];

/** Stands in place of the hash of somebody who does not exist, so that nobody can tell by the time. */
const NOBODY = '0'.repeat(64);

/** True where the API offers Digest beside Basic. */
export const offersDigest = (ports: Pick<Ports, 'decide'>): boolean => ports.decide('digest.offer', {}, { offer: false }).offer;

/** Returns a challenge with a new nonce. `isStale`: the password was right. */
export const digestChallengeFor = async ({ ports }: SchemeContext, isStale: boolean): Promise<string> => {
  const { lifetimeSeconds } = ports.quiet.decide('digest.nonce', {}, { lifetimeSeconds: FOREVER_SECONDS });
  return digestChallenge(REALM_NAME, await ports.save({ purpose: PURPOSE }, lifetimeSeconds), isStale);
};

/** Tells nonces from the other values that the API saves, such as links in mails. */
const PURPOSE = 'digest';

const FOREVER_SECONDS = 20 * 365 * 86_400;

/** A nonce that counts no more: the client tries again with the new one, and asks nobody. */
const stale = (why: string): Denial => ({
  denied: { code: 'stale_nonce', detail: why, challenge: [['stale', 'true']], why: 'stale' },
});

const nonceProblem = async ({ nonce, nc }: DigestCredentials, { ports }: SchemeContext): Promise<Denial | undefined> => {
  if ((await ports.load(nonce))?.purpose !== PURPOSE) {
    ports.ask('digest.nonce', {});
    return stale('The nonce is too old, or not one of this server.');
  }
  if (await isFirstUse('digest-counts', `${nonce}:${nc}`, ports)) return undefined;
  const decided = ports.ask('digest.count', {});
  return decided && stale('The nonce was used with this count before.');
};

/** Whose proof this is, for this request. */
const provedBy = async (credentials: DigestCredentials, account: string, context: SchemeContext): Promise<Person | undefined> => {
  const { request, ports } = context;
  const found = account === '' ? undefined : await ports.people.find(account);
  const person = found?.email.toLowerCase() === account ? found : undefined;
  const hash = person && (await ports.passwords.digest(person, REALM_NAME));
  const expected = digestResponse(hash ?? NOBODY, request.method, credentials);
  const isRight = isSameText(expected, credentials.response) && hash !== undefined;
  const isOfRequest = credentials.realm === REALM_NAME && targetsOf(request, ports).includes(credentials.uri);
  return isRight && isOfRequest ? person : undefined;
};

/**
 * Checks the proof of a password, and counts the attempt. Only a right one with an unusable nonce is told that.
 * @see https://www.rfc-editor.org/rfc/rfc7616#section-3.3
 */
export const checkDigest = async (authorization: string, context: SchemeContext): Promise<PasswordResult | Denial> => {
  const credentials = readDigestCredentials(authorization);
  if (!credentials) return { kind: 'wrong' };
  const judged = (account: string) => provedBy(credentials, account, context);
  const result = await countAttempt(credentials.username, judged, context.ports);
  return result.kind === 'right' ? ((await nonceProblem(credentials, context)) ?? result) : result;
};
