/** Length of the window by which a needle is found; shorter needles cannot be indexed. */
export const WINDOW = 6;

const BASE = 0x01000193;
/** BASE to the power of WINDOW: what a character is worth when it leaves the window. */
const LEAVING = Array.from({ length: WINDOW }).reduce<number>((power) => Math.imul(power, BASE), 1);

/** The case of ASCII letters makes no difference: hosts and names of headers lose it on their way. */
export const fold = (code: number): number => (code >= 65 && code <= 90 ? code + 32 : code);

/** Hash of the window that ends at a place of a text. */
export const hashWindow = (text: string, end: number): number => {
  let hash = 0;
  for (let place = end - WINDOW; place < end; place += 1) hash = (Math.imul(hash, BASE) + fold(text.charCodeAt(place))) | 0;
  return hash >>> 0;
};

/** Calls with the hash of every window of a text, and with where it ends. */
export const eachWindow = (text: string, found: (hash: number, end: number) => void): void => {
  let hash = 0;
  for (let place = 0; place < text.length; place += 1) {
    hash = (Math.imul(hash, BASE) + fold(text.charCodeAt(place))) | 0;
    if (place >= WINDOW) hash = (hash - Math.imul(LEAVING, fold(text.charCodeAt(place - WINDOW)))) | 0;
    if (place >= WINDOW - 1) found(hash >>> 0, place + 1);
  }
};
