import { defineRule, spec } from '../model/index.ts';
import { describeExchanges, findingsAboutForm, isOpenByDesign, queryOf } from '../traffic/index.ts';

/** A token in the address of its revocation, where the vendor does not document that. */
export default defineRule({
  id: 'revocation-in-query',
  title: 'A token is revoked in the body of a POST',
  level: 'MUST',
  basis: [spec('RFC7009-2.1')],
  fix: 'Send `token` and `token_type_hint` form-encoded in the body.',
  look: (exchanges) =>
    findingsAboutForm(
      exchanges,
      exchanges.filter((each) => each.endpoint === 'revoke' && !isOpenByDesign(each) && queryOf(each).get('token')),
      (found) => `A token was sent in the query: ${describeExchanges(found)}.`,
    ),
});
