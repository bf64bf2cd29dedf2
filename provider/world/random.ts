import { randomBytes, randomInt } from 'node:crypto';

const URL_SAFE = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const LOWER = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Unguessable text over `A-Za-z0-9-_`, 6 bits a character. */
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
