import type { HeaderList } from '../../provider/model/index.ts';
import type { VisitOptions } from '../model/index.ts';
import type { CookieContext } from './cookies.ts';

/** The inputs of the headers of a request. */
export interface RequestFacts {
  readonly method: string;
  readonly url: URL;
  /** The page with the link or form; undefined for the address bar. */
  readonly page?: URL | undefined;
  readonly referer: string | undefined;
  readonly cookie: string | undefined;
  /** A web view of a program on Android, not a browser. */
  readonly webView?: boolean | undefined;
  readonly loads?: VisitOptions['loads'];
}

const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';
const WEB_VIEW =
  'Mozilla/5.0 (Linux; Android 15; Pixel 9 Build/AP4A.250105.002; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/142.0.0.0 Mobile Safari/537.36';

const siteOf = (url: URL): string => `${url.protocol}//${url.hostname}`;

/** How SameSite sees a navigation from a page; without one, the person typed the address. */
export const cookieContextOf = (
  method: string,
  url: URL,
  page: URL | undefined,
  loads: VisitOptions['loads'] = undefined,
): CookieContext => {
  if (!page || siteOf(page) === siteOf(url)) return 'strict';
  return method === 'GET' && loads !== 'image' ? 'lax' : 'none';
};

/** What a browser says of a request: a link fetched ahead, an image, or a navigation. */
const LOADS = {
  ahead: [
    ['Sec-Purpose', 'prefetch'],
    ['Purpose', 'prefetch'],
    ['Sec-Fetch-Mode', 'no-cors'],
    ['Sec-Fetch-Dest', 'empty'],
  ],
  image: [
    ['Sec-Fetch-Mode', 'no-cors'],
    ['Sec-Fetch-Dest', 'image'],
  ],
  link: [
    ['Sec-Fetch-Mode', 'navigate'],
    ['Sec-Fetch-User', '?1'],
    ['Sec-Fetch-Dest', 'document'],
  ],
} as const;

const fetchSite = (url: URL, page: URL | undefined): string => {
  if (!page) return 'none';
  return page.origin === url.origin ? 'same-origin' : siteOf(page) === siteOf(url) ? 'same-site' : 'cross-site';
};

/** The headers of a navigation, as Chromium sends them. */
export const requestHeaders = ({ method, url, page, referer, cookie, webView, loads }: RequestFacts): HeaderList => {
  const isGet = method === 'GET';
  const headers: readonly (readonly [string, string | undefined])[] = [
    ['User-Agent', webView ? WEB_VIEW : BROWSER],
    ['Accept', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'],
    ['Accept-Language', 'en-US,en;q=0.9'],
    ['Upgrade-Insecure-Requests', '1'],
    ['Sec-Fetch-Site', fetchSite(url, page)],
    ...LOADS[loads ?? 'link'],
    ['Referer', referer],
    ['Origin', isGet ? undefined : (page?.origin ?? 'null')],
    ['Content-Type', isGet ? undefined : 'application/x-www-form-urlencoded'],
    ['Cookie', cookie],
  ];
  return headers.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
};
