import type { Exchange } from '../../provider/model/index.ts';
import { FRONT_CHANNEL } from '../../provider/personas/declared.ts';
import { defineRule, spec } from '../model/index.ts';
import { findingsAboutForm, isOpenByDesign, locationOf, queryOf } from '../traffic/index.ts';

const TOKENS = ['access_token', 'refresh_token', 'id_token'];

const withoutFragment = (address: string): string => address.split('#', 1)[0] ?? '';

/** Addresses to which a provider led the browser: what stands in them is its answer. */
const callbacksIn = (exchanges: readonly Exchange[]): ReadonlySet<string> =>
  new Set(
    exchanges.flatMap((each) => {
      const target = FRONT_CHANNEL.has(each.endpoint) ? locationOf(each) : undefined;
      return target ? [withoutFragment(target.href)] : [];
    }),
  );

const placesOf = (found: readonly Exchange[]): string =>
  [...new Set(found.map(({ request }) => `${request.method} ${request.vendorUrl.split('?', 1)[0]}`))].join(', ');

/** A token in the query of a request: it leaks into logs, histories and Referer headers. */
export default defineRule({
  id: 'token-in-query',
  title: 'Tokens are not sent in the query of a URL',
  level: 'MUST',
  basis: [spec('RFC9700-4.3.2'), spec('RFC6750-5.3')],
  fix: 'Send the access token in the header `Authorization: Bearer …`, other tokens in the body of a POST.',
  look: (exchanges) => {
    const callbacks = callbacksIn(exchanges);
    const sent = exchanges.filter(
      (each) => !isOpenByDesign(each) && !FRONT_CHANNEL.has(each.endpoint) && !callbacks.has(withoutFragment(each.request.url)),
    );
    return TOKENS.flatMap((name) =>
      findingsAboutForm(
        exchanges,
        sent.filter((each) => queryOf(each).get(name)),
        (found) => `${name} was sent in the query of ${placesOf(found)}.`,
      ),
    );
  },
});
