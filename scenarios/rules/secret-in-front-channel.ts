import type { Exchange } from '../../provider/model/index.ts';
import { FRONT_CHANNEL } from '../../provider/personas/declared.ts';
import { defineRule, spec } from '../model/index.ts';
import { idsOf, isFromOwnPage, paramsOf, queryOf } from '../traffic/index.ts';

/** What must never pass through a browser. */
const SECRETS = ['client_secret', 'code_verifier', 'refresh_token', 'access_token', 'client_assertion', 'password'];

/** Pages of the persona itself take passwords. */
const PAGES = new Set(['sign-in', 'consent']);

/** What an app lets the browser send: the form of a provider's own page is between the person and the provider. */
const paramsOfApp = (exchange: Exchange): URLSearchParams => (isFromOwnPage(exchange) ? queryOf(exchange) : paramsOf(exchange));

/** A secret in a request that the browser makes. */
export default defineRule({
  id: 'secret-in-front-channel',
  title: 'Secrets do not pass through the browser',
  level: 'MUST',
  basis: [spec('RFC6749-2.3.1'), spec('RFC6749-10.3'), spec('RFC7636-4.5')],
  fix: 'Send client_secret and code_verifier only in the body of the token request, from the server to the provider.',
  look: (exchanges) =>
    SECRETS.flatMap((name) => {
      const found = exchanges.filter(
        (exchange) => FRONT_CHANNEL.has(exchange.endpoint) && !PAGES.has(exchange.endpoint) && paramsOfApp(exchange).get(name),
      );
      return found.length === 0
        ? []
        : [{ message: `${name} was sent by the browser, in a request to ${found[0]?.endpoint}.`, exchanges: idsOf(found) }];
    }),
});
