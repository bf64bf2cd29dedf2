import { defineRule, spec } from '../model/index.ts';
import { describeExchanges, findingAbout, headerOf } from '../traffic/index.ts';

/** Tokens and assertions by their names in an address. A vendor’s own pages may link each other. */
const TOKEN = /[?&](?:access_token|refresh_token|id_token|client_secret)=[^&]{8,}/;

const originOf = (text: string): string => (URL.canParse(text) ? new URL(text).origin : '');

/** A token in the address of the page that led here. */
export default defineRule({
  id: 'token-in-referer',
  title: 'No page with a token in its address leads elsewhere',
  level: 'MUST',
  basis: [spec('RFC9700-4.2.4'), spec('RFC6750-5.3')],
  fix: 'Keep tokens out of addresses. Redirect from the callback at once, and send `Referrer-Policy: no-referrer` with its page.',
  look: (exchanges) =>
    findingAbout(
      exchanges.filter(({ request }) => {
        const referer = headerOf(request, 'referer') ?? '';
        return TOKEN.test(referer) && originOf(referer) !== originOf(request.url);
      }),
      (found) => `The Referer of ${describeExchanges(found)} has a token.`,
    ),
});
