import { randomBytes, randomInt } from 'node:crypto';

const URL_SAFE = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const LOWER = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Returns an unguessable text of `A-Za-z0-9-_`, with 6 bits per character. */
export const randomText = (length: number): string => {
  let text = '';
  for (const byte of randomBytes(length)) text += URL_SAFE[byte & 63];
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
