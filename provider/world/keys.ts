import { CompactSign, type CryptoKey, compactVerify, exportJWK, generateKeyPair, importJWK } from 'jose';
import type { KeyInfo } from '../model/index.ts';

/** A private JWK with a key id. */
export interface SigningKey {
  readonly kid: string;
  readonly [member: string]: unknown;
}

const imported = new WeakMap<SigningKey, Promise<CryptoKey>>();

/** Returns the key for signing. It is imported once per process. */
export const cryptoKey = (key: SigningKey): Promise<CryptoKey> => {
  const known = imported.get(key);
  if (known) return known;
  const fresh = importJWK(key as Parameters<typeof importJWK>[0], 'RS256') as Promise<CryptoKey>;
  imported.set(key, fresh);
  return fresh;
};

const PUBLIC_MEMBERS = ['kid', 'kty', 'alg', 'use', 'e', 'n'] as const;

const publicHalf = (key: SigningKey): Readonly<Record<string, unknown>> =>
  Object.fromEntries(PUBLIC_MEMBERS.map((name) => [name, key[name]]));

const isOf = (name: 'alg' | 'use', value: string, key: SigningKey): void => {
  if (key[name] !== undefined && key[name] !== value) throw new TypeError(`"${name}" of ${key.kid} is not "${value}"`);
};

/** Rejects unless what a key signs is verified by its public half. */
export const proveKey = async (key: SigningKey): Promise<void> => {
  isOf('alg', 'RS256', key);
  isOf('use', 'sig', key);
  const signing = new CompactSign(new TextEncoder().encode(key.kid)).setProtectedHeader({ alg: 'RS256' });
  const { kty, n, e } = key;
  await compactVerify(await signing.sign(await cryptoKey(key)), await importJWK({ kty, n, e } as never, 'RS256'));
};

/** The key rotation of a persona. */
export interface KeyRotation {
  readonly current: number;
  readonly made: readonly SigningKey[];
}

/** The signing keys of one persona in one world: previous, current and next are published, the current one signs. */
export class SigningKeys {
  readonly #fixtures: readonly SigningKey[];
  #pool: SigningKey[];
  #current = 0;

  constructor(pool: readonly SigningKey[]) {
    this.#fixtures = pool;
    this.#pool = [...pool];
  }

  /** Index of the signing key, and the keys besides the fixtures. */
  get rotation(): KeyRotation {
    return { current: this.#current, made: this.#pool.slice(this.#fixtures.length) };
  }

  /** Throws a `RangeError` for an index without a key, and for two keys of one id. */
  check({ current, made }: KeyRotation): void {
    const kids = [...this.#fixtures, ...made].map(({ kid }) => kid);
    if (current >= kids.length) throw new RangeError(`there are ${kids.length} keys, and none at position ${current}`);
    const twice = kids.find((kid, i) => kids.indexOf(kid) !== i);
    if (twice !== undefined) throw new RangeError(`two keys have the id "${twice}"`);
  }

  /** Restores the key rotation of a snapshot. */
  restore(rotation: KeyRotation): void {
    this.check(rotation);
    this.#pool = [...this.#fixtures, ...rotation.made];
    this.#current = rotation.current;
  }

  get current(): SigningKey {
    const key = this.#pool[this.#current];
    if (!key) throw new Error('a world has no signing key');
    return key;
  }

  /** Returns a key that is not published. */
  get foreign(): SigningKey {
    return this.#pool[(this.#current + 2) % this.#pool.length] ?? this.current;
  }

  /** Returns the published keys with their private keys, because each certificate is self-signed. */
  publishedPrivate(): readonly SigningKey[] {
    return this.#pool.slice(Math.max(0, this.#current - 1), this.#current + 2);
  }

  published(): readonly Readonly<Record<string, unknown>>[] {
    return this.publishedPrivate().map(publicHalf);
  }

  /** Returns the published keys, each with its state. */
  describe(): readonly KeyInfo[] {
    const now = Math.min(this.#current, 1);
    return this.publishedPrivate().map((key, i) => ({
      kid: key.kid,
      state: i < now ? 'previous' : i === now ? 'current' : 'next',
      jwk: publicHalf(key),
    }));
  }

  /** Makes the next key the signing key. Generates one if the fixtures are used up. */
  async rotate(): Promise<SigningKey> {
    if (this.#current + 2 >= this.#pool.length) this.#pool.push(await makeKey());
    this.#current++;
    return this.current;
  }
}

const makeKey = async (): Promise<SigningKey> => {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  const digest = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(jwk.n ?? ''));
  return { ...jwk, kid: Buffer.from(digest).toString('hex'), alg: 'RS256', use: 'sig' };
};
