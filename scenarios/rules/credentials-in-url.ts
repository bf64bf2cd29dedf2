import type { Exchange } from '../../provider/model/index.ts';
import { defineRule, spec } from '../model/index.ts';
import { count, findingAbout, queryOf } from '../traffic/index.ts';

const hasPassword = (text: string): boolean => URL.canParse(text) && new URL(text).password !== '';

const addressesIn = (exchange: Exchange): readonly string[] => {
  const query = queryOf(exchange);
  const named = ['redirect_uri', 'post_logout_redirect_uri'].map((name) => query.get(name) ?? '');
  return [exchange.request.url, exchange.request.vendorUrl, ...named];
};

/** `https://user:password@host`: in logs, in `Referer`, and removed by some clients without a word. */
export default defineRule({
  id: 'credentials-in-url',
  title: 'No address has a password in it',
  level: 'MUST',
  basis: [spec('RFC9110-4.2.4'), spec('RFC3986-3.2.1')],
  fix: 'Take user name and password out of the address, and send HTTP Basic by the header.',
  look: (exchanges) =>
    findingAbout(
      exchanges.filter((each) => addressesIn(each).some(hasPassword)),
      (found) => `A password stands in the address of ${count(found.length, 'request')}.`,
    ),
});
