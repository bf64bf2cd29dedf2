import type { HeaderList, Reply } from '../model/index.ts';

/** A request as it came in, before anybody knows whose it is. */
export interface RawRequest {
  readonly method: string;
  /** Value of the Host header, or the authority of a `Request`. */
  readonly host: string;
  /** `https` when the client believes to speak TLS with the vendor. */
  readonly scheme: 'http' | 'https';
  /** Path and query as sent. */
  readonly target: string;
  readonly headers: HeaderList;
  readonly body: Uint8Array;
  /** The body was longer than the lab takes. */
  readonly tooLarge?: true;
}

/** What goes out: a reply, a part of one, or nothing. */
export type Outcome =
  | { readonly kind: 'reply'; readonly reply: Reply; readonly truncateAtBytes?: number }
  | { readonly kind: 'drop' };

/** Lower-case names; repeated headers joined as HTTP allows. */
export const headerMap = (headers: HeaderList): Record<string, string> => {
  const map: Record<string, string> = {};
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    const before = map[key];
    map[key] = before === undefined ? value : `${before}${key === 'cookie' ? '; ' : ', '}${value}`;
  }
  return map;
};
