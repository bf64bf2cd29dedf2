import { parseObject } from '../../provider/model/index.ts';
import { defineRule, spec } from '../model/index.ts';
import { findingAbout, grantTypeOf, isAccepted } from '../traffic/index.ts';

/** A token request in JSON, which some vendors read and others refuse. */
export default defineRule({
  id: 'token-request-json',
  title: 'Token requests are form-encoded',
  level: 'MAY',
  basis: [spec('RFC6749-4.1.3'), spec('RFC6749-appendix-B')],
  fix: 'Send `application/x-www-form-urlencoded`: every provider reads it.',
  look: (exchanges) =>
    findingAbout(
      exchanges.filter((each) => grantTypeOf(each) !== undefined && !isAccepted(each) && parseObject(each.request.body)),
      (found) => `A token request in JSON was answered with ${found[0]?.response?.status ?? 'nothing'}.`,
    ),
});
