import { defineRule, spec } from '../model/index.ts';
import { describeExchanges, findingAbout, isSentInClear, schemeOf } from '../traffic/index.ts';

/** The provider's own endpoints have a rule of their own. */
const OTHERS = new Set(['token', 'revoke']);

/** A password that crosses the open internet in the clear. */
export default defineRule({
  id: 'basic-over-http',
  title: 'Passwords are sent over https',
  level: 'MUST',
  basis: [spec('RFC7617-4')],
  fix: 'Call the API by its https address. Base64 is no encryption.',
  look: (exchanges) =>
    findingAbout(
      exchanges.filter((each) => !OTHERS.has(each.endpoint) && schemeOf(each) === 'basic' && isSentInClear(each)),
      (found) => `HTTP Basic was sent over plain http: ${describeExchanges(found)}.`,
    ),
});
