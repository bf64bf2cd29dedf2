import { Cookie, CookieJar, type SerializedCookie } from 'tough-cookie';
import type { StoredItem } from '../model/index.ts';

/** Who started a request, as SameSite counts: the same site (or the address bar), another site by a link, another site otherwise. */
export type CookieContext = 'strict' | 'lax' | 'none';

/** Bytes of name and value; browsers ignore a larger cookie (RFC 6265bis, 5.7). */
const LARGEST_COOKIE = 4096;

const isPersistent = (cookie: Cookie | undefined): boolean => cookie?.isPersistent() ?? false;

/** The cookie jar of one browser. As in browsers, ports do not matter, loopback counts as secure, and SameSite defaults to Lax. */
export class Cookies {
  readonly #jar: CookieJar;

  constructor(jar = new CookieJar(undefined, { looseMode: true, allowSecureOnLocal: true, rejectPublicSuffixes: false })) {
    this.#jar = jar;
  }

  /** An independent copy of the cookies, without those of one name. */
  async copied(without?: string): Promise<Cookies> {
    return this.#only(({ key }) => key !== without);
  }

  /** The `Cookie` header for a request; undefined for none. */
  async header(url: URL, context: CookieContext): Promise<string | undefined> {
    return (await this.#jar.getCookieString(url.href, { sameSiteContext: context })) || undefined;
  }

  /** The cookies that are left when the browser is closed: those with a time of their end. */
  async outliving(): Promise<Cookies> {
    return this.#only((cookie) => isPersistent(Cookie.fromJSON(cookie)));
  }

  async #only(isKept: (cookie: SerializedCookie) => boolean): Promise<Cookies> {
    const { cookies, ...jar } = await this.#jar.serialize();
    return new Cookies(await CookieJar.deserialize({ ...jar, cookies: cookies.filter(isKept) }));
  }

  /** What a page at an address is sent, with its attributes. */
  async list(url: URL): Promise<readonly StoredItem[]> {
    const cookies = await this.#jar.getCookies(url.href, { sameSiteContext: 'strict' });
    return cookies.map((cookie) => ({
      ...{ place: 'cookie', name: cookie.key, text: cookie.value },
      cookie: {
        ...{ httpOnly: cookie.httpOnly, secure: cookie.secure, isPersistent: isPersistent(cookie) },
        sameSite: cookie.sameSite === 'strict' || cookie.sameSite === 'none' ? cookie.sameSite : 'lax',
      },
    }));
  }

  /** Stores the cookies of an answer; those that a browser would refuse are ignored. A page of another site sets only SameSite=None ones. */
  async store(url: URL, setCookies: readonly string[], context: CookieContext = 'strict'): Promise<void> {
    for (const text of setCookies) {
      const cookie = Cookie.parse(text, { loose: true });
      if (!cookie || (cookie.sameSite === 'none' && !cookie.secure)) continue;
      if (Buffer.byteLength(cookie.key + cookie.value) > LARGEST_COOKIE) continue;
      cookie.sameSite ??= 'lax';
      if (context === 'none' && cookie.sameSite !== 'none') continue;
      await this.#jar.setCookie(cookie, url.href, { ignoreError: true });
    }
  }
}
