import type { Person, Ports } from '../../model/index.ts';
import { endKey, findBySecret, type Key, keysOf, makeKey, markReplaced } from './key-store.ts';

/** Sends a person the key that replaces another one. */
const tellOwner = async (person: Person, before: Key, next: Key, endsInSeconds: number, ports: Ports): Promise<void> => {
  const hours = Math.max(0, Math.round(endsInSeconds / 3600));
  await ports.mail.send({
    to: person.email,
    subject: `Your new API key "${next.name}"`,
    text: `Your API key "${before.name}" was replaced, as it is every week.

The new key: ${next.secret}
Its id: ${next.keyId}

The old key (${before.keyId}) works for ${hours} more hours.
`,
  });
};

/** Replaces a key that is due. Of several requests at once only the first one does it. */
const renew = async (key: Key, person: Person, dueSecondsAgo: number, graceSeconds: number, ports: Ports): Promise<void> => {
  const next = await makeKey(key, person, ports);
  const leftSeconds = graceSeconds - dueSecondsAgo;
  if (leftSeconds > 0) await markReplaced(key, leftSeconds, ports);
  else await endKey(key, ports, 'rotated-out');
  await tellOwner(person, key, next, leftSeconds, ports);
};

const ageOf = ({ keyId, issuedAtEpochSeconds }: Key, ports: Ports) => ({
  keyId,
  ageSeconds: ports.nowEpochSeconds() - issuedAtEpochSeconds,
});

/** False for a key that stays as it is: most requests need not wait for their turn. */
const mayBeDue = (key: Key, ports: Ports): boolean =>
  key.type === 'api-key' && !key.isReplaced && ports.quiet.ask('key.renewal', ageOf(key, ports)) !== undefined;

/** Replaces an API key that is older than such keys become. Returns the key as it is now. */
export const renewIfDue = async (key: Key, person: Person, ports: Ports): Promise<Key> => {
  if (!mayBeDue(key, ports)) return key;
  return ports.inTurn('keys', async () => {
    const now = (await findBySecret(key.type, key.secret, ports)) ?? key;
    if (now.state.state === 'dead' || now.isReplaced) return now;
    const asked = ageOf(now, ports);
    const renewal = ports.ask('key.renewal', asked);
    if (!renewal) return now;
    await renew(now, person, asked.ageSeconds - renewal.afterSeconds, renewal.graceSeconds, ports);
    return (await findBySecret(key.type, key.secret, ports)) ?? now;
  });
};

/** Replaces every key of a person that is due. */
export const renewAllDue = async (person: Person, ports: Ports): Promise<void> => {
  for (const key of await keysOf(person, ports)) await renewIfDue(key, person, ports);
};
