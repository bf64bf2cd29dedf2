import { defineRule, spec } from '../model/index.ts';
import { bareAddress, findingAbout, grantTypeOf, loginsOf, paramsOf } from '../traffic/index.ts';

/** The authorization requests by the code that answered them. */
const requestsByCode = (exchanges: Parameters<typeof loginsOf>[0]) =>
  new Map(
    loginsOf(exchanges).flatMap(({ request, answer }) => (answer?.get('code') ? [[answer.get('code'), request] as const] : [])),
  );

/** What is not shown, and may be a secret, can be all that differs. */
const sentInstead = (asked: string, sent: string): string =>
  bareAddress(asked) === bareAddress(sent)
    ? 'the same address with another query, fragment or id in its path'
    : `redirect_uri=${bareAddress(sent)}`;

/** A token request that repeats another redirect URI than the login had. Words such as `postmessage` are no address, and the vendor's. */
export default defineRule({
  id: 'redirect-uri-differs',
  title: 'The token request repeats the redirect URI of the authorization request',
  level: 'MUST',
  basis: [spec('RFC6749-4.1.3')],
  fix: 'Keep the redirect URI with the state of the login, and send exactly it in the token request.',
  look: (exchanges) => {
    const requests = requestsByCode(exchanges);
    return exchanges.flatMap((exchange) => {
      if (grantTypeOf(exchange) !== 'authorization_code') return [];
      const params = paramsOf(exchange);
      const request = requests.get(params.get('code'));
      const [asked, sent] = [request && paramsOf(request).get('redirect_uri'), params.get('redirect_uri')];
      if (!request || !asked || !sent || asked === sent || ![asked, sent].every((each) => /^https?:/i.test(each))) return [];
      return findingAbout(
        [request, exchange],
        `The authorization request had redirect_uri=${bareAddress(asked)}, the token request for its code ${sentInstead(asked, sent)}.`,
      );
    });
  },
});
