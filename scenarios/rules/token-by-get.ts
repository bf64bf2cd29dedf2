import { defineRule, spec } from '../model/index.ts';
import { describeExchanges, findingsAboutForm, grantTypeOf, isOpenByDesign } from '../traffic/index.ts';

/** A token request that is not a POST, where the vendor does not document that. */
export default defineRule({
  id: 'token-by-get',
  title: 'Token requests are POST requests',
  level: 'MUST',
  basis: [spec('RFC6749-3.2')],
  fix: 'Send the token request as a POST with a form-encoded body.',
  look: (exchanges) =>
    findingsAboutForm(
      exchanges,
      exchanges.filter((each) => each.request.method === 'GET' && grantTypeOf(each) !== undefined && !isOpenByDesign(each)),
      (found) => `A token was asked for by ${describeExchanges(found)}.`,
    ),
});
