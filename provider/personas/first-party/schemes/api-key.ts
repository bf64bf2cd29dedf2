import type { Person } from '../../../model/index.ts';
import { renewIfDue } from '../key-renewal.ts';
import { findBySecret, type Key } from '../key-store.ts';
import { deny } from './living.ts';
import { mayWrite } from './read-only.ts';
import { challenge, type Denial, type Identity, REALM, type Scheme, type SchemeContext } from './scheme.ts';

const HEADER = 'x-api-key';

/** A key that is over, in the words of its end. */
const refused = (key: Key | undefined, person: Person | undefined, { ports }: SchemeContext): Denial => {
  if (!key) return deny('API key', 'unknown', undefined, ports);
  const { isReplaced, state } = key;
  if (person && (isReplaced || state.why === 'rotated-out')) {
    const input = { keyId: key.keyId, endedSecondsAgo: ports.nowEpochSeconds() - (state.diedAtEpochSeconds ?? 0) };
    const told = ports.ask('key.replaced', input);
    if (told) return { denied: { ...told, why: 'rotated-out' } };
  }
  return deny('API key', person ? (state.why ?? 'unknown') : 'account-deleted', state, ports);
};

/** A key of a person in a header of its own. */
export const apiKey: Scheme = {
  id: 'api-key',
  challenges: (params) => [challenge('ApiKey', [REALM, ['header', 'X-Api-Key'], ...params])],
  read({ headers }) {
    const value = headers[HEADER];
    return value === undefined || value === '' ? undefined : { value };
  },
  async check({ value }, context): Promise<Identity | Denial> {
    const { ports, request } = context;
    const found = await findBySecret('api-key', value, ports);
    const person = found && (await ports.people.find(found.sub));
    if (!found || !person || person.status === 'deleted') return refused(found, undefined, context);
    ports.note({ person });
    const key = await renewIfDue(found, person, ports);
    if (key.state.state === 'dead') return refused(key, person, context);
    return mayWrite(key, request) ?? { scheme: 'api-key', person, value };
  },
};
