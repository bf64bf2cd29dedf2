import type { Exchange } from '../../provider/model/index.ts';
import { TextIndex } from '../../provider/wire/index.ts';
import { accessTokenOf, formOf, headerOf, issuedTokensOf, memberOf, queryOf } from '../../scenarios/traffic/index.ts';
import { isPasswordLogin } from './own-api.ts';

/** Members of the answer to a login at an API of one's own. */
const MEMBERS = ['token', 'access_token', 'refresh_token', 'id_token'];

/** A shorter one could be a word: it counts in its own place only. */
const LEAST = 12;

const tokensIn = (exchange: Exchange): readonly string[] => {
  const own = isPasswordLogin(exchange) ? MEMBERS.flatMap((name) => memberOf(exchange, name) ?? []) : [];
  return [...issuedTokensOf([exchange]).keys(), ...own];
};

/** What a request sends. An address of the page before goes along with requests to anybody. */
const sentTexts = (exchange: Exchange): readonly string[] => {
  const { url, headers, body = '' } = exchange.request;
  const values = headers.filter(([name]) => name.toLowerCase() !== 'referer').map(([, value]) => value);
  return [url, ...values, body, ...queryOf(exchange).values(), ...formOf(exchange).values()];
};

/** The tokens that were issued in a recording. */
export class IssuedTokens {
  readonly #known = new Set<string>();
  readonly #index = new TextIndex();

  /** Reads those of an answer. Returns true if there was a new one. */
  learn(exchange: Exchange): boolean {
    const before = this.#known.size;
    for (const token of tokensIn(exchange)) {
      this.#known.add(token);
      if (token.length >= LEAST) this.#index.add(token, 0);
    }
    return this.#known.size > before;
  }

  /** True for a request with one of them, in whatever place. */
  isIn(exchange: Exchange): boolean {
    if (this.#known.size === 0) return false;
    const whole = [accessTokenOf(exchange), headerOf(exchange.request, 'authorization')?.trim()];
    if (whole.some((token) => token !== undefined && this.#known.has(token))) return true;
    return sentTexts(exchange).some((text) => text.length >= LEAST && this.#index.find(text).length > 0);
  }
}
