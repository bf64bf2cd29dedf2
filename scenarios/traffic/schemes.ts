/** Credentials by scheme, as clients of one's own API send them. */
import type { Exchange } from '../../provider/model/index.ts';
import { headerOf } from './read.ts';

/** The scheme of the `Authorization` header, in lower case; undefined without one. */
export const schemeOf = (exchange: Exchange): string | undefined =>
  /^\s*(\S+)/.exec(headerOf(exchange.request, 'authorization') ?? '')?.[1]?.toLowerCase();

/** Schemes that a 401 offers, in lower case. */
export const schemesOfferedIn = (challenges: string): ReadonlySet<string> =>
  new Set([...challenges.matchAll(/(?:^|,)\s*([\w-]+)(?=\s+[\w-]+\s*=)/g)].map(([, scheme = '']) => scheme.toLowerCase()));

/** A parameter of the `Authorization` header, such as the `nonce` of Digest. */
export const authorizationParamOf = (exchange: Exchange, name: string): string | undefined => {
  const found = new RegExp(`[\\s,]${name}\\s*=\\s*(?:"([^"]*)"|([^\\s,"]+))`, 'i').exec(
    headerOf(exchange.request, 'authorization') ?? '',
  );
  return found?.[1] ?? found?.[2];
};

/** True for a refusal that only wants a newer nonce. @see https://www.rfc-editor.org/rfc/rfc7616#section-3.3 */
export const isStaleNonce = (exchange: Exchange): boolean =>
  exchange.response?.status === 401 && /[\s,]stale\s*=\s*"?true\b/i.test(headerOf(exchange.response, 'www-authenticate') ?? '');
