import { createHash, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { LoginLabError, type Person } from '../model/index.ts';
import { DIGEST_REALMS } from '../personas/declared.ts';
import { nowEpochSeconds } from './clock.ts';
import { markLogins } from './login-marks.ts';
import { randomText } from './random.ts';
import type { Rows, SecretListener } from './rows.ts';

const KIND = 'Password';
const CHANGE = 'PasswordChange';
const LONGEST = 256;
/** Of a password that nobody knows: 192 bits. */
const UNKNOWN_LENGTH = 32;
/** 132 bits. */
const SALT_LENGTH = 22;
const HASH_BYTES = 32;
/**
 * Cost, block size and parallelization of scrypt (RFC 7914 §2): 1 MiB and a few milliseconds. Production servers need far
 * more. These are passwords of test users, and a suite sets hundreds. Each hash stores its own parameters.
 */
const PARAMETERS = { N: 1024, r: 8, p: 1 } as const;

type Owner = Pick<Person, 'sub'>;

/** Whose password is set: the address is the user name of HTTP Digest. */
type NamedOwner = Owner & Partial<Pick<Person, 'email'>>;

/** A stored password hash, in base64url. */
interface Hashed {
  readonly algorithm: 'scrypt';
  readonly N: number;
  readonly r: number;
  readonly p: number;
  readonly salt: string;
  readonly hash: string;
}

/** Compared with where there is no password, so that nobody can tell by the time. */
const NOBODY: Hashed = {
  algorithm: 'scrypt',
  ...PARAMETERS,
  salt: 'nobody',
  hash: Buffer.alloc(HASH_BYTES).toString('base64url'),
};

/** A server of Digest keeps this in place of the password. Whoever has it can sign in there, and nowhere else. */
const digestOf = (username: string, realm: string, password: string): string =>
  createHash('sha256').update(`${username}:${realm}:${password}`, 'utf8').digest('hex');

/** Runs off the main thread. */
const derive = promisify<string, string, number, ScryptOptions, Buffer>(scrypt);

/** Normalizes a password, so that composed and decomposed letters are equal (RFC 8265 §4.2). */
const normalized = (password: string): string => password.normalize('NFC');

/** Throws `usage` for an invalid password. */
export const checkPassword = (password: string): void => {
  if (password.length >= 1 && password.length <= LONGEST) return;
  throw new LoginLabError('usage', `Expected a password of 1 to ${LONGEST} characters, found ${password.length}.`, {
    field: 'password',
  });
};

/** Password hashes of the people of one world. People without a password have no row. */
export class Passwords {
  readonly #rows: Rows;
  readonly #announce: SecretListener;

  constructor(rows: Rows, announce: SecretListener) {
    this.#rows = rows;
    this.#announce = announce;
  }

  /** Sets or replaces a password. Throws `usage`. */
  async set({ sub, email = '' }: NamedOwner, password: string): Promise<void> {
    checkPassword(password);
    this.#announce('password', password);
    const salt = randomText(SALT_LENGTH);
    const hash = await derive(normalized(password), salt, HASH_BYTES, PARAMETERS);
    const kept: Hashed = {
      algorithm: 'scrypt',
      ...PARAMETERS,
      salt,
      hash: hash.toString('base64url'),
    };
    const digests = Object.fromEntries(DIGEST_REALMS.map((realm) => [realm, digestOf(email, realm, normalized(password))]));
    await this.#rows.write(KIND, sub, { ...kept, digests, changedAtEpochSeconds: nowEpochSeconds() }, { sub });
  }

  /**
   * Returns H(A1) of HTTP Digest for the address that the person had when the password was set. Undefined without a password.
   * @see https://www.rfc-editor.org/rfc/rfc7616#section-3.4.2
   */
  async digest({ sub }: Owner, realm: string): Promise<string | undefined> {
    const { digests } = (await this.#rows.read(KIND, sub))?.payload ?? {};
    return (digests as Readonly<Record<string, string>> | undefined)?.[realm];
  }

  /** True for the right password. False for a person without one, and for nobody, after the same work. */
  async verify(owner: Owner | undefined, password: string): Promise<boolean> {
    const row = owner && (await this.#rows.read(KIND, owner.sub));
    if (password.length > LONGEST) return false;
    const { N, r, p, salt, hash } = (row?.payload ?? NOBODY) as unknown as Hashed;
    const expected = Buffer.from(hash, 'base64url');
    const found = await derive(normalized(password), salt, expected.length, { N, r, p });
    return timingSafeEqual(found, expected) && row !== undefined;
  }

  async isSet({ sub }: Owner): Promise<boolean> {
    return (await this.#rows.read(KIND, sub)) !== undefined;
  }

  async forget({ sub }: Owner): Promise<void> {
    await this.#rows.remove(KIND, sub);
  }
}

/**
 * Sets a new password and marks all earlier logins of the person. Default: one that nobody knows, in place of one that was
 * set. People who never got a password have no old one, and go on without. The vendor's behaviours decide which tokens end.
 */
export const changePassword = async (
  { rows, passwords }: { readonly rows: Rows; readonly passwords: Passwords },
  person: NamedOwner,
  password: string | undefined,
): Promise<void> => {
  if (password !== undefined) await passwords.set(person, password);
  else if (await passwords.isSet(person)) await passwords.set(person, randomText(UNKNOWN_LENGTH));
  await rows.write(CHANGE, person.sub, { version: randomText(SALT_LENGTH), changedAtEpochSeconds: nowEpochSeconds() });
  await markLogins(rows, { sub: person.sub }, { passwordChangedAtEpochSeconds: nowEpochSeconds() });
};

/** A text that is another one after each change of the password. Empty before the first. */
export const passwordVersion = async (rows: Rows, { sub }: Owner): Promise<string> =>
  String((await rows.read(CHANGE, sub))?.payload.version ?? '');
