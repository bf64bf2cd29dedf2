import type { Client } from './people.ts';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** True for an `http` URL on loopback. */
export const isLoopbackUri = (uri: string): boolean =>
  URL.canParse(uri) && new URL(uri).protocol === 'http:' && LOOPBACK.has(new URL(uri).hostname);

/** Installed apps on loopback may use any port. @see https://www.rfc-editor.org/rfc/rfc8252#section-7.3 */
const fitsLoopback = (registered: string, asked: string): boolean => {
  if (!isLoopbackUri(registered) || !isLoopbackUri(asked)) return false;
  const [a, b] = [new URL(registered), new URL(asked)];
  return (a.pathname === b.pathname || a.pathname === '/') && a.search === b.search;
};

/** A registration that ends in `/*` matches any path below it, for apps whose callback path is not known beforehand. */
const fitsBelow = (registered: string, asked: string): boolean => {
  if (!registered.endsWith('/*') || !/^[\x21-\x7e]+$/.test(asked) || asked.includes('#') || !URL.canParse(asked)) return false;
  return asked.startsWith(registered.slice(0, -1)) && new URL(asked).href.startsWith(registered.slice(0, -1));
};

/** True if the redirect URI is registered: exact match, except the port of desktop apps on loopback, and `/*`. */
export const redirectUriFits = (client: Pick<Client, 'kind' | 'redirectUris'>, asked: string): boolean =>
  client.redirectUris.some(
    (registered) =>
      registered === asked || fitsBelow(registered, asked) || (client.kind === 'desktop' && fitsLoopback(registered, asked)),
  );
