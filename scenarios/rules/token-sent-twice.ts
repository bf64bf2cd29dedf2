import { isApi } from '../../provider/model/index.ts';
import { defineRule, spec } from '../model/index.ts';
import { bearerOf, describeExchanges, findingsAboutForm, formOf, queryOf } from '../traffic/index.ts';

/** A token in the header and again in the address or the body. Another token is what the call is about. */
export default defineRule({
  id: 'token-sent-twice',
  title: 'A token is sent in one place',
  level: 'MUST',
  basis: [spec('RFC6750-2')],
  fix: 'Send the access token in the header `Authorization: Bearer …` and nowhere else.',
  look: (exchanges) =>
    findingsAboutForm(
      exchanges,
      exchanges.filter((each) => {
        const places = [bearerOf(each), queryOf(each).get('access_token'), formOf(each).get('access_token')].filter(Boolean);
        const isRepeated = new Set(places).size < places.length;
        return (isApi(each.endpoint) || each.endpoint === 'userinfo') && isRepeated;
      }),
      (found) => `The access token was sent in two places at once: ${describeExchanges(found)}.`,
    ),
});
