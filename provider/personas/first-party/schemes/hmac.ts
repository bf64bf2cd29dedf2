import { isSameText } from '../../../world/same-text.ts';
import { isFirstUse } from '../first-use.ts';
import { type HmacCredentials, readHmacCredentials, readHttpDate, signatureOf, stringToSign } from '../hmac-signature.ts';
import { findKey, type Key } from '../key-store.ts';
import { dateHeader, secondsSince } from '../server-clock.ts';
import { deny } from './living.ts';
import { mayWrite } from './read-only.ts';
import { targetsOf } from './request-targets.ts';
import { challenge, type Denial, type Identity, REALM, type Scheme, type SchemeContext } from './scheme.ts';

/** Signs in place of a key that does not exist, so that nobody can tell by the time. */
const NOBODY = 'nobody';

/** True for the signature of one of the targets; all are compared. */
const isSigned = (secret: string, signature: string, { request, ports }: SchemeContext): boolean => {
  const date = request.headers.date ?? '';
  const texts = targetsOf(request, ports).map((target) =>
    stringToSign({ method: request.method, target, date, body: request.body }),
  );
  return texts.map((text) => isSameText(signatureOf(secret, text), signature)).some(Boolean);
};

/** A wrong signature and an unknown key. */
const unproven = (key: Key | undefined, { ports }: SchemeContext): Denial => {
  const why = key ? 'wrong-signature' : 'unknown-key';
  const plain = key
    ? { code: 'wrong_signature', detail: 'The signature is not that of this request.' }
    : { code: 'unknown_key', detail: 'There is no key with this id.' };
  return { denied: ports.decide('hmac.refuse', { why }, plain) };
};

/** A request of another time. */
const outOfTime = ({ request, ports }: SchemeContext): Denial | undefined => {
  const madeAt = readHttpDate(request.headers.date ?? '');
  const refusal = ports.ask('hmac.time', madeAt === undefined ? {} : { secondsAgo: secondsSince(madeAt, ports) });
  return refusal && { denied: { ...refusal, headers: [dateHeader(ports)] } };
};

/** The same signature for the second time. Signatures are remembered only where that matters. */
const repeated = async ({ signature }: HmacCredentials, { ports }: SchemeContext): Promise<Denial | undefined> => {
  const refusal = ports.quiet.ask('hmac.repeated', {});
  if (!refusal) return undefined;
  if (await isFirstUse('signatures', signature, ports)) return undefined;
  return { denied: ports.decide('hmac.repeated', {}, refusal) };
};

const check = async (credentials: HmacCredentials, context: SchemeContext): Promise<Identity | Denial> => {
  const { ports, request } = context;
  const key = await findKey(credentials.keyId, ports);
  const isKnown = key?.type === 'hmac';
  if (!isSigned(isKnown ? key.secret : NOBODY, credentials.signature, context) || !isKnown)
    return unproven(isKnown ? key : undefined, context);
  const person = await ports.people.find(key.sub);
  if (person) ports.note({ person });
  if (!person || person.status === 'deleted') return deny('HMAC key', 'account-deleted', key.state, ports);
  if (key.state.state === 'dead') return deny('HMAC key', key.state.why ?? 'unknown', key.state, ports);
  const refused = outOfTime(context) ?? (await repeated(credentials, context)) ?? mayWrite(key, request);
  return refused ?? { scheme: 'hmac', person, value: key.secret };
};

/** A signature of each request, with a key whose secret is not sent. */
export const hmac: Scheme = {
  id: 'hmac',
  challenges: (params) => [challenge('HMAC', [REALM, ['algorithm', 'HMAC-SHA-256'], ...params])],
  read({ headers: { authorization = '' } }) {
    const value = /^HMAC(?: +(.*))?$/is.exec(authorization.trim());
    return value ? { value: authorization.trim() } : undefined;
  },
  async check({ value }, context) {
    const credentials = readHmacCredentials(value);
    return credentials ? check(credentials, context) : unproven(undefined, context);
  },
};
