import type { CredentialState, Person, Ports } from '../../model/index.ts';

/** Kinds of keys: one that is sent, and one that signs. */
export const KEY_TYPES = ['api-key', 'hmac'] as const;
export type KeyType = (typeof KEY_TYPES)[number];

export const KEY_SCOPES = ['full', 'read'] as const;
export type KeyScope = (typeof KEY_SCOPES)[number];

/** Names of the credentials in the world, by type. */
const STORED = { 'api-key': 'api-key', hmac: 'hmac-secret' } as const satisfies Record<KeyType, string>;

const ID_LENGTH = 16;
const SECRET_LENGTH = 40;

/** What a person says about a key. */
export interface KeyWishes {
  readonly type: KeyType;
  readonly name: string;
  readonly scope: KeyScope;
}

/** A key with its secret: the API key itself, or what signs. */
export interface Key extends KeyWishes {
  readonly keyId: string;
  readonly secret: string;
  readonly sub: string;
  readonly issuedAtEpochSeconds: number;
  /** When it ends, where that is known. */
  readonly expiresAtEpochSeconds?: number;
  /** It was replaced by another one, and lives a while longer. */
  readonly isReplaced: boolean;
  readonly state: CredentialState;
}

/** By the id of a key, where its secret is kept. */
interface Place {
  readonly type: KeyType;
  readonly secret: string;
}

const placesIn = (ports: Ports) => ports.collection<Place>('keys');

const stored = (type: KeyType, ports: Ports) => ports.credentials(STORED[type]);

const keyOf = (type: KeyType, secret: string, state: CredentialState): Key => ({
  ...{ type, secret, state, sub: state.sub, issuedAtEpochSeconds: state.issuedAtEpochSeconds },
  ...(state.expiresAtEpochSeconds !== undefined && { expiresAtEpochSeconds: state.expiresAtEpochSeconds }),
  keyId: String(state.facts.keyId),
  name: String(state.facts.name),
  scope: state.scopes.includes('write') ? 'full' : 'read',
  isReplaced: state.facts.isReplaced === true,
});

const PREFIX: Readonly<Record<KeyType, string>> = { 'api-key': 'ak_', hmac: 'sk_' };

/** Makes a key for a person. */
export const makeKey = async ({ type, name, scope }: KeyWishes, person: Person, ports: Ports): Promise<Key> => {
  const [keyId, secret] = [`key_${ports.random(ID_LENGTH)}`, PREFIX[type] + ports.random(SECRET_LENGTH)];
  const scopes = scope === 'full' ? ['read', 'write'] : ['read'];
  await stored(type, ports).issue(secret, { person, scopes, facts: { keyId, name } });
  await placesIn(ports).put(keyId, { type, secret });
  const state = await stored(type, ports).find(secret);
  if (!state) throw new Error(`the key ${keyId} was not stored`);
  return keyOf(type, secret, state);
};

/** Finds a key by its secret, live or ended. */
export const findBySecret = async (type: KeyType, secret: string, ports: Ports): Promise<Key | undefined> => {
  const state = await stored(type, ports).find(secret);
  return state && keyOf(type, secret, state);
};

/** Finds a key by its id, live or ended. */
export const findKey = async (keyId: string, ports: Ports): Promise<Key | undefined> => {
  const place = await placesIn(ports).find(keyId);
  return place && findBySecret(place.type, place.secret, ports);
};

/** The live keys of a person, oldest first. */
export const keysOf = async (person: Person, ports: Ports): Promise<readonly Key[]> => {
  const lists = await Promise.all(
    KEY_TYPES.map(async (type) => (await stored(type, ports).list(person)).map((state) => keyOf(type, state.value, state))),
  );
  return lists.flat().toSorted((one, other) => one.issuedAtEpochSeconds - other.issuedAtEpochSeconds);
};

export const endKey = async ({ type, secret }: Key, ports: Ports, why: 'revoked' | 'rotated-out'): Promise<void> =>
  void (await stored(type, ports).end(secret, why));

/** Notes that a key was replaced. It lives on for some seconds. */
export const markReplaced = async ({ type, secret }: Key, lifetimeSeconds: number, ports: Ports): Promise<void> =>
  void (await stored(type, ports).change(secret, { lifetimeSeconds, facts: { isReplaced: true } }));
