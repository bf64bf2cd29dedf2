import type { Exchange } from '../model/index.ts';

/** The path of an address, without its query, whether or not it parses. */
const pathOf = (url: string): string => url.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '') || '/';

/** Control characters would let a client write on somebody's terminal. */
const onOneLine = (text: string): string =>
  text.replace(/[\p{Cc}\u2028\u2029]/gu, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

/**
 * An exchange on one line: `#17 POST /token 200 google/refresh/first-consent-only: no refresh token, because …`.
 * The number is that of its id. As redacted as the exchange is.
 */
export const renderLine = ({ id, request, response, because, stale }: Exchange): string => {
  const answer = response ? String(response.status) : 'dropped';
  const whys = because.map((each) => `${each.id}: ${each.why}`).join('; ');
  const number = id.replace(/^x/, '');
  const words = [`#${number}`, request.method, pathOf(request.vendorUrl), answer, stale ? 'stale' : '', whys];
  return onOneLine(words.filter((word) => word !== '').join(' '));
};
