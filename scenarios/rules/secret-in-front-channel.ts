import { FRONT_CHANNEL } from '../../provider/personas/declared.ts';
import { defineRule, spec } from '../model/index.ts';
import { idsOf, paramsOf } from '../traffic/index.ts';

/** What must never pass through a browser. */
const SECRETS = ['client_secret', 'code_verifier', 'refresh_token', 'access_token', 'client_assertion', 'password'];

/** Pages of the persona itself take passwords. */
const PAGES = new Set(['sign-in', 'consent']);

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
        (exchange) => FRONT_CHANNEL.has(exchange.endpoint) && !PAGES.has(exchange.endpoint) && paramsOf(exchange).get(name),
      );
      return found.length === 0
        ? []
        : [{ message: `${name} was sent by the browser, in a request to ${found[0]?.endpoint}.`, exchanges: idsOf(found) }];
    }),
});
