import { Cookie, CookieJar } from 'tough-cookie';

/** Who started a request, as SameSite counts: the same site (or the address bar), another site by a link, another site otherwise. */
export type CookieContext = 'strict' | 'lax' | 'none';

/** Bytes of name and value; browsers ignore a larger cookie (RFC 6265bis, 5.7). */
const LARGEST_COOKIE = 4096;

/** The cookie jar of one browser. As in browsers, ports do not matter, loopback counts as secure, and SameSite defaults to Lax. */
export class Cookies {
  readonly #jar: CookieJar;

  constructor(jar = new CookieJar(undefined, { looseMode: true, allowSecureOnLocal: true, rejectPublicSuffixes: false })) {
    this.#jar = jar;
  }

  /** An independent copy of the cookies. */
  async copied(): Promise<Cookies> {
    return new Cookies(await this.#jar.clone());
  }

  /** The `Cookie` header for a request; undefined for none. */
  async header(url: URL, context: CookieContext): Promise<string | undefined> {
    return (await this.#jar.getCookieString(url.href, { sameSiteContext: context })) || undefined;
  }

  /** Stores the cookies of an answer; those that a browser would refuse are ignored. */
  async store(url: URL, setCookies: readonly string[]): Promise<void> {
    for (const text of setCookies) {
      const cookie = Cookie.parse(text, { loose: true });
      if (!cookie || (cookie.sameSite === 'none' && !cookie.secure)) continue;
      if (Buffer.byteLength(cookie.key + cookie.value) > LARGEST_COOKIE) continue;
      cookie.sameSite ??= 'lax';
      await this.#jar.setCookie(cookie, url.href, { ignoreError: true });
    }
  }
}
