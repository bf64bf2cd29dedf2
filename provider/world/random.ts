import { randomBytes, randomFillSync, randomInt } from 'node:crypto';

const URL_SAFE = Uint8Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_', (letter) =>
  letter.charCodeAt(0),
);
const LOWER = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Fills bytes with unguessable ones. */
type Fill = (bytes: Buffer) => void;

let fill: Fill = randomFillSync;

/** Letters of `URL_SAFE` that were drawn ahead. Each is used once. */
const pool = Buffer.alloc(4096);
let used = pool.length;

const refill = (): void => {
  fill(pool);
  for (let i = 0; i < pool.length; i++) pool[i] = URL_SAFE[(pool[i] ?? 0) & 63] ?? 0;
  used = 0;
};

/** Draws from other bytes than those of the system, so that a test can run twice alike. Default: the system's again. */
export const drawFrom = (other: Fill = randomFillSync): void => {
  fill = other;
  used = pool.length;
};

/** Returns an unguessable text of `A-Za-z0-9-_`, with 6 bits per character. */
export const randomText = (length: number): string => {
  let text = '';
  for (let left = length; left > 0; ) {
    if (used === pool.length) refill();
    const taken = Math.min(left, pool.length - used);
    text += pool.toString('latin1', used, used + taken);
    used += taken;
    left -= taken;
  }
  return text;
};

/** Unguessable lower-case letters and digits. */
export const randomLower = (length: number): string => {
  let text = '';
  for (let i = 0; i < length; i++) text += LOWER[randomInt(LOWER.length)];
  return text;
};

/** A decimal string of the given length without a leading zero. */
export const randomDigits = (length: number): string => {
  let digits = String(randomInt(1, 10));
  while (digits.length < length) digits += String(randomInt(10));
  return digits;
};

const KINDS = {
  digits: randomDigits,
  lower: randomLower,
  text: randomText,
  hex: (length: number) =>
    randomBytes(Math.ceil(length / 2))
      .toString('hex')
      .slice(0, length),
} as const;

/** Fills a template: `{digits:12}`, `{lower:32}`, `{text:28}` and `{hex:32}` become random characters. */
export const randomByPattern = (pattern: string): string =>
  pattern.replaceAll(/\{(digits|lower|text|hex):(\d+)\}/g, (_, kind: keyof typeof KINDS, length: string) =>
    KINDS[kind](Number(length)),
  );
