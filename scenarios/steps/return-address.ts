/** Names under which apps take the address to return to after a login. An app reads its own, and ignores the others. */
const NAMES = [
  ...['returnTo', 'return_to', 'returnUrl', 'return_url', 'returnURL', 'return', 'next', 'next_url', 'nextUrl', 'redirect'],
  ...['redirectTo', 'redirect_to', 'redirectUrl', 'redirect_url', 'redirectUri', 'callbackUrl', 'callback_url', 'continue'],
  ...['dest', 'destination', 'target', 'to', 'from', 'url', 'path', 'goto', 'back', 'back_url', 'backUrl', 'origin', 'referer'],
  ...['r', 'u', 'service', 'forward', 'success', 'successRedirect', 'after', 'page', 'RelayState', 'post_logout_redirect_uri'],
];

/** Parameters that ask to return to an address, under every name that apps know. */
export const askingToReturnTo = (address: string): Readonly<Record<string, string>> =>
  Object.fromEntries(NAMES.map((name) => [name, address]));

const same = (text: string): string => text;
const CODECS: readonly { readonly read: (text: string) => string; readonly write: (text: string) => string }[] = [
  { read: same, write: same },
  { read: decodeURIComponent, write: encodeURIComponent },
  ...(['base64url', 'base64', 'hex'] as const).map((encoding) => ({
    // Node reads base64 in either alphabet, and skips what is none.
    read: (text: string) => {
      const bytes = Buffer.from(text, encoding);
      return bytes.toString(encoding) === text ? bytes.toString('utf8') : '';
    },
    write: (text: string) => Buffer.from(text, 'utf8').toString(encoding),
  })),
];

const readWith = (read: (text: string) => string, text: string): string => {
  try {
    return read(text);
  } catch {
    return ''; // not in this encoding
  }
};

const replacedIn = (text: string, part: string, other: string): string | undefined => {
  for (const { read, write } of CODECS) {
    const plain = readWith(read, text);
    for (const inside of [same, encodeURIComponent])
      if (plain.includes(inside(part))) return write(plain.replaceAll(inside(part), inside(other)));
  }
  return undefined;
};

const SEPARATORS = /([.|~:;,])/;

/**
 * The same text with another part in place of one, whichever way the text, or what stands between its separators, is encoded;
 * undefined where that part cannot be read in it.
 */
export const withPartReplaced = (text: string, part: string, other: string): string | undefined => {
  const whole = replacedIn(text, part, other);
  if (whole !== undefined) return whole;
  const pieces = text.split(SEPARATORS);
  const replaced = pieces.map((piece) => replacedIn(piece, part, other));
  return replaced.some((piece) => piece !== undefined) ? pieces.map((piece, i) => replaced[i] ?? piece).join('') : undefined;
};
