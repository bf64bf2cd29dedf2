import type { Exchange } from '../../provider/model/index.ts';
import { defineRule, spec } from '../model/index.ts';
import { findingsAboutForm, isFromOwnPage, paramsOf } from '../traffic/index.ts';

/** Those that extensions allow several times, and lists as some languages write them. @see https://www.rfc-editor.org/rfc/rfc8707#section-2 */
const SEVERAL = /^(?:resource|audience|.*\[\d*\])$/;

const repeatedIn = (exchange: Exchange): readonly string[] => {
  const names = [...paramsOf(exchange).keys()];
  return [...new Set(names.filter((name, place) => names.indexOf(name) !== place && !SEVERAL.test(name)))];
};

/** A parameter that is sent more than once, of which each server may read another. */
export default defineRule({
  id: 'parameter-repeated',
  title: 'Every parameter is sent once',
  level: 'MUST',
  basis: [spec('RFC6749-3.1'), spec('RFC6749-3.2')],
  fix: 'Set parameters instead of appending them, and send those of the token request in the body only.',
  look: (exchanges) =>
    findingsAboutForm(
      exchanges,
      exchanges.filter(
        (each) =>
          (each.endpoint === 'token' || (each.endpoint === 'authorize' && paramsOf(each).has('client_id'))) &&
          !isFromOwnPage(each) &&
          repeatedIn(each).length > 0,
      ),
      (found) => `A request has ${found[0] && repeatedIn(found[0]).join(', ')} more than once.`,
    ),
});
