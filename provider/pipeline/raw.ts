import {
  type HeaderList,
  PROCESS_HEADER,
  type ReplyForm,
  type StreamReply,
  WORLD_HEADER,
  type WrittenReply,
} from '../model/index.ts';

/** An incoming request, before its persona and world are known. */
export interface RawRequest {
  readonly method: string;
  /** Value of the Host header, or the authority of a `Request`. */
  readonly host: string;
  /** `https` if the client uses TLS with the vendor. */
  readonly scheme: 'http' | 'https';
  /** Path and query as sent. */
  readonly target: string;
  readonly headers: HeaderList;
  readonly body: Uint8Array;
  /** World of a request to a vendor's own address. Default: the default world. */
  readonly world?: string;
  /** Process of the client, if the preload or the proxy knows it. */
  readonly process?: string;
  /** The body was longer than the lab takes. */
  readonly tooLarge?: true;
}

/** The outcome: a reply, a truncated one, or none. */
export type ExchangeOutcome =
  | { readonly kind: 'reply'; readonly reply: WrittenReply; readonly truncateAtBytes?: number; readonly form?: ReplyForm }
  | { readonly kind: 'stream'; readonly reply: StreamReply }
  | { readonly kind: 'drop' };

/** Removes headers that the preload or proxy added, because the log shows what the client sent. */
export const withoutWay = (headers: HeaderList): Pick<RawRequest, 'headers' | 'world' | 'process'> => {
  const isOurs = ([name]: HeaderList[number]) => /^x-(?:loginlab-(?:world|process)|forwarded-proto)$/i.test(name);
  const headerValue = (header: string) => headers.find(([name]) => name.toLowerCase() === header)?.[1];
  const [world, process] = [headerValue(WORLD_HEADER), headerValue(PROCESS_HEADER)];
  if (world === undefined) return { headers };
  return { headers: headers.filter((header) => !isOurs(header)), world, ...(process !== undefined && { process }) };
};

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
