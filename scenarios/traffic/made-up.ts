/** What in a text looks made up, as tokens, keys and ids do: it may be a secret that nothing names. */

/** Shorter ones are words. */
const LEAST = 20;
/** The same of what follows a colon: `bot123456:AAE…`. */
const LEAST_AFTER_COLON = 12;

const isMadeUp = (word: string): boolean =>
  /\d/.test(word) &&
  (word.length >= LEAST || (word.length - word.lastIndexOf(':') > LEAST_AFTER_COLON + 1 && word.includes(':')));

/** The sentence goes on behind the word. */
const withoutWord = (word: string): string => (isMadeUp(word) ? `…${/[.,;:"]*$/.exec(word)?.[0] ?? ''}` : word);

/** An address with scheme, host and path, and maybe a label such as `password#1` in front of the host; or any other word. */
const WORDS = /(https?:\/\/)(?:(?:[^\s/?#"]|#\d)*@)?([^\s/?#"]*)([^\s?#]*)|[^\s/?#&=,;"'`()<>[\]{}|]+/gi;

/**
 * A text in which `…` stands for every word of 20 or more characters with a digit, and for every part of a path like that. Hosts
 * stay; user names and passwords in front of them go.
 */
export const withoutMadeUp = (text: string): string =>
  text.replaceAll(WORDS, (word: string, scheme?: string, host = '', path = '') =>
    scheme === undefined ? withoutWord(word) : `${scheme}${host}${path.split('/').map(withoutWord).join('/')}`,
  );

/** Origin and path of an address, as it was written: what follows is the app's own, and may be a secret. */
export const bareAddress = (address: string): string => withoutMadeUp(address.split(/[?#]/, 1)[0] ?? '');
