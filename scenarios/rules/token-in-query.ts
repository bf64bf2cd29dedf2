import { FRONT_CHANNEL } from '../../provider/personas/declared.ts';
import { defineRule, spec } from '../model/index.ts';
import { idsOf, isOpenByDesign, queryOf } from '../traffic/index.ts';

const TOKENS = ['access_token', 'refresh_token', 'id_token'];

/** A token in the query of a request: it leaks into logs, histories and Referer headers. */
export default defineRule({
  id: 'token-in-query',
  title: 'Tokens are not sent in the query of a URL',
  level: 'MUST',
  basis: [spec('RFC9700-4.3.2'), spec('RFC6750-5.3')],
  fix: 'Send the access token in the header `Authorization: Bearer …`, other tokens in the body of a POST.',
  look: (exchanges) =>
    TOKENS.flatMap((name) => {
      const found = exchanges.filter(
        (exchange) => !isOpenByDesign(exchange) && !FRONT_CHANNEL.has(exchange.endpoint) && queryOf(exchange).get(name),
      );
      const where = [...new Set(found.map(({ request }) => `${request.method} ${request.vendorUrl.split('?', 1)[0]}`))].join(
        ', ',
      );
      return found.length === 0 ? [] : [{ message: `${name} was sent in the query of ${where}.`, exchanges: idsOf(found) }];
    }),
});
