import type { Exchange } from '../../provider/model/index.ts';
import { defineRule, spec } from '../model/index.ts';
import { count, findingAbout, findingsAboutForm, queryOf } from '../traffic/index.ts';

const hasPassword = (text: string): boolean => URL.canParse(text) && new URL(text).password !== '';

const ownAddresses = ({ request }: Exchange): readonly string[] => [request.url, request.vendorUrl];

const namedAddresses = (exchange: Exchange): readonly string[] =>
  ['redirect_uri', 'post_logout_redirect_uri'].map((name) => queryOf(exchange).get(name) ?? '');

const MESSAGE = (found: readonly Exchange[]): string => `A password stands in the address of ${count(found.length, 'request')}.`;

/** `https://user:password@host`: in logs, in `Referer`, and removed by some clients without a word. */
export default defineRule({
  id: 'credentials-in-url',
  title: 'No address has a password in it',
  level: 'MUST',
  basis: [spec('RFC9110-4.2.4'), spec('RFC3986-3.2.1')],
  fix: 'Take user name and password out of the address, and send HTTP Basic by the header.',
  look: (exchanges) => [
    ...findingsAboutForm(
      exchanges,
      exchanges.filter((each) => ownAddresses(each).some(hasPassword)),
      MESSAGE,
    ),
    ...findingAbout(
      exchanges.filter((each) => namedAddresses(each).some(hasPassword)),
      MESSAGE,
    ),
  ],
});
