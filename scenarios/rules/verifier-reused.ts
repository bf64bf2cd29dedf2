import { defineRule, spec } from '../model/index.ts';
import { findingAbout, grantTypeOf, groupBy, isAccepted, paramsOf } from '../traffic/index.ts';

/** One code verifier for several logins: who has seen it once can redeem the codes of all of them. */
export default defineRule({
  id: 'verifier-reused',
  title: 'Every login has a new code verifier',
  level: 'MUST',
  basis: [spec('RFC9700-2.1.1'), spec('RFC7636-4.1')],
  fix: 'Make a new verifier for every authorization request, keep it with its state, and forget both when the code is redeemed.',
  look: (exchanges) => {
    const redeemed = exchanges.filter((exchange) => grantTypeOf(exchange) === 'authorization_code' && isAccepted(exchange));
    return [...groupBy(redeemed, (exchange) => paramsOf(exchange).get('code_verifier')).values()]
      .filter((same) => new Set(same.map((each) => paramsOf(each).get('code'))).size > 1)
      .flatMap((same) =>
        findingAbout(same, `${same.length} different codes were redeemed with one code_verifier: it belongs to one login.`),
      );
  },
});
